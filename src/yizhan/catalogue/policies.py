"""Who may change the catalogue."""

from yizhan.catalogue.models import PackageItem
from yizhan.enterprises.models import Enterprise
from yizhan.enterprises.queries import enterprises_of
from yizhan.network.models import Station
from yizhan.network.queries.desk import in_charge_of
from yizhan.people.models import Actor, Person, Role
from yizhan.people.queries import holds


def can_import(actor: Actor) -> bool:
    """Administrators load the catalogue from files."""
    return holds(actor, Role.ADMINISTRATOR)


def can_see_packages(actor: Actor) -> bool:
    """The hub, administrators, and officers of a subdistrict or a station see what enterprises are offered."""
    return holds(actor, Role.HUB, Role.ADMINISTRATOR, Role.SUBDISTRICT, Role.STATION)


def can_pack(actor: Actor, enterprise: Enterprise) -> bool:
    """Those who look after its station put an enterprise's package together."""
    mine = Station.objects.filter(in_charge_of(actor), pk=enterprise.station_id)
    return can_see_packages(actor) and mine.exists()


def can_answer(actor: Actor, item: PackageItem) -> bool:
    """What an enterprise is offered is answered by its contacts, or written down by those who look after it."""
    return enterprises_of(actor).filter(pk=item.enterprise_id).exists() or can_pack(actor, item.enterprise)


def is_signed_in(actor: Actor) -> bool:
    """Anyone with an account."""
    return isinstance(actor, Person)
