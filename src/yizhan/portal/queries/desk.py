"""What the staff's pages show, joined from people, network and catalogue."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Count
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from yizhan.catalogue import queries as catalogue
from yizhan.catalogue.models import Provider
from yizhan.network import queries as network
from yizhan.network.models import Station, StationState, Subdistrict
from yizhan.network.queries import desk as administration
from yizhan.people.models import Actor, Change, Role
from yizhan.people.queries import holds, places_of
from yizhan.portal import rules
from yizhan.ui import parts

FEW = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """One row of a bar chart: a count out of the largest."""

    label: str
    count: int
    most: int
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of the ledger in words."""

    at: datetime
    who: str
    deed: str | Promise
    subject: str
    thing: str | Promise
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Mine:
    """A station that the officer runs, as it is today."""

    station: Station
    about: network.StationPage
    slots: list[catalogue.Slot]
    missing: list[str]
    met: int
    length: int


def rail(actor: Actor, *, path: str) -> list[parts.Item]:
    """The rail of the staff's pages: what this person may open."""
    leads = holds(actor, Role.HUB, Role.ADMINISTRATOR)
    stations = leads or holds(actor, Role.SUBDISTRICT, Role.STATION)
    rows = [
        ("portal:desk", "layout-dashboard", _("工作台"), True),
        ("network:station-list", "building-2", _("站点管理"), stations),
        ("network:item-list", "list-checks", _("七个有"), leads),
        ("portal:role-list", "users", _("角色"), leads),
        ("portal:ledger", "scroll-text", _("台账"), leads),
        ("portal:home", "compass", _("会员页面"), True),
    ]
    return [
        parts.Item(url=reverse(name), icon=icon, label=label, current=path == reverse(name))
        for name, icon, label, shown in rows
        if shown
    ]


def stations_run_by(actor: Actor) -> list[Mine]:
    """The stations in which `actor` is an officer today."""
    found = network.serving().filter(pk__in=places_of(actor, Role.STATION))
    return [_mine(station) for station in found]


def _mine(station: Station) -> Mine:
    about, checked = network.describe(station), network.checklist_of(station)
    return Mine(
        station=station,
        about=about,
        slots=catalogue.slots_on(catalogue.offers_of_station(station.pk), network.local_now().date()),
        missing=[item.item.name for item in checked if not item.met],
        met=sum(item.met for item in checked),
        length=len(checked),
    )


def overview(actor: Actor) -> dict[str, object]:
    """The stations that `actor` looks after: how many, in which state and zone, and what waits."""
    mine = Station.objects.filter(administration.in_charge_of(actor))
    year = network.local_now().year
    due = network.due_for_review(year=year).filter(administration.in_charge_of(actor))
    return {
        "year": year,
        "states": dict(mine.order_by().values_list("state").annotate(n=Count("pk"))),
        "serving": mine.filter(state=StationState.OPEN).count(),
        "zones": _by_zone(mine),
        "to_visit": mine.placed().filter(state=StationState.APPLIED)[:FEW],
        "to_decide": mine.placed().filter(state=StationState.VISITED)[:FEW],
        "due": due[:FEW],
        "due_count": due.count(),
        "incomplete": _incomplete(actor)[:FEW],
        "incomplete_count": len(_incomplete(actor)),
        "checklist_length": administration.checklist_length(),
    }


def _by_zone(mine: "models.QuerySet[Station]") -> list[Bar]:
    counts = dict(mine.filter(state=StationState.OPEN).order_by().values_list("zone__code").annotate(n=Count("pk")))
    most = max(counts.values(), default=1)
    address = reverse("network:station-list")
    return [
        Bar(label=zone.name, count=counts.get(zone.code, 0), most=most, url=f"{address}?zone={zone.code}&state=open")
        for zone in network.zones()
    ]


def _incomplete(actor: Actor) -> list[Any]:
    length = administration.checklist_length()
    found = administration.administered(actor, state=StationState.OPEN, sort="checklist")
    return [station for station in found if station.met < length]


def recent() -> list[Line]:
    """The last lines of the ledger."""
    return lines(Change.objects.select_related("actor")[:FEW])


def lines(changes: Iterable[Change]) -> list[Line]:
    """Lines of the ledger in the field's words."""
    deeds = {**network.DEEDS, **rules.DEEDS}
    return [
        Line(
            at=change.at,
            who=str(change.actor or ""),
            deed=deeds.get(change.verb, change.verb),
            subject=change.subject,
            thing=rules.THINGS.get(change.subject, change.subject),
            reason=change.reason,
        )
        for change in changes
    ]


def place_names(ids: set[UUID]) -> Mapping[UUID, str]:
    """What the places of roles are called."""
    stations = {row.pk: row.name for row in Station.objects.filter(pk__in=ids)}
    subdistricts = {row.pk: row.name for row in Subdistrict.objects.filter(pk__in=ids)}
    return stations | subdistricts | {row.pk: row.name for row in Provider.objects.filter(pk__in=ids)}


def places_for(role: str) -> list[tuple[UUID, str]]:
    """The places in which a role can be held; none for roles of the whole network."""
    if role == Role.STATION:
        return [(row.pk, row.name) for row in network.serving()]
    if role == Role.SUBDISTRICT:
        return [(row.pk, row.name) for row in network.subdistricts()]
    return [(row.pk, row.name) for row in catalogue.providers()] if role == Role.PROVIDER else []
