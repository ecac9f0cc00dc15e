"""Makes the month's plan of a whole city: districts apart, what they have in common at prices or shared out.

The bound: each district's relaxation at prices for what is in common. The plan: each district by itself with its share of the
providers who roam, in waves, so that no two districts that share one are planned at the same time and the later one sees what
the earlier has left; then all together, everyone seated anew across the borders, and filled with what still pays.
"""

import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from yizhan.planner.city.carrying import carried
from yizhan.planner.city.crew import Crew, Desk, Stopped
from yizhan.planner.city.districts import District, districts, roaming, walking
from yizhan.planner.city.market import Market
from yizhan.planner.city.priced import Commons, PricedDistrict, Prices, Proposal
from yizhan.planner.city.shares import COVERAGE, PIECE, Key
from yizhan.planner.city.sharing import Sharing
from yizhan.planner.city.turns import Turns, neighbours
from yizhan.planner.delivery.attendance import to_plan
from yizhan.planner.delivery.board import Board
from yizhan.planner.delivery.bound import trivial_bound
from yizhan.planner.delivery.draft import Draft
from yizhan.planner.delivery.grid import Grid, Visit
from yizhan.planner.delivery.model import ClassModel
from yizhan.planner.delivery.plan import Plan, Session
from yizhan.planner.delivery.problem import Problem
from yizhan.planner.delivery.program import Program, Rows
from yizhan.planner.delivery.solve import Progress, solve

HALF = 0.5
CUT_ROUNDS = 8
PRICES_UNTIL = 0.3
"""The share of the time after which no new prices are tried."""
PROOF_SHARE = 0.08
"""The share of the time in which the bound is proven service by service."""
PROOF_UNTIL = 0.5
PROOF_OF_A_NEED = 0.004
"""Seconds for each need of a district below which nothing can be proven that the prices have not."""
PRICE_STEPS = 5
SMALL_GAIN = 2e-4
"""A step that gains a smaller share of the bound is the last."""
JOIN_EACH = 2.5
JOIN_SHARE = 0.2
"""Seconds kept for each district to join the plans, at most this share of the time."""
LEAST = 0.2
"""Seconds that a district gets at least."""
EVERYWHERE = 0.1
"""This share of the worst station's worth is minded in every district, however little its worst station matters."""


