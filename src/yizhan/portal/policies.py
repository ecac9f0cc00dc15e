"""Who may open the pages that join contexts."""

from yizhan.people.models import Actor, Role
from yizhan.people.queries import holds, roles_of


def is_signed_in(actor: Actor) -> bool:
    """Anyone with an account."""
    return actor.is_authenticated


def can_see_desk(actor: Actor) -> bool:
    """Anyone who works for the network today."""
    return bool(roles_of(actor))


def can_manage_roles(actor: Actor) -> bool:
    """The hub and administrators see who holds which role."""
    return holds(actor, Role.HUB, Role.ADMINISTRATOR)


def can_read_ledger(actor: Actor) -> bool:
    """The hub and administrators read what was done, by whom and why."""
    return holds(actor, Role.HUB, Role.ADMINISTRATOR)
