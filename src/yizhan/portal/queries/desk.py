"""What the staff's desk shows, joined from people, network and catalogue."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Count, Max
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yizhan.network import queries as network
from yizhan.network.models import HoursKind, Kind, Station, StationState
from yizhan.network.queries import desk as administration
from yizhan.people.models import Actor, Role
from yizhan.people.queries import holds
from yizhan.ui.templatetags.ui import calendar_day

FEW, SEVERAL = 6, 9
WAITING = (StationState.APPLIED, StationState.VISITED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """One row of a bar chart: a count out of the largest."""

    label: str | Promise
    count: int
    most: int
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Todo:
    """Something that waits, and the act beside it."""

    what: str | Promise
    why: str | Promise
    act: str | Promise
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Overview:
    """The stations that somebody looks after, as they are now."""

    at: datetime
    serving: int
    open_now: int
    late_today: int
    states: dict[str, int]
    due: int
    todo: list[Todo]
    incomplete: list[Any]
    incomplete_count: int
    checklist_length: int
    kinds: list[Bar]
    zones: list[Bar]
    subdistricts: list[Bar]

    @property
    def year(self) -> int:
        """The year of the reviews that are counted."""
        return self.at.year

    @property
    def reviewed(self) -> int:
        """How many serving stations were reviewed this year."""
        return self.serving - self.due


def overview(actor: Actor) -> Overview:
    """The stations that `actor` looks after: how many, in which state and place, and what waits."""
    mine = Station.objects.filter(administration.in_charge_of(actor))
    serving, at = list(mine.serving().placed().defer("search")), network.local_now()
    today = {pk: days[0] for pk, days in network.weeks(serving, first=at.date()).items()}
    due = network.due_for_review(year=at.year).filter(administration.in_charge_of(actor))
    length, due_count = administration.checklist_length(), due.count()
    incomplete, decides = _incomplete(actor, length), holds(actor, Role.HUB, Role.ADMINISTRATOR)
    return Overview(
        at=at,
        serving=len(serving),
        open_now=sum(any(span.opens <= at.time() < span.closes for span in day.intervals) for day in today.values()),
        late_today=sum(any(span.kind is HoursKind.EXTENDED for span in day.intervals) for day in today.values()),
        states=dict(mine.order_by().values_list("state").annotate(n=Count("pk"))),
        due=due_count,
        todo=_waiting(mine, decides=decides) + _due(due, count=due_count, year=at.year),
        incomplete=incomplete[:SEVERAL],
        incomplete_count=len(incomplete),
        checklist_length=length,
        kinds=_bars([(kind.label, kind.value) for kind in Kind], (row.kind for row in serving), key="kind"),
        zones=_by_zone(serving),
        subdistricts=_by_subdistrict(serving),
    )


def _by_zone(serving: Sequence[Station]) -> list[Bar]:
    rows = [(row.name, row.code) for row in network.zones()]
    return _bars(rows, (station.zone.code for station in serving if station.zone), key="zone")


def _by_subdistrict(serving: Sequence[Station]) -> list[Bar]:
    rows = [(row.name, row.code) for row in network.subdistricts()]
    return _bars(rows, (station.subdistrict.code for station in serving if station.subdistrict), key="subdistrict")


def _bars(rows: Sequence[tuple[str | Promise, str]], found: Iterable[str], *, key: str) -> list[Bar]:
    """One bar for each of `rows`, a label and its code, that is found, as long as it is found often."""
    counts, address = Counter(found), reverse("network:station-list")
    most = max(counts.values(), default=1)
    return [
        Bar(label=label, count=counts[code], most=most, url=f"{address}?state=open&{key}={code}")
        for label, code in rows
        if counts[code]
    ]


def _waiting(mine: "models.QuerySet[Station]", *, decides: bool) -> list[Todo]:
    """Applications that wait for a visit, then visits that wait for a decision, the oldest first."""
    found = mine.filter(state__in=WAITING).annotate(visited_on=Max("assessments__on")).order_by("state", "applied_at")
    return [_step(station, decides=decides) for station in found[:FEW]]


def _step(station: Any, *, decides: bool) -> Todo:
    """What an application waits for, with the act of those who decide, or a look for those who do not."""
    if station.state == StationState.APPLIED:
        day, why = station.applied_at, _("%(day)s申报，等走访")
        act, name = _("记走访"), "network:station-visit"
    else:
        day, why = station.visited_on or station.applied_at, _("%(day)s走访过，等授牌")
        act, name = _("决定"), "network:station-detail"
    if not decides:
        act, name = _("查看"), "network:station-detail"
    return Todo(
        what=station.name, why=why % {"day": calendar_day(day)}, act=act, url=reverse(name, args=[station.slug])
    )


def _due(due: "models.QuerySet[Station]", *, count: int, year: int) -> list[Todo]:
    """What is left of this year's reviews, as one line, beginning with the first station."""
    first = due.order_by("code").first() if count else None
    if first is None:
        return []
    what = ngettext("%(count)d 个站点还没有做 %(year)d 年度评估", "%(count)d 个站点还没有做 %(year)d 年度评估", count)
    return [
        Todo(
            what=what % {"count": count, "year": year},
            why=_("从%(station)s开始") % {"station": first.name},
            act=_("查看"),
            url=reverse("network:station-detail", args=[first.slug]),
        )
    ]


def _incomplete(actor: Actor, length: int) -> list[Any]:
    found = administration.administered(actor, state=StationState.OPEN, sort="checklist")
    return [station for station in found if station.met < length]