def solve_city(
    problem: Problem,
    *,
    seconds: float = 600.0,
    workers: int = 2,
    seed: int = 0,
    progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Plan:
    """The best plan of several districts found in `seconds`, with a proven bound; `workers` processes share the districts."""
    parts = districts(problem)
    if len(parts) == 1:
        return solve(problem, seconds=seconds, workers=workers, seed=seed, progress=progress, stop=stop)
    began = time.monotonic()
    homes = Turns(neighbours(parts)).homes(workers)
    crew = Crew(workers, homes=homes, deadline=began + seconds, stop=stop)
    try:
        return _City(problem, parts, crew, began=began, seconds=seconds, seed=seed, progress=progress).run()
    finally:
        crew.close()


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """What a district has to say before prices are made: the coverage its worst station can have at most, and its limits."""

    reachable: float
    limits: dict[Key, float]


def open_district(desk: Desk, number: int, parts: tuple[District, ...], commons: Commons) -> Opened:
    """Set up a district's relaxation."""
    priced = PricedDistrict(parts[number], commons)
    desk.districts[number] = priced
    return Opened(reachable=priced.reachable, limits=priced.limits)


def relax_district(
    desk: Desk, number: int, *, worst: float, fairness: list[float], deadline: float
) -> tuple[Proposal | None, Prices]:
    """Solve a district with half of all that is in common; what it does then, and what more would be worth."""
    priced = desk.districts[number]
    proposal = priced.relax(worst=worst, fairness=fairness[number], part=HALF, deadline=deadline)
    worths = {} if proposal is None else priced.worths()
    priced.release()
    return proposal, worths


def price_district(desk: Desk, number: int, *, prices: Prices, cut: bool, deadline: float) -> Proposal | None:
    """What a district does at `prices` with all that is in common, after a round of cuts if told."""
    return None if desk.stop.is_set() else desk.districts[number].propose(prices, cut=cut, deadline=deadline)


def prove_district(desk: Desk, number: int, *, prices: Prices, seconds: float, deadline: float) -> float | None:
    """A better bound of a district at `prices`."""
    return None if desk.stop.is_set() else desk.districts[number].prove(prices, seconds=seconds, deadline=deadline)


def plan_district(desk: Desk, number: int, month: Problem, *, seconds: float, seed: int) -> tuple[Session, ...]:
    """The sessions of a district planned by itself, with the cuts that are known of it."""
    priced = desk.districts.pop(number, None)
    if not month.needs or not month.providers:
        return ()
    seconds = LEAST if desk.stop.is_set() else seconds
    known = None if priced is None else partial(_carried, priced.cuts, priced.grid, priced.model)
    del priced
    stop = desk.stop.is_set
    return solve(month, seconds=seconds, workers=1, seed=seed, proven=False, known=known, stop=stop).sessions


def _carried(cuts: Program, grid: Grid, model: ClassModel, to: Grid, there: ClassModel) -> Rows:
    return carried(cuts, grid=grid, model=model, to=(to, there))


def with_pins(grid: Grid, visits: list[Visit]) -> list[Visit]:
    """The sessions and all that are pinned, also those for which no district had people enough; what is in their way goes."""
    if set(grid.pinned) <= set(visits):
        return visits
    board = Board(grid, grid.pinned)
    for visit in visits:
        if visit not in board.visits and board.may(visit):
            board.add(visit)
    return sorted(board.visits)


class _City:
    """One run: the clock, the bound, the districts' plans."""

    def __init__(
        self,
        problem: Problem,
        parts: tuple[District, ...],
        crew: Crew,
        *,
        began: float,
        seconds: float,
        seed: int,
        progress: Callable[[Progress], None] | None,
    ) -> None:
        self.problem, self.parts, self.crew = problem, parts, crew
        self.began, self.seconds, self.seed, self.tell = began, seconds, seed, progress
        self.demand = [sum(need.weight * need.people for need in part.own.needs) for part in parts]
        self.fairness = problem.weights.fairness * sum(self.demand)
        self.bound = trivial_bound(problem)
        self.market: Market | None = None
        self.objective: float | None = None

    def run(self) -> Plan:
        with suppress(Stopped):
            self._find_prices()
            self._prove()
        sessions = self._plan_districts()
        return self._join(sessions)

    def _find_prices(self) -> None:
        """Prices for what is in common, and the bound at them."""
        until = self._at(PRICES_UNTIL)
        commons = Commons(roaming=roaming(self.parts), walking=walking(self.parts))
        opened = self.crew.each(open_district, self.parts, commons)
        fairness = [self.fairness * mine / sum(self.demand) for mine in self.demand]
        worst = min(one.reachable for one in opened)
        self._report("relaxing")
        relaxed = self.crew.each(relax_district, worst=worst, fairness=fairness, deadline=until)
        if any(proposal is None for proposal, _ in relaxed):
            return
        market = Market([one.limits for one in opened], fairness=self.fairness)
        prices = market.start([worths for _, worths in relaxed], fairness)
        self.market = market
        idle, took = 0, 0.0
        for turn in range(1 + CUT_ROUNDS + PRICE_STEPS):
            before, cut, began = self.bound, 0 < turn <= CUT_ROUNDS, time.monotonic()
            if idle > 1 or began + took > until or not self._try(market, prices, cut=cut, until=until):
                return
            took = time.monotonic() - began
            idle = idle + 1 if not cut and before - self.bound < SMALL_GAIN * abs(self.bound) else 0
            prices = market.next_prices()

    def _try(self, market: Market, prices: Prices, *, cut: bool, until: float) -> bool:
        """Ask all districts what they would do at `prices`; False when the time was too short."""
        answers = self.crew.each(price_district, prices=prices, cut=cut, deadline=until)
        proposals = [answer for answer in answers if answer is not None]
        if len(proposals) < len(answers):
            return False
        if cut:
            market.forget()
        self.bound = min(self.bound, market.judge(prices, proposals))
        self._report("pricing")
        return True

    def _prove(self) -> None:
        """A better bound at the best prices, service by service."""
        if self.market is None or self.market.bound == float("inf"):
            return
        each = PROOF_SHARE * self.seconds * len(self.crew.hands) / len(self.parts)
        if each < PROOF_OF_A_NEED * len(self.problem.needs) / len(self.parts):
            return
        prices, until = self.market.best, self._at(PROOF_UNTIL)
        proven = self.crew.each(prove_district, prices=prices, seconds=each, deadline=until)
        bounds = [bound for bound in proven if bound is not None]
        if len(bounds) == len(proven):
            self.bound = min(self.bound, self.market.worth_of_limits(prices) + sum(bounds))
        self._report("proven")

    def _plan_districts(self) -> list[Session]:
        """All districts' sessions, neighbours one after the other."""
        sharing = Sharing(self.parts, wanted=self._wanted("capacity"), awaited=self._wanted(PIECE))
        turns, homes = Turns(neighbours(self.parts)), self.crew.homes
        idle = set(homes)
        running: dict[Future[tuple[Session, ...]], int] = {}
        sessions: list[Session] = []
        while not turns.over:
            for hand in sorted(idle):
                mine = [d for d in turns.waiting if homes[d] == hand]
                d = turns.take(mine)
                if d is not None:
                    idle.remove(hand)
                    month, seconds = self._month_of(d, sharing), self._seconds_for_one_of(mine)
                    running[self.crew.submit(d, plan_district, d, month, seconds=seconds, seed=self.seed)] = d
            for job in self.crew.some_done(running):
                d = running.pop(job)
                idle.add(homes[d])
                turns.finish(d)
                sharing.use(d, job.result())
                sessions += job.result()
                self._report("planning")
        return sorted(sessions, key=str)

    def _seconds_for_one_of(self, mine: list[int]) -> float:
        """An even share of the time until the plans are joined, for a hand that has these districts before it."""
        join = min(JOIN_EACH * len(self.parts), JOIN_SHARE * self.seconds)
        return max(LEAST, (self._at(1.0) - join - time.monotonic()) / len(mine))

    def _wanted(self, kind: str) -> list[dict[str, float]]:
        """By district what it would use of everything of a kind at the best prices."""
        return [{} for _ in self.parts] if self.market is None else self.market.wanted(kind)

    def _month_of(self, d: int, sharing: Sharing) -> Problem:
        """The month in which a district is planned by itself; its worst station matters as much as it does to the city."""
        part, needs, price = self.parts[d], sharing.needs(d), self.problem.weights.fairness
        if self.market is not None:
            demand = sum(need.weight * need.people for need in needs)
            mine = self.market.best.get((COVERAGE, part.name), 0.0) / max(1, demand)
            price = (1 - EVERYWHERE) * mine + EVERYWHERE * price
        weights = replace(self.problem.weights, fairness=price)
        return part.month(needs=needs, providers=sharing.providers(d), weights=weights)

    def _join(self, sessions: list[Session]) -> Plan:
        """All sessions together: everyone seated anew, and what still pays added."""
        self._report("joining")
        grid = Grid(self.problem)
        draft = Draft(grid, with_pins(grid, [grid.visit(session.placement) for session in sessions]))
        self.objective = draft.points
        self._report("joined")
        draft.fill()
        plan = to_plan(grid, draft.board, draft.attendance, bound=self.bound)
        self.objective = plan.objective
        self._report("finished")
        return replace(plan, bound=max(self.bound, plan.objective))

    def _at(self, share: float) -> float:
        return self.began + share * self.seconds

    def _report(self, phase: str) -> None:
        if self.tell is not None:
            seconds = time.monotonic() - self.began
            self.tell(Progress(phase=phase, objective=self.objective, bound=self.bound, seconds=seconds))
