"""Who may do what in the network."""

from uuid import UUID

from yizhan.network.models import Station, StationState
from yizhan.people.models import Actor, Person, Role
from yizhan.people.queries import holds


def _leads(actor: Actor) -> bool:
    return holds(actor, Role.HUB, Role.ADMINISTRATOR)


def _serves_in(actor: Actor, role: Role, place_id: UUID | None) -> bool:
    return place_id is not None and holds(actor, role, scope_id=place_id)


def can_see_network_admin(actor: Actor) -> bool:
    """Those who work for the hub, a subdistrict or a station, and administrators."""
    return holds(actor, Role.HUB, Role.ADMINISTRATOR, Role.SUBDISTRICT, Role.STATION)


def can_apply(actor: Actor, subdistrict_id: UUID | None) -> bool:
    """The hub and administrators anywhere, a subdistrict's officers in their own."""
    return _leads(actor) or _serves_in(actor, Role.SUBDISTRICT, subdistrict_id)


def can_apply_somewhere(actor: Actor) -> bool:
    """Those who may apply in some place see the form."""
    return holds(actor, Role.HUB, Role.ADMINISTRATOR, Role.SUBDISTRICT)


def can_edit(actor: Actor, station: Station) -> bool:
    """The hub and administrators, the officers of its subdistrict, and its own officers."""
    return (
        _leads(actor)
        or _serves_in(actor, Role.SUBDISTRICT, station.subdistrict_id)
        or _serves_in(actor, Role.STATION, station.pk)
    )


def can_place(actor: Actor, station: Station, subdistrict_id: UUID | None) -> bool:
    """The hub decides kind, code and place; while it is only applied for, so do those who may apply there."""
    return can_decide(actor) or (station.state == StationState.APPLIED and can_apply(actor, subdistrict_id))


def can_assess(actor: Actor) -> bool:
    """The hub and administrators visit and review."""
    return _leads(actor)


def can_decide(actor: Actor) -> bool:
    """The hub and administrators admit, decline and withdraw."""
    return _leads(actor)


def can_edit_checklist_wording(actor: Actor) -> bool:
    """The seven items are the hub's to word."""
    return _leads(actor)


def can_mark_checklist(actor: Actor, station: Station) -> bool:
    """Those who may edit a station say what it has."""
    return can_edit(actor, station)


def can_import(actor: Actor) -> bool:
    """Administrators load the network from files."""
    return holds(actor, Role.ADMINISTRATOR)


def can_choose_workplace(actor: Actor, person: Person) -> bool:
    """People say for themselves where they work."""
    return actor == person
