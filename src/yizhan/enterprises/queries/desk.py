"""Enterprises as those who look after stations see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from yizhan.enterprises.models import Contact, Enterprise, Participation, Picture, Steward, Visit
from yizhan.enterprises.rules.deeds import DEEDS
from yizhan.network.models import Building, Kind, Station, Subdistrict
from yizhan.network.queries.desk import in_charge_of
from yizhan.people.models import Actor, Person, Role
from yizhan.people.queries import changes_of, people_in, today
from yizhan.ui import parts

COLUMNS = {
    "station": "station__slug",
    "building": "building__slug",
    "industry": "industry",
    "size": "size",
    "subdistrict": "building__subdistrict__code",
}
HERE, GONE, DUE = "here", "gone", "due"
SHOWN = 12
SMALL, LARGE = 640, 1600


@dataclass(frozen=True, kw_only=True, slots=True)
class Dossier:
    """An enterprise with who speaks for it, who looks after it, and how often it was spoken with."""

    enterprise: Enterprise
    contacts: Sequence[Contact]
    participations: Sequence[Participation]
    steward: Steward | None
    visits: Sequence[Visit]
    events: Sequence[parts.Happening]
    overdue: bool


def stations_of(actor: Actor) -> QuerySet[Station]:
    """The serving stations that `actor` looks after."""
    found: QuerySet[Station] = Station.objects.serving().filter(in_charge_of(actor)).order_by("code")
    return found


def points_of(actor: Actor) -> QuerySet[Station]:
    """The activity points among them."""
    return stations_of(actor).filter(kind=Kind.POINT)


def buildings_near(stations: QuerySet[Station]) -> QuerySet[Building]:
    """The buildings of those stations and of their subdistricts."""
    here = Q(stations__in=stations) | Q(subdistrict__in=stations.values("subdistrict"))
    return Building.objects.filter(here).distinct().order_by("name_zh", "slug")


def officers_of(stations: QuerySet[Station]) -> QuerySet[Person]:
    """Today's officers of those stations."""
    held = people_in(Role.STATION, stations.values_list("pk", flat=True))
    return Person.objects.filter(pk__in=held.order_by().values("person")).order_by("name", "id")


def looked_after(actor: Actor) -> QuerySet[Enterprise]:
    """The enterprises that `actor` looks after, those that moved away too."""
    found: QuerySet[Enterprise] = Enterprise.objects.placed()
    return found.filter(in_charge_of(actor, at="station"))


def buildings_with_enterprises(actor: Actor) -> QuerySet[Building]:
    """The buildings in which `actor` looks after somebody."""
    mine = looked_after(actor).order_by().values("building")
    return Building.objects.filter(pk__in=mine).order_by("name_zh", "slug")


def subdistricts_with_enterprises(actor: Actor) -> QuerySet[Subdistrict]:
    """The subdistricts in which `actor` looks after somebody."""
    mine = looked_after(actor).order_by().values("building__subdistrict")
    return Subdistrict.objects.filter(pk__in=mine).order_by("code")


def due(actor: Actor) -> QuerySet[Enterprise]:
    """The enterprises of `actor` that should have been visited by now, the longest overdue first."""
    found: QuerySet[Enterprise] = Enterprise.objects.overdue(today())
    mine = found.filter(in_charge_of(actor, at="station"))
    return mine.order_by("visit_by", "id")


def found(actor: Actor, *, wanted: Mapping[str, str]) -> QuerySet[Enterprise]:
    """The enterprises of `actor` that fit: by name, place, industry, size, and whether they are here, gone or due."""
    rows = looked_after(actor)
    rows = rows.filter(**{COLUMNS[name]: wanted[name] for name in COLUMNS if wanted.get(name)})
    for word in wanted.get("q", "").split():
        rows = rows.filter(Q(name_zh__icontains=word) | Q(name_en__icontains=word))
    state = wanted.get("state", "")
    if state:
        rows = rows.filter(left_on__isnull=state != GONE)
    if state == DUE:
        return rows.filter(visit_by__lt=today()).order_by("visit_by", "id")
    return rows.order_by("name_zh", "id")


def with_last_visit(rows: QuerySet[Enterprise]) -> QuerySet[Enterprise]:
    """Those enterprises, each with the day of its last visit as `visited_on`."""
    return rows.annotate(visited_on=Max("visits__on"))


def last_visits(enterprises: Sequence[Enterprise]) -> QuerySet[Visit, tuple[UUID, date]]:
    """The key of each of those enterprises that was visited, with the day of its last visit."""
    found = Visit.objects.filter(enterprise__in=[one.pk for one in enterprises]).order_by()
    return found.values("enterprise").annotate(last=Max("on")).values_list("enterprise", "last")


def steward_of(building: Building) -> Steward | None:
    """Today's steward of a building."""
    day = today()
    held = building.stewards.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)
    return held.select_related("person").first()


def dossier(enterprise: Enterprise) -> Dossier:
    """Everything that those who look after it know of an enterprise, but how stable it is."""
    day = today()
    return Dossier(
        enterprise=enterprise,
        contacts=list(enterprise.contacts.select_related("person")),
        participations=list(enterprise.participations.select_related("platform")),
        steward=steward_of(enterprise.building),
        visits=list(visits_to(enterprise)),
        events=history_of(enterprise),
        overdue=is_overdue(enterprise, day),
    )


def history_of(enterprise: Enterprise) -> list[parts.Happening]:
    """The newest lines of the ledger about an enterprise, in words."""
    return [
        parts.Happening(at=line.at, title=DEEDS.get(line.verb, line.verb), who=str(line.actor or ""), note=line.reason)
        for line in changes_of(enterprise)[:SHOWN]
    ]


def is_overdue(enterprise: Enterprise, day: date) -> bool:
    """Whether an enterprise should have been visited before `day`."""
    return enterprise.left_on is None and enterprise.visit_by < day


def visits_to(enterprise: Enterprise) -> QuerySet[Visit]:
    """The visits to an enterprise with what was found, newest first."""
    found = enterprise.visits.select_related("by", "contact").prefetch_related("findings", "pictures")
    return found.order_by("-on", "-id")[:SHOWN]


def visits(actor: Actor, *, wanted: Mapping[str, str]) -> QuerySet[Visit]:
    """The visits to the enterprises of `actor` that fit, newest first."""
    rows = Visit.objects.filter(in_charge_of(actor, at="enterprise__station"))
    if wanted.get("station"):
        rows = rows.filter(enterprise__station__slug=wanted["station"])
    if wanted.get("q", "").strip():
        text = wanted["q"].strip()
        rows = rows.filter(Q(enterprise__name_zh__icontains=text) | Q(words__icontains=text))
    related = rows.select_related("enterprise__building", "enterprise__station", "by", "contact")
    return related.prefetch_related("findings", "pictures").order_by("-on", "-id")


def photo(picture: Picture, number: int) -> parts.Photo:
    """A photograph of a visit in its two sizes, as the picture component takes it."""
    small = min(SMALL, picture.width)
    return parts.Photo(
        small=reverse("enterprises:picture", args=[picture.pk, SMALL]),
        small_width=small,
        small_height=round(picture.height * small / picture.width),
        large=reverse("enterprises:picture", args=[picture.pk, LARGE]),
        large_width=picture.width,
        alt=_("走访照片 %(number)d") % {"number": number},
    )


def picture(pk: UUID) -> QuerySet[Picture]:
    """A photograph with the station that looks after its enterprise."""
    return Picture.objects.filter(pk=pk).select_related("visit__enterprise__station")
