"""500 people race for 200 places, then 8 sign up steadily, beside the floor: `python -m benchmarks.rush --help`."""

import argparse
import asyncio
import os
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.planner.tables import Row, figure, percent, say, words
from benchmarks.rush import crowd, floor, stage
from benchmarks.rush.crowd import FOUND, Answer
from yizhan.config import environment

RACERS, PLACES, WITHIN = 500, 200, 3.0
CLIENTS, SHARE = 8, 0.08
FLOOR_PEOPLE = 4000


def main() -> None:
    """Print the tables; the exit code says whether everything that is promised was reached."""
    given = _given()
    with stage.network(port=given.port, workers=given.workers, keep=given.keep):
        _warm_up(given.port)
        raced = [_race(given.port) for _ in range(given.races)]
        say(f"{RACERS} people race for {PLACES} places", _of_races(raced))
        steady = _steady(given.port, people=given.people)
        say(f"{CLIENTS} clients sign up for one activity", _of_rates(*steady))
        print(f"Load of the machine at the end: {os.getloadavg()[0]:.1f}")  # noqa: T201
    reached = all(race["kept"] and race["last"] <= WITHIN for race in raced) and steady[0] >= SHARE * steady[3]
    raise SystemExit(0 if reached else 1)


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rush", description="Sign-up in a rush.")
    parser.add_argument("--port", type=int, default=8990, help="of the web server (8990)")
    parser.add_argument("--workers", type=int, default=2, help="processes of the web server (2)")
    parser.add_argument("--races", type=int, default=3, help="how often 500 people race (3)")
    parser.add_argument("--people", type=int, default=1500, help="who sign up steadily (1500)")
    parser.add_argument("--keep", type=Path, help="the folder of an installation to use again, made when missing")
    return parser.parse_args()


def _warm_up(port: int) -> None:
    visitors, pk = _rows("visitors", count=100), _rows("activity", capacity=1000)
    asyncio.run(crowd.stream(port, visitors, pk, clients=CLIENTS))


def _rows(function: str, **arguments: object) -> Any:
    return environment.call(f"benchmarks.rush.rows:{function}", **arguments)


def _race(port: int) -> dict[str, float]:
    """One race, and what the database says after it."""
    visitors, pk = _rows("visitors", count=RACERS), _rows("activity", capacity=PLACES)
    answers, last = asyncio.run(crowd.race(port, visitors, pk))
    states, taken = _rows("books", activity=pk)
    sold, waiting, answered = states["confirmed"], states["waiting"], sum(a.status == FOUND for a in answers)
    kept = (sold, waiting, taken, answered) == (PLACES, RACERS - PLACES, PLACES, RACERS)
    return {"sold": sold, "waiting": waiting, "answered": answered, "last": last, "kept": kept, **_times(answers)}


def _times(answers: Sequence[Answer]) -> dict[str, float]:
    seconds = sorted(answer.seconds for answer in answers)
    cuts = statistics.quantiles(seconds, n=20)
    return {"p50": cuts[9], "p95": cuts[18], "max": seconds[-1]}


def _of_races(races: Sequence[dict[str, float]]) -> Iterator[Row]:
    yield ["race", "sold", "waiting", "oversold", "left over", "answered", "all within s", "p50 ms", "p95 ms", "max ms"]
    for number, race in enumerate(races, start=1):
        over, left = max(race["sold"] - PLACES, 0), max(PLACES - race["sold"], 0)
        times = [figure(1000 * race[name], 0) for name in ("p50", "p95", "max")]
        yield [number, race["sold"], race["waiting"], over, left, race["answered"], figure(race["last"], 2), *times]


def _steady(port: int, *, people: int) -> tuple[float, float, float, float]:
    """Sign-ups a second through the product, p50 and p95, and the floor: the mean of before and after."""
    before = _floor()
    visitors, pk = _rows("visitors", count=people), _rows("activity", capacity=people)
    answers, seconds = asyncio.run(crowd.stream(port, visitors, pk, clients=CLIENTS))
    if any(answer.status != FOUND for answer in answers):
        raise RuntimeError("somebody was not signed up")
    times = _times(answers)
    return people / seconds, times["p50"], times["p95"], (before + _floor()) / 2


def _floor() -> float:
    _rows("visitors", count=FLOOR_PEOPLE)
    people, pk = _rows("newest", count=FLOOR_PEOPLE), _rows("activity", capacity=FLOOR_PEOPLE)
    return floor.per_second(_rows("address"), people, pk, clients=CLIENTS)


def _of_rates(product: float, p50: float, p95: float, bottom: float) -> Iterator[Row]:
    yield [words("path", 34), "per second", "p50 ms", "p95 ms", "% of the floor"]
    yield ["one statement, plain psycopg", figure(bottom, 0), "", "", percent(1.0)]
    yield [
        "whole request through the product",
        figure(product, 0),
        figure(1000 * p50, 0),
        figure(1000 * p95, 0),
        percent(product / bottom),
    ]


if __name__ == "__main__":
    main()
