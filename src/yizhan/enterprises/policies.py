"""Who may do what with enterprises."""

from yizhan.enterprises.models import Enterprise
from yizhan.network.models import Building, Station
from yizhan.people.models import Actor, Role
from yizhan.people.queries import holds, places_of


def can_see_desk(actor: Actor) -> bool:
    """The hub, administrators, and officers of a subdistrict or a station look after enterprises."""
    return holds(actor, Role.HUB, Role.ADMINISTRATOR, Role.SUBDISTRICT, Role.STATION)


def can_look_after(actor: Actor, station: Station) -> bool:
    """The hub and administrators anywhere, officers of a subdistrict or a station at their own."""
    return (
        holds(actor, Role.HUB, Role.ADMINISTRATOR)
        or holds(actor, Role.STATION, scope_id=station.pk)
        or (station.subdistrict_id is not None and holds(actor, Role.SUBDISTRICT, scope_id=station.subdistrict_id))
    )


def can_serve(actor: Actor, enterprise: Enterprise) -> bool:
    """Those who look after its station see, change and visit an enterprise."""
    return can_look_after(actor, enterprise.station)


def can_steward(actor: Actor, building: Building) -> bool:
    """A building's steward is named by those who look after a station there, or the subdistrict it is in."""
    return (
        holds(actor, Role.HUB, Role.ADMINISTRATOR)
        or (building.subdistrict_id is not None and holds(actor, Role.SUBDISTRICT, scope_id=building.subdistrict_id))
        or bool(places_of(actor, Role.STATION) & set(building.stations.values_list("pk", flat=True)))
    )
