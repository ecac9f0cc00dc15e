"""Who may do what with needs."""

from yizhan.needs.models import Need
from yizhan.needs.queries import has
from yizhan.network.models import Station
from yizhan.people.models import Actor, Person, Role
from yizhan.people.queries import holds


def can_raise(actor: Actor) -> bool:
    """Anyone with an account says what they want, joins and leaves."""
    return isinstance(actor, Person)


def can_see_desk(actor: Actor) -> bool:
    """The hub, administrators, and officers of a subdistrict or a station look after needs."""
    return holds(actor, Role.HUB, Role.ADMINISTRATOR, Role.SUBDISTRICT, Role.STATION)


def can_record(actor: Actor, station: Station) -> bool:
    """Those who look after a station write down what its people want."""
    return can_triage(actor, station)


def can_triage(actor: Actor, station: Station) -> bool:
    """The hub and administrators anywhere, officers of a subdistrict or a station at their own."""
    return (
        holds(actor, Role.HUB, Role.ADMINISTRATOR)
        or holds(actor, Role.STATION, scope_id=station.pk)
        or (station.subdistrict_id is not None and holds(actor, Role.SUBDISTRICT, scope_id=station.subdistrict_id))
    )


def can_ask(actor: Actor, station: Station | None) -> bool:
    """Those who look after a station ask there; the hub and administrators everywhere."""
    return holds(actor, Role.HUB, Role.ADMINISTRATOR) if station is None else can_triage(actor, station)


def can_follow(actor: Actor, need: Need) -> bool:
    """Those who have a need, or had what became part of it, see what was done about it; so do its officers."""
    if not isinstance(actor, Person):
        return False
    return has(actor, need) or can_triage(actor, need.station)
