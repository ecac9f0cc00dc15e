"""Who may let other programs in."""

from yizhan.people.models import Actor, Role
from yizhan.people.queries import holds


def can_issue(actor: Actor) -> bool:
    """The hub and administrators issue and revoke keys."""
    return holds(actor, Role.HUB, Role.ADMINISTRATOR)
