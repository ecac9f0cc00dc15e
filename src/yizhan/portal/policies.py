"""Who may open the pages that join contexts."""

from yizhan.people.models import Actor, Role
from yizhan.people.queries import holds, roles_of

NETWORK_WIDE = (Role.ADMINISTRATOR, Role.HUB)


def is_signed_in(actor: Actor) -> bool:
    """Anyone with an account."""
    return actor.is_authenticated


def can_see_desk(actor: Actor) -> bool:
    """Anyone who works for the network today."""
    return bool(roles_of(actor))


def can_deliver(actor: Actor) -> bool:
    """The staff of providers are sent orders."""
    return holds(actor, Role.PROVIDER)


def can_oversee(actor: Actor) -> bool:
    """Those who look after more than a station of their own: subdistricts, the hub, administrators."""
    return holds(actor, Role.SUBDISTRICT, *NETWORK_WIDE)


def can_manage_roles(actor: Actor) -> bool:
    """The hub and administrators see who holds which role."""
    return holds(actor, *NETWORK_WIDE)


def can_be_offered(actor: Actor, role: Role) -> bool:
    """The page offers a role of the whole network to administrators only; the service decides."""
    return holds(actor, Role.ADMINISTRATOR) or (can_manage_roles(actor) and role not in NETWORK_WIDE)


def can_read_ledger(actor: Actor) -> bool:
    """The hub and administrators read what was done, by whom and why."""
    return holds(actor, *NETWORK_WIDE)
