"""What the pages that bring a case begin with: the kinds and stations that are open to somebody."""

from django.db.models import QuerySet

from yizhan.cases.models import Kind
from yizhan.cases.queries.cases import kinds
from yizhan.network import queries as network
from yizhan.network.models import Station
from yizhan.network.queries.desk import in_charge_of
from yizhan.people.models import Actor, Person, Role
from yizhan.people.queries import holds


def kinds_open_to(actor: Actor) -> list[Kind]:
    """The kinds that `actor` may bring a case of somewhere, in order."""
    return [one for one in kinds() if "raise" not in one.acts or holds(actor, *map(Role, one.acts["raise"]))]


def stations_for(actor: Actor, *, desk: bool) -> QuerySet[Station]:
    """The serving stations that a case may be brought to: at the desk, those that `actor` looks after."""
    found: QuerySet[Station] = Station.objects.serving().order_by("code")
    return found.filter(in_charge_of(actor)) if desk else found


def station_near(actor: Actor, *, desk: bool, slug: str) -> str:
    """The slug of the first guess: one's own station at the desk, else the nearest to one's building."""
    if desk:
        first = stations_for(actor, desk=True).first()
        return first.slug if first else ""
    workplace = network.workplace_of(actor) if isinstance(actor, Person) else None
    building = workplace or (network.buildings().filter(slug=slug).first() if slug else None)
    near = network.nearest(building, limit=1) if building else []
    return near[0].slug if near else ""
