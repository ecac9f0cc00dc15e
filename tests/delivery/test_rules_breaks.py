"""What breaks in a draft, held against the planner's own checker."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planner.delivery.factories import SESSIONS, month, planned
from tests.planner.delivery.tiny import problems
from yizhan.delivery.rules.breaks import Break, BreakKind, breaks
from yizhan.delivery.rules.seating import seated
from yizhan.planner.delivery.faults import faults
from yizhan.planner.delivery.objective import objective
from yizhan.planner.delivery.plan import Party, Plan, Session


def kinds(problem, sessions):
    return [fault.kind for fault in breaks(problem, sessions)]


def test_a_sound_month_breaks_nothing():
    assert breaks(month(), SESSIONS) == []


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"room": "nowhere"}, BreakKind.NO_SUCH_ROOM),
        ({"station": "nowhere"}, BreakKind.UNKNOWN),
        ({"provider": "nobody"}, BreakKind.UNKNOWN),
        ({"parties": (Party(need="n1", people=999),)}, BreakKind.TOO_MANY),
        ({"parties": (Party(need="none", people=1),)}, BreakKind.UNKNOWN),
    ],
)
def test_each_rule_has_its_kind(changes, kind):
    first, *others = SESSIONS

    assert kind in kinds(month(), [replace(first, **changes), *others])


def test_two_sessions_in_one_room_are_told_together():
    first, *_ = SESSIONS
    other = replace(first, provider="Q" if first.provider != "Q" else "P")

    assert Break(kind=BreakKind.ROOM_TWICE, by=(0, 1)) in breaks(month(), [first, other])


def test_a_pin_that_is_not_held_is_told():
    problem = replace(month(), pinned=(SESSIONS[0].placement,))

    assert kinds(problem, SESSIONS[1:]) == [BreakKind.PIN_GONE]


@st.composite
def months_with_sessions(draw):
    problem = draw(problems())
    names = {
        kind: [one.id for one in getattr(problem, kind)] for kind in ("providers", "services", "stations", "needs")
    }
    stations = {station.id: station for station in problem.stations}
    sessions = []
    for _ in range(draw(st.integers(0, 4))):
        station = draw(st.sampled_from(names["stations"]))
        rooms = [room.id for room in stations[station].rooms] or ["none"]
        parties = draw(
            st.lists(
                st.builds(Party, need=st.sampled_from(names["needs"]), people=st.integers(1, 6)),
                max_size=2,
                unique_by=lambda party: party.need,
            )
        )
        sessions.append(
            Session(
                provider=draw(st.sampled_from(names["providers"])),
                service=draw(st.sampled_from(names["services"])),
                station=station,
                room=draw(st.sampled_from(rooms)),
                day=draw(st.sampled_from([day.date for day in problem.days])),
                slot=draw(st.integers(0, len(problem.slots) - 1)),
                parties=tuple(parties),
            )
        )
    return problem, tuple(sessions)


@settings(max_examples=80, deadline=None)
@given(months_with_sessions())
def test_there_is_a_break_exactly_when_the_planner_finds_a_fault(case):
    problem, sessions = case
    plan = planned(problem, *sessions)

    assert bool(breaks(problem, sessions)) == bool(faults(problem, plan))


@settings(max_examples=60, deadline=None)
@given(months_with_sessions())
def test_seating_anew_never_seats_more_than_there_are_and_never_at_a_loss(case):
    problem, sessions = case
    services = {service.id for service in problem.services}

    after = seated(problem, sessions, services=services)

    people = {BreakKind.TOO_MANY, BreakKind.UNSUITED, BreakKind.OVERSERVED}
    assert people & {*kinds(problem, after)} == set()
    again = seated(problem, after, services=services)
    assert _points(problem, again) >= _points(problem, after) - 1e-6


def _points(problem, sessions):
    return objective(problem, Plan(problem="any", sessions=sessions, objective=0, bound=0))
