"""Expectations of working-time arithmetic by others; run where the folder with them lies beside the repository."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from yizhan.cases.models import Clock
from yizhan.cases.rules import DEFAULTS, Limit
from yizhan.cases.rules.clocks import Happened, Policy, clock
from yizhan.kernel.calendar import (
    Calendar,
    add_working_days,
    add_working_time,
    paused_time,
    postponed,
    working_time,
)

FILE = Path(__file__).parents[2].parent / "shared" / "standards" / "sla-vectors" / "glpi.json"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
pytestmark = pytest.mark.skipif(not FILE.exists(), reason=f"no vectors at {FILE.parent.name}")
VECTORS = json.loads(FILE.read_text()) if FILE.exists() else {"due_with_pauses": [], "calendars": []}


def calendar(name):
    week = next(entry["week"] for entry in VECTORS["calendars"] if entry["name"] == name)
    intervals = {
        number: tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in week[day])
        for number, day in enumerate(WEEKDAYS, 1)
    }
    return Calendar(
        name=name,
        version="vectors",
        zone=ZoneInfo("UTC"),
        week=intervals,
        days_off={},
        make_up=frozenset(),
        make_up_weekday=1,
        first=date(2018, 1, 1),
        last=date(2035, 12, 31),
        provisional=frozenset(),
    )


def instant(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def moved(days_and_hours, start, amount, unit, *, end_of_day=False):
    if unit == "day":
        return add_working_days(days_and_hours, start, amount, end_of_day=end_of_day)
    return add_working_time(days_and_hours, start, timedelta(**{f"{unit}s": amount}))


def answers(vector):
    """What our arithmetic says of a vector, in the vector's own names."""
    cal, target = calendar(vector["calendar"]), vector["target"]
    pauses = [(instant(a), instant(b)) for a, b in vector["pauses"]]
    response = moved(
        cal, instant(vector["begin"]), target["amount"], target["unit"], end_of_day=target["end_of_working_day"]
    )
    resolution = postponed(cal, response, pauses)
    amount, unit = vector["escalation"]["offset"].split()
    return {
        "resolution_due": resolution,
        "response_due_not_pausable": response,
        "waiting_working_seconds": paused_time(cal, pauses).total_seconds(),
        "resolution_at": moved(cal, resolution, int(amount), unit),
        "response_at": moved(cal, response, int(amount), unit),
    }


def read(cal, limit, begin, *pauses):
    """The clocks of a case with that limit for contact and resolution, paused so often, well after it all."""
    policy = Policy({**{k: Limit.parse(v) for k, v in DEFAULTS.items()}, "contact": limit, "pause": Limit(99, "d")})
    log = [Happened("raised", begin, limit=limit)]
    for start, end in pauses:
        log += [Happened("paused", start, until=end), Happened("resumed", end)]
    return {one.clock: one for one in clock(log, cal, policy, log[-1].at + timedelta(days=30))}


def paused_seconds(reading):
    return sum(line.worked.total_seconds() for line in reading.lines if line.worked is not None)


def answers_of_a_case(vector):
    """What the clocks of a case say of a vector, and the moment of a rung of the ladder."""
    cal, target = calendar(vector["calendar"]), vector["target"]
    limit = Limit(target["amount"], target["unit"][0], end_of_day=target["end_of_working_day"])
    pauses = [(instant(a), instant(b)) for a, b in vector["pauses"]]
    found = read(cal, limit, instant(vector["begin"]), *pauses)
    amount, unit = vector["escalation"]["offset"].split()
    offset = Limit(int(amount), unit[0], end_of_day=False)
    return {
        "resolution_due": found[Clock.RESOLUTION].due_at,
        "response_due_not_pausable": found[Clock.CONTACT].due_at,
        "waiting_working_seconds": paused_seconds(found[Clock.RESOLUTION]),
        "resolution_at": offset.after(found[Clock.RESOLUTION].due_at, cal),
        "response_at": offset.after(found[Clock.CONTACT].due_at, cal),
    }


@pytest.mark.parametrize("answers", [answers, answers_of_a_case], ids=["kernel", "case"])
@pytest.mark.parametrize("vector", VECTORS["due_with_pauses"], ids=lambda vector: vector["id"])
def test_due_dates_with_pauses_and_escalations(vector, answers):
    expected = {**vector["expect"], **{k: v for k, v in vector["escalation"].items() if k != "offset"}}
    expected = {k: instant(v) if isinstance(v, str) else v for k, v in expected.items()}

    assert answers(vector) == expected


@pytest.mark.parametrize("index", range(4))
def test_working_time_between(index):
    vector = VECTORS["working_time_between"][index]
    found = working_time(calendar(vector["calendar"]), instant(vector["from"]), instant(vector["to"]))

    assert found.total_seconds() == vector["working_seconds"]


@pytest.mark.parametrize("index", range(4))
def test_a_case_that_was_paused_so_long_counts_the_same(index):
    vector = VECTORS["working_time_between"][index]
    start, end = instant(vector["from"]), instant(vector["to"])
    found = read(calendar(vector["calendar"]), Limit(90, "d"), start, (start, end))

    assert paused_seconds(found[Clock.RESOLUTION]) == vector["working_seconds"]


@pytest.mark.parametrize("index", range(4))
def test_working_days_added(index):
    vector = VECTORS["add_working_days"][index]
    found = add_working_days(
        calendar(vector["calendar"]),
        instant(vector["begin"]),
        vector["days"],
        end_of_day=vector["end_of_working_day"],
    )

    assert found == instant(vector["due"])


@pytest.mark.parametrize("index", range(4))
def test_a_case_with_so_many_days_is_due_then(index):
    vector = VECTORS["add_working_days"][index]
    limit = Limit(vector["days"], "d", end_of_day=vector["end_of_working_day"])
    found = read(calendar(vector["calendar"]), limit, instant(vector["begin"]))

    assert found[Clock.RESOLUTION].due_at == instant(vector["due"])


def test_there_are_53_expectations():
    counted = sum(len(v["expect"]) + len(v["escalation"]) - 1 for v in VECTORS["due_with_pauses"])

    assert counted + len(VECTORS["working_time_between"]) + len(VECTORS["add_working_days"]) == 53
