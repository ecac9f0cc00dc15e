"""What is promised of cases, measured: `python -m benchmarks.cases --help`."""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from benchmarks.cases import scratch
from benchmarks.planner.tables import Row, figure, say, words
from yizhan.config import environment

CLOCKS_WITHIN, INBOX_WITHIN = 30.0, 50.0


def main() -> None:
    """Print one table; the exit code says whether what is promised was reached."""
    given = _given()
    with scratch.database(given.keep):
        reached = _clocks(given.cases) if given.what == "clocks" else _inbox(given.cases, times=given.times)
        print(f"Load of the machine at the end: {os.getloadavg()[0]:.1f}")  # noqa: T201
    raise SystemExit(0 if reached else 1)


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cases", description="Cases: clocks, inbox.")
    parser.add_argument("what", choices=["clocks", "inbox"])
    parser.add_argument("--cases", type=int, help="how many (100,000 for clocks, 1,000,000 for the inbox)")
    parser.add_argument("--times", type=int, default=50, help="how often each page is asked for (50)")
    parser.add_argument("--keep", type=Path, help="the folder of a database to use again, made when missing")
    return parser.parse_args()


def _clocks(count: int | None) -> bool:
    count = count or 100_000
    pure = environment.call("benchmarks.cases.clocks:pure", count=count)
    environment.call("benchmarks.cases.rows:logs", count=count)
    read = environment.call("benchmarks.cases.clocks:from_database", count=count)
    say(f"{count:,} cases of 12 events, in one process".replace(",", " "), _of_clocks(pure, read))
    return bool(pure <= CLOCKS_WITHIN)


def _of_clocks(pure: float, read: float) -> Iterator[Row]:
    yield [words("what", 44), "seconds"]
    yield ["the clocks alone, from logs in memory", figure(pure)]
    yield ["with reading every row from the database", figure(read)]


def _inbox(count: int | None, *, times: int) -> bool:
    count = count or 1_000_000
    environment.call("benchmarks.cases.rows:cases", count=count)
    found = environment.call("benchmarks.cases.inbox:pages", times=times)
    say(f"The inbox among {count:,} cases".replace(",", " "), _of_pages(found))
    return all(one["p95"] <= INBOX_WITHIN for one in found if one["promised"])


def _of_pages(found: list[dict[str, float | str]]) -> Iterator[Row]:
    yield [words("who and what", 44), "queries", "in them ms", "computing ms", "p50 ms", "p95 ms"]
    for one in found:
        yield [
            one["name"],
            one["queries"],
            *(figure(float(one[name])) for name in ("database", "computed", "p50", "p95")),
        ]


if __name__ == "__main__":
    main()
