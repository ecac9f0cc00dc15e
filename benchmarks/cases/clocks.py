"""The clocks of many cases, read anew in one process. Imported once Django is set up."""

import random
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

from benchmarks.cases.rows import ABOUT, LIMIT, LOG
from yizhan.cases.models import Event
from yizhan.cases.queries.cases import happened, working_calendar
from yizhan.cases.rules import DEFAULTS, Limit
from yizhan.cases.rules.clocks import Happened, Policy, clock

FIRST = datetime.fromisoformat("2025-02-01T01:00+00:00")
AT = datetime.fromisoformat("2026-12-01T01:00+00:00")
DAYS = 550
ONE_OF_TEN = 10
COLUMNS = ("case", "kind", "at", "about", "limit", "until")


def pure(*, count: int) -> float:
    """Seconds to read the clocks of `count` logs that are in memory."""
    logs = _logs(count // ONE_OF_TEN)
    calendar, policy = working_calendar(), _policy()
    begun = time.perf_counter()
    for _ in range(ONE_OF_TEN):
        for log in logs:
            clock(log, calendar, policy, AT)
    return time.perf_counter() - begun


def _logs(count: int) -> list[list[Happened]]:
    """Logs of twelve events, each beginning at another moment of a year and a half."""
    draw = random.Random(1)  # noqa: S311 - no secret
    found = []
    for _ in range(count):
        at, log = FIRST + timedelta(minutes=draw.randrange(60 * 24 * DAYS)), []
        for kind, about, limit in zip(LOG, ABOUT, LIMIT, strict=True):
            log.append(Happened(kind, at, about, Limit.parse(limit) if limit else None))
            at += timedelta(minutes=draw.randrange(30, 2000))
        found.append(log)
    return found


def from_database(*, count: int) -> float:
    """Seconds to do the same from the rows of the database, reading them included."""
    calendar, policy = working_calendar(), _policy()
    begun = time.perf_counter()
    read = sum(1 for log in _read() if clock(log, calendar, policy, AT))
    if read < count:
        raise RuntimeError(f"{read} cases were read")
    return time.perf_counter() - begun


def _read() -> Iterator[list[Happened]]:
    rows = Event.objects.order_by("case", "seq").values_list(*COLUMNS).iterator(chunk_size=10_000)
    for _case, lines in groupby(rows, key=_case_of):
        yield [happened(*line[1:]) for line in lines]


def _case_of(row: tuple[object, ...]) -> UUID | object:
    return row[0]


def _policy() -> Policy:
    return Policy({name: Limit.parse(text) for name, text in DEFAULTS.items()})
