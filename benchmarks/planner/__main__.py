"""What the planner reaches, in tables that can be pasted into the documents: `python -m benchmarks.planner --help`."""

import argparse
from collections.abc import Callable
from pathlib import Path

import highspy

from benchmarks.planner import city, delivery, repairs, rivals, routes
from benchmarks.planner.plans import Plans
from benchmarks.planner.tables import say

ROUTE_SECONDS = 10.0

TABLES: dict[str, Callable[[Plans], None]] = {
    "s": lambda plans: say(f"S in {plans.seconds('S'):g} s", delivery.by_seed(plans, "S")),
    "d": lambda plans: say(f"D in {plans.seconds('D'):g} s", delivery.by_seed(plans, "D")),
    "rivals": lambda plans: say("Other ways in the same time", rivals.rivals(plans, ("S", "D"))),
    "explain": lambda plans: say("Why people are left over", delivery.explanations(plans, ("S", "D"))),
    "fairness": lambda plans: say("What fairness costs", delivery.fairness(plans, ("S", "D"))),
    "repair": lambda plans: say("When something falls out of D", repairs.repairs(plans, "D")),
    "c": lambda plans: say(f"C in {plans.seconds('C'):g} s", city.city(plans)),
    "growth": lambda plans: say("One, four and sixteen districts", city.growth(plans)),
}
NAMES = (*TABLES, "routes")


def main() -> None:
    """Print the tables that are asked for, each line as soon as it is known."""
    given = _given()
    plans = Plans(seeds=given.seeds, workers=given.workers, share=given.share)
    highspy.Highs()  # greets on standard output when a process first uses it: before the tables, not in one
    for name in given.only or NAMES:
        if name == "routes":
            routes.tables(given.instances, seconds=plans.share * ROUTE_SECONDS)
        else:
            TABLES[name](plans)


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.planner", description="What the planner reaches.")
    parser.add_argument("--only", type=_names, help=f"tables, by commas: {', '.join(NAMES)} (all)")
    parser.add_argument("--seeds", type=_numbers, default=(1, 2, 3, 4, 5), help="of the examples (1,2,3,4,5)")
    parser.add_argument("--instances", type=Path, help="the folder of public instances for the routes")
    parser.add_argument("--workers", type=int, default=2, help="threads or processes of every solver (2)")
    parser.add_argument("--share", type=float, default=1.0, help="of every time limit; small for a quick look (1)")
    return parser.parse_args()


def _names(text: str) -> list[str]:
    names = text.split(",")
    unknown = {*names} - {*NAMES}
    if unknown:
        raise argparse.ArgumentTypeError(f"there is no table {', '.join(sorted(unknown))}")
    return names


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(one) for one in text.split(","))


if __name__ == "__main__":
    main()
