"""What follows for enterprises from what happens below."""

from yizhan.enterprises import services
from yizhan.people.events import Joined


def link_contacts(event: Joined) -> None:
    """Who joins speaks for the enterprises that noted their phone."""
    services.link_contacts(person_ids=event.person_ids)
