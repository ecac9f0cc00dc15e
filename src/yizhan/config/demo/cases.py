"""Cases of the demo: each is a plot that waits and acts, told as far as the present has come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from random import Random
from uuid import UUID

from django.db import transaction

from yizhan.cases import queries
from yizhan.cases.models import Body, Kind
from yizhan.config.demo import plots
from yizhan.config.demo.cast import Cast, luck
from yizhan.config.demo.network import Row, rows
from yizhan.kernel import clock
from yizhan.kernel.calendar import add_working_time
from yizhan.network.models import Station, StationState
from yizhan.people.models import Appointment, Person, Role

CASES = 80


@dataclass(frozen=True, kw_only=True, slots=True)
class Staff:
    """Who works on cases: the hub, officers by station and by subdistrict, and somebody of every body."""

    hub: Person
    officers: dict[UUID | None, Person]
    overseers: dict[UUID | None, Person]
    bodies: dict[Body, Person]


def live(people: Cast, *, since: datetime, now: datetime, count: int = CASES) -> None:
    """Let `count` cases come in from `since` to `now`, the last ones just so, and live on as far as the present."""
    chance, staff = luck("cases"), _staff(people.hub)
    kinds = {kind.code: kind for kind in queries.kinds_for_everyone()}
    wanted, stations = cycle(rows("demo/cases.csv")), list(_stations(staff))
    told = cycle(plots.PLOTS)
    with transaction.atomic():
        for n in range(count):
            row = next(wanted)
            at = since + (now - since) * ((n + 0.5) / count)
            play = _play(people, staff, stations[n * 7 % len(stations)], kinds[row["kind"]], row, chance)
            _tell(next(told)(play), at=at, now=now)


def _tell(plot: Iterator[float], *, at: datetime, now: datetime) -> None:
    """Go on with a plot, which says after how many working hours it goes on, until it is over or the present is reached."""
    calendar, hours = queries.working_calendar(), 0.1
    while True:
        at = add_working_time(calendar, at, timedelta(hours=hours))
        if at > now:
            return
        with clock.replaying(at):
            following = next(plot, None)
        if following is None:
            return
        hours = following


def _play(people: Cast, staff: Staff, station: Station, kind: Kind, row: Row, chance: Random) -> plots.Play:
    members = people.near(station.building_id, count=3, chance=chance)
    bodies = [body for body in staff.bodies if body.subdistrict_id in {None, station.subdistrict_id}]
    chance.shuffle(bodies)
    return plots.Play(
        station=station,
        kind=kind,
        row=row,
        member=members[0],
        neighbours=members[1:],
        officer=staff.officers[station.pk],
        overseer=staff.overseers[station.subdistrict_id],
        hub=staff.hub,
        bodies=[(body, staff.bodies[body]) for body in bodies[:2]],
    )


def _staff(hub: Person) -> Staff:
    held = list(Appointment.objects.select_related("person").order_by("-pk"))
    by_scope = {role: {one.scope_id: one.person for one in held if one.role == role} for role in Role}
    found = Body.objects.prefetch_related("people__person").order_by("code")
    return Staff(
        hub=hub,
        officers=by_scope[Role.STATION],
        overseers=by_scope[Role.SUBDISTRICT],
        bodies={body: body.people.all()[0].person for body in found if body.people.all()},
    )


def _stations(staff: Staff) -> Iterator[Station]:
    """The stations in service that somebody looks after, in turn."""
    for station in Station.objects.filter(state=StationState.OPEN).select_related("building").order_by("code"):
        if station.pk in staff.officers and station.subdistrict_id in staff.overseers:
            yield station
