"""The exact points of a plan, part by part, and how evenly it serves: plain loops that share no code with the solver."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from yizhan.planner.delivery.plan import Plan
from yizhan.planner.delivery.problem import Need, Problem, Weights, distance, piece_sizes, preference


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """The points of a plan by what they are for: `served`, `fairness` and `kept` are gains, the others are costs (0 or more)."""

    served: float
    comfort: float
    fairness: float
    sessions: float
    overload: float
    shortages: float
    kept: float

    @property
    def total(self) -> float:
        """The gains without the costs: the plan's objective."""
        costs = (self.comfort, self.sessions, self.overload, self.shortages)
        return math.fsum((self.served, self.fairness, self.kept, *(-cost for cost in costs)))


def objective(problem: Problem, plan: Plan) -> float:
    """The points of `plan`; raises KeyError when it names what `problem` does not have."""
    return account(problem, plan).total


def account(problem: Problem, plan: Plan) -> Account:
    """The points of `plan` part by part; raises KeyError when it names what `problem` does not have."""
    weights, needs = problem.weights, {need.id: need for need in problem.needs}
    served = people_served(plan)
    demand = sum(need.weight * need.people for need in problem.needs)
    return Account(
        served=math.fsum(worth(needs[name], people, weights=weights) for name, people in served.items()),
        comfort=_discomfort(problem, plan),
        fairness=weights.fairness * demand * worst(coverage(problem, plan)),
        sessions=weights.session * len(plan.sessions),
        overload=weights.overload * _overload(problem, plan),
        shortages=weights.shortage * sum(shortages(problem, plan).values()),
        kept=weights.keep * len({*problem.published} & {session.placement for session in plan.sessions}),
    )


def people_served(plan: Plan) -> dict[str, int]:
    """How many people of each need attend a session; a need that nobody serves is not there."""
    served: Counter[str] = Counter()
    for session in plan.sessions:
        for party in session.parties:
            served[party.need] += party.people
    return dict(served)


def worth(need: Need, people: int, *, weights: Weights) -> float:
    """The points for serving `people` of a need: piece after piece of it, each person at that piece's worth."""
    points, left = 0.0, people
    for piece, size in zip(weights.pieces, piece_sizes(need.people, weights), strict=True):
        points += piece.worth * min(size, left)
        left -= min(size, left)
    return need.weight * points


def shortages(problem: Problem, plan: Plan) -> dict[tuple[str, str], int]:
    """The quota sessions that are missing, by (station, category), where any are."""
    category = {service.id: service.category for service in problem.services}
    held = Counter((session.station, category[session.service]) for session in plan.sessions)
    missing = {
        (station.id, of): wanted - held[station.id, of]
        for station in problem.stations
        for of, wanted in station.quota.items()
    }
    return {where: count for where, count in missing.items() if count > 0}


def coverage(problem: Problem, plan: Plan) -> dict[str, float]:
    """The share of the weighted demand at home in each station that is served (0 to 1); only stations with needs are there."""
    served = people_served(plan)
    reached: dict[str, float] = defaultdict(int)
    demand: dict[str, float] = defaultdict(int)
    for need in problem.needs:
        reached[need.station] += need.weight * served.get(need.id, 0)
        demand[need.station] += need.weight * need.people
    return {station: reached[station] / demand[station] for station in demand}


def covered(problem: Problem, plan: Plan) -> float:
    """The share of the network's weighted demand that is served, 0 to 1."""
    served = people_served(plan)
    demand = sum(need.weight * need.people for need in problem.needs)
    return sum(need.weight * served.get(need.id, 0) for need in problem.needs) / demand if demand else 0.0


def worst(shares: Mapping[str, float]) -> float:
    """The least of the stations' coverages; 0 when there is none."""
    return min(shares.values(), default=0.0)


def gini(shares: Mapping[str, float]) -> float:
    """The Gini coefficient of the stations' coverages (mean difference over twice the mean): 0 is even, towards 1 uneven."""
    ranked = sorted(shares.values())
    total = sum(ranked)
    if not total:
        return 0.0
    count = len(ranked)
    return sum((2 * rank - count - 1) * share for rank, share in enumerate(ranked, start=1)) / (count * total)


def _discomfort(problem: Problem, plan: Plan) -> float:
    """Everyone's distance from a fully suitable time and place, weighted."""
    days = {day.date: day for day in problem.days}
    stations = {station.id: station for station in problem.stations}
    needs = {need.id: need for need in problem.needs}
    costs = []
    for session in plan.sessions:
        for party in session.parties:
            need = needs[party.need]
            km = distance(stations[need.station], stations[session.station])
            suits = preference(need, days[session.day], slot=session.slot, km=km, weights=problem.weights)
            costs.append(need.weight * (1 - suits) * party.people)
    return math.fsum(costs)


def _overload(problem: Problem, plan: Plan) -> int:
    """Sessions above the comfortable share of each provider's capacity."""
    given = Counter(session.provider for session in plan.sessions)
    share = problem.weights.overload_from
    return sum(max(0, given[provider.id] - math.floor(share * provider.capacity)) for provider in problem.providers)
