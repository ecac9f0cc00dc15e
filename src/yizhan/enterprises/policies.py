"""Who may do what with enterprises."""

from yizhan.enterprises.models import Briefing, Contact, Enterprise, Receipt
from yizhan.network.models import Building, Station
from yizhan.people.models import Actor, Person, Role
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
    """A building's steward is named and ended by those who look after a station there, or the subdistrict it is in."""
    return (
        holds(actor, Role.HUB, Role.ADMINISTRATOR)
        or (building.subdistrict_id is not None and holds(actor, Role.SUBDISTRICT, scope_id=building.subdistrict_id))
        or bool(places_of(actor, Role.STATION) & set(building.stations.values_list("pk", flat=True)))
    )


def can_see_stability(actor: Actor) -> bool:
    """The hub and officers of a subdistrict or a station; nobody else, administrators included."""
    return holds(actor, Role.HUB, Role.SUBDISTRICT, Role.STATION)


def can_judge(actor: Actor, station: Station) -> bool:
    """The hub anywhere, officers at their own station or subdistrict judge how stable enterprises are, and see it."""
    return (
        holds(actor, Role.HUB)
        or holds(actor, Role.STATION, scope_id=station.pk)
        or (station.subdistrict_id is not None and holds(actor, Role.SUBDISTRICT, scope_id=station.subdistrict_id))
    )


def can_withdraw(actor: Actor, contact: Contact) -> bool:
    """A contact's consent is taken back by themselves, or through those who look after the enterprise."""
    own = isinstance(actor, Person) and contact.person_id == actor.pk
    return own or can_serve(actor, contact.enterprise)


def can_word(actor: Actor) -> bool:
    """The hub and administrators word the platforms and teams, and say who is in a team."""
    return holds(actor, Role.HUB, Role.ADMINISTRATOR)


def can_run(actor: Actor, briefing: Briefing) -> bool:
    """A briefing is sent by whoever made it, and by the hub and administrators."""
    own = isinstance(actor, Person) and briefing.made_by_id == actor.pk and can_see_desk(actor)
    return own or can_word(actor)


def can_read(actor: Actor, receipt: Receipt) -> bool:
    """A briefing is read by whom it was sent to."""
    return isinstance(actor, Person) and receipt.person_id == actor.pk


def is_signed_in(actor: Actor) -> bool:
    """Anyone with an account."""
    return isinstance(actor, Person)
