"""What follows for activities from what happens below."""

from yizhan.activities import services
from yizhan.people.events import ConsentWithdrawn, Erased
from yizhan.people.models import Purpose


def hide_photographs(event: ConsentWithdrawn) -> None:
    """Without consent nobody is shown in an album."""
    if event.purpose == Purpose.PHOTOGRAPHS:
        services.hide_likenesses(person_id=event.person_id)


def remove_photographs(event: Erased) -> None:
    """Who leaves for good takes along the photographs that show them."""
    services.remove_pictures_of(person_id=event.person_id)
