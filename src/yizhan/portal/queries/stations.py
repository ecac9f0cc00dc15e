"""An officer's own stations as they are today, for any number of them at the same cost."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yizhan.catalogue import queries as catalogue
from yizhan.catalogue.models import Offer
from yizhan.network import queries as network
from yizhan.network.models import ChecklistItem, HoursKind, Room, Station
from yizhan.people.models import Actor, Role
from yizhan.people.queries import places_of
from yizhan.portal.queries.desk import Todo

WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True, slots=True)
class Own:
    """A station of one's own: its day, its rooms, what happens there today, and what is to be done."""

    station: Station
    status: network.OpenStatus
    today: network.OpeningDay
    ahead: list[network.OpeningDay]
    slots: list[Offer]
    rooms: list[Room]
    met: int
    length: int
    todo: list[Todo]


def own_stations(actor: Actor) -> list[Own]:
    """The stations in which `actor` is an officer today."""
    mine, at = list(network.serving().filter(pk__in=places_of(actor, Role.STATION))), network.local_now()
    if not mine:
        return []
    ids, items = [station.pk for station in mine], list(ChecklistItem.objects.all())
    days = _fortnights(mine, first=at.date())
    slots, rooms, met, pictured = _slots(ids, at.date()), _rooms(ids), _met(ids), network.covers_of(mine)
    statuses = network.statuses(mine, at=at)
    return [
        Own(
            station=station,
            status=statuses[station.pk],
            today=days[station.pk][0],
            ahead=[day for day in days[station.pk][1:] if _differs(day)],
            slots=slots[station.pk],
            rooms=rooms[station.pk],
            met=len(met[station.pk]),
            length=len(items),
            todo=_proofs(station, [item for item in items if item.pk not in met[station.pk]])
            + _gaps(station, days=days[station.pk], rooms=rooms[station.pk], pictured=station.pk in pictured),
        )
        for station in mine
    ]


def _fortnights(mine: Sequence[Station], *, first: date) -> dict[UUID, list[network.OpeningDay]]:
    now, next_week = network.weeks(mine, first=first), network.weeks(mine, first=first + WEEK)
    return {station.pk: [*now[station.pk], *next_week[station.pk]] for station in mine}


def _differs(day: network.OpeningDay) -> bool:
    """Whether an officer should know of the day ahead: a holiday, an exception, or a late evening."""
    return bool(day.holiday or day.reasons) or any(span.kind is HoursKind.EXTENDED for span in day.intervals)


def _slots(ids: list[UUID], day: date) -> dict[UUID, list[Offer]]:
    found = defaultdict(list)
    for offer in catalogue.slots_at(ids, day):
        found[offer.station_id].append(offer)
    return found


def _rooms(ids: list[UUID]) -> dict[UUID, list[Room]]:
    found = defaultdict(list)
    for room in Room.objects.filter(station__in=ids, closed_on=None).order_by("-seats", "slug"):
        found[room.station_id].append(room)
    return found


def _met(ids: list[UUID]) -> dict[UUID, set[UUID]]:
    """The items of the checklist that each station has."""
    found = defaultdict(set)
    for item, station in ChecklistItem.objects.filter(marks__met=True, marks__station__in=ids).values_list(
        "pk", "marks__station"
    ):
        found[station].add(item)
    return found


def _proofs(station: Station, missing: list[ChecklistItem]) -> list[Todo]:
    """What the checklist still asks for, with the first thing to prove."""
    if not missing:
        return []
    what = ngettext("七个有还缺 %(count)d 项", "七个有还缺 %(count)d 项", len(missing)) % {"count": len(missing)}
    address = reverse("network:mark-edit", args=[station.slug, missing[0].code])
    return [Todo(what=what, why=_("、").join(item.name for item in missing), act=_("举证"), url=address)]


def _gaps(station: Station, *, days: list[network.OpeningDay], rooms: list[Room], pictured: bool) -> list[Todo]:
    """What members would miss at the station."""
    late = next((day for day in days[:7] if any(span.kind is HoursKind.EXTENDED for span in day.intervals)), None)
    found = [
        (
            any(day.intervals for day in days),
            _("近两周没有开放时间"),
            _("会员会看到“近日不开放”"),
            "network:hours-create",
        ),
        (late is not None, _("未来七天没有延时"), _("下班后来的人进不了门"), "network:exception-create"),
        (bool(rooms), _("还没有登记空间"), _("会员不知道能来做什么"), "network:room-create"),
        (pictured, _("还没有照片"), _("会员看到的是画"), "network:photo-create"),
    ]
    return [
        Todo(what=what, why=why, act=_("添加"), url=reverse(name, args=[station.slug]))
        for there, what, why, name in found
        if not there
    ]
