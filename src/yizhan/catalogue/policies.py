"""Who may change the catalogue."""

from yizhan.people.models import Actor, Role
from yizhan.people.queries import holds


def can_import(actor: Actor) -> bool:
    """Administrators load the catalogue from files."""
    return holds(actor, Role.ADMINISTRATOR)
