"""Reads for those who administer stations."""

from typing import Any

from django.db import models
from django.db.models import Count, F, Q

from yizhan.network.models import ChecklistItem, Station, StationState
from yizhan.network.queries.opening import local_now, week
from yizhan.network.queries.stations import (
    assessments_of,
    checklist_of,
    exceptions_of,
    history_of,
    hours_of,
    officers_of,
    rooms_of,
    stations,
)
from yizhan.people.models import Actor, Role
from yizhan.people.queries import holds, places_of
from yizhan.ui import parts

SORTS = {"code": "code", "name": "name_zh", "state": "state", "checklist": "met"}
PATH = (StationState.APPLIED, StationState.VISITED, StationState.OPEN)


def in_charge_of(actor: Actor, *, at: str = "") -> Q:
    """The stations that `actor` administers: all, those of a subdistrict, or their own; or what is `at` them.

    `at` is the way from a row to its station.
    """
    if holds(actor, Role.HUB, Role.ADMINISTRATOR):
        return Q()
    stations, subdistricts = places_of(actor, Role.STATION), places_of(actor, Role.SUBDISTRICT)
    if not subdistricts:
        return Q(**{f"{at or 'pk'}__in": stations})
    mine = Q(subdistrict__in=subdistricts) | Q(pk__in=stations)
    return Q(**{f"{at}__in": Station.objects.filter(mine)}) if at else mine


def administered(
    actor: Actor,
    *,
    sort: str = "code",
    text: str = "",
    zone: str = "",
    subdistrict: str = "",
    kind: str = "",
    state: str = "",
) -> models.QuerySet[Station, Any]:
    """The stations that `actor` administers and that fit, with `met`, how many items of the checklist they have."""
    wanted = stations(text=text, zone=zone, subdistrict=subdistrict, kind=kind, state=state)
    found = wanted.filter(in_charge_of(actor))
    found = found.annotate(met=Count("marks", filter=Q(marks__met=True)))
    name = sort.removeprefix("-")
    order = F(SORTS.get(name, "code"))
    return found.order_by(order.desc() if sort.startswith("-") else order.asc(), "code")


def checklist_length() -> int:
    """How many items the checklist has."""
    return ChecklistItem.objects.count()


def steps_of(station: Station) -> list[parts.Step]:
    """The path from application to service, and where the station is on it."""
    state = StationState(station.state)
    if state not in PATH:
        return [
            parts.Step(label=StationState.APPLIED.label, phase="done"),
            parts.Step(label=state.label, phase="now"),
        ]
    here = PATH.index(state)
    return [
        parts.Step(label=step.label, phase="done" if n < here else "now" if n == here else "next")
        for n, step in enumerate(PATH)
    ]


def dossier(station: Station) -> dict[str, object]:
    """Everything that is known of one station."""
    return {
        "station": station,
        "steps": steps_of(station),
        "week": week(station, first=local_now().date()),
        "rooms": rooms_of(station),
        "hours": hours_of(station),
        "exceptions": exceptions_of(station),
        "checklist": checklist_of(station),
        "assessments": assessments_of(station),
        "photos": station.photos.all(),
        "officers": officers_of(station),
        "events": [
            parts.Happening(at=line.at, title=line.deed, who=line.who, note=line.reason) for line in history_of(station)
        ],
    }
