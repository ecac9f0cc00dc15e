"""What follows for the network from what happens below."""

from yizhan.network import services
from yizhan.people.events import ConsentWithdrawn
from yizhan.people.models import Purpose


def forget_workplace(event: ConsentWithdrawn) -> None:
    """Without consent nobody's workplace is kept."""
    if event.purpose == Purpose.WORKPLACE:
        services.forget_workplaces(person_id=event.person_id)
