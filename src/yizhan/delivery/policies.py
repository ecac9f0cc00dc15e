"""Who may do what with plans and orders."""

from yizhan.people.models import Actor, Role
from yizhan.people.queries import holds


def can_plan(actor: Actor) -> bool:
    """The hub and administrators set quotas, make drafts and publish them."""
    return holds(actor, Role.HUB, Role.ADMINISTRATOR)
