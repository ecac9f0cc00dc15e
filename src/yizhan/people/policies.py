"""Who may do what with people."""

from yizhan.people import queries
from yizhan.people.models import Actor, Person, Role


def is_signed_in(actor: Actor) -> bool:
    """Anyone with an account."""
    return actor.is_authenticated


def is_staff(actor: Actor) -> bool:
    """Anyone who works for the network today, in whatever place."""
    return bool(queries.roles_of(actor))


def can_keep_second_step(actor: Actor) -> bool:
    """Staff may protect their sign-in with a second step; whoever has one may always change or remove it."""
    return is_staff(actor) or queries.has_second_step(actor)


def can_administer(actor: Actor) -> bool:
    """Administrators alone appoint people network-wide and make tokens."""
    return queries.holds(actor, Role.ADMINISTRATOR)


def can_hold_token(actor: Actor) -> bool:
    """A key to the API is for those who work for the network."""
    return is_staff(actor)


def can_appoint(actor: Actor, role: Role) -> bool:
    """Administrators appoint anyone; the hub everyone but administrators and itself."""
    return can_administer(actor) or (queries.holds(actor, Role.HUB) and role not in {Role.ADMINISTRATOR, Role.HUB})


def can_manage_people(actor: Actor) -> bool:
    """Those who may appoint somebody see the list of roles."""
    return queries.holds(actor, Role.ADMINISTRATOR, Role.HUB)


def is_self(actor: Actor, person: Person) -> bool:
    """A person's own record."""
    return actor == person
