"""The best plan of a tiny problem by trying everything: every set of sessions, and for each the best attendance."""

import math
from collections import defaultdict
from dataclasses import replace
from itertools import product

from yizhan.planner.delivery.objective import account, objective, worth
from yizhan.planner.delivery.pins import seat
from yizhan.planner.delivery.plan import Party, Plan, Session, fingerprint
from yizhan.planner.delivery.problem import Placement, distance, preference
from yizhan.planner.delivery.rules import Book, broken, rooms_for, unsuited

EXACT = 1e-9


def best(problem):
    """The points of the best plan; minus infinity when the pins cannot be kept."""
    plan = best_plan(problem)
    return -math.inf if plan is None else plan.objective


def best_plan(problem):
    """The best plan, or None when the pins cannot be kept."""
    book = Book(problem)
    tried = [_Month(book, placements) for placements in arrangements(problem)]
    tried.sort(key=lambda one: -one.optimum)
    top, sessions = -math.inf, None
    for one in tried:
        if one.optimum <= top + EXACT:
            break
        points, attendance = one.attend()
        if points > top:
            top, sessions = points, one.sessions(attendance)
    if sessions is None:
        return None
    plan = Plan(problem=fingerprint(problem), sessions=sessions, objective=0, bound=0)
    points = objective(problem, plan)
    return replace(plan, objective=points, bound=points)


def candidates(problem):
    """Every session that could be held if it were the only one."""
    book = Book(problem)
    found = []
    for provider in problem.providers:
        for offer, station, (day, slots) in product(provider.offers, problem.stations, provider.free.items()):
            if station.zone not in provider.zones:
                continue
            for slot in sorted({*slots}):
                one = Placement(provider=provider.id, service=offer.service, station=station.id, day=day, slot=slot)
                if not any(broken(book, [one])) and rooms_for(book, one):
                    found.append(one)
    return found


def arrangements(problem):
    """Every set of sessions that keeps the rules of time, providers and rooms, the pins among them."""
    book, others = Book(problem), [one for one in candidates(problem) if one not in problem.pinned]

    def extend(chosen, first):
        if not _possible(book, chosen):
            return
        yield chosen
        for i in range(first, len(others)):
            yield from extend((*chosen, others[i]), i + 1)

    yield from extend(problem.pinned, 0)


def _possible(book, placements):
    return not any(broken(book, placements)) and _roomed(book, placements) is not None


def _roomed(book, placements):
    together = defaultdict(list)
    for i, placement in enumerate(placements):
        together[placement.station, placement.day].append(i)
    rooms = {}
    for mine in together.values():
        found = seat(book, [placements[i] for i in mine])
        if found is None:
            return None
        rooms.update(zip(mine, found, strict=True))
    return rooms


class _Month:
    """A set of sessions, what it can be worth at most, and its best attendance."""

    def __init__(self, book, placements):
        self.book, self.placements, self.problem = book, placements, book.problem
        self.services = [book.services[one.service] for one in placements]
        bare = Plan(problem="bare", sessions=self.sessions([]), objective=0, bound=0)
        self.fixed = account(self.problem, bare).total
        self.prices = {need.id: self._prices(need) for need in self.problem.needs}
        self.demand = defaultdict(int)
        for need in self.problem.needs:
            self.demand[need.station] += need.weight * need.people
        self.fair = self.problem.weights.fairness * sum(self.demand.values())
        self.optimum = self._optimum()

    def _prices(self, need):
        """What a person of `need` loses at each session that it can attend, by session."""
        prices = {}
        for i, one in enumerate(self.placements):
            if unsuited(self.book, need, one) is None:
                km = distance(self.book.stations[need.station], self.book.stations[one.station])
                day = self.book.days[one.day]
                suits = preference(need, day, slot=one.slot, km=km, weights=self.problem.weights)
                prices[i] = need.weight * (1 - suits)
        return prices

    def _optimum(self):
        """The points with seats for everyone who can come, each at its best session."""
        points, reached = self.fixed, defaultdict(int)
        for need in self.problem.needs:
            prices = self.prices[need.id]
            people = min(need.people, sum(self.services[i].seats for i in prices))
            least = min(prices.values(), default=0)
            points += max(self._worth(need, some) - some * least for some in range(people + 1))
            reached[need.station] += need.weight * people
        return points + self.fair * self._worst(reached)

    def _worth(self, need, people):
        return worth(need, people, weights=self.problem.weights)

    def _worst(self, reached):
        return min(reached[station] / self.demand[station] for station in self.demand)

    def attend(self):
        """The best points and the attendance (session, need, people) for them, by dynamic programming over needs."""
        homes = self._homes()
        states = {((0,) * len(self.placements), (0,) * len(homes)): (self.fixed, ())}
        for need in self.problem.needs:
            if self.prices[need.id]:
                states = self._with_need(states, need, homes)
        ends = (
            (points + self._fairness(reached, homes), chosen)
            for (used, reached), (points, chosen) in states.items()
            if all(people >= service.minimum for people, service in zip(used, self.services, strict=True))
        )
        return max(ends, key=lambda end: end[0], default=(-math.inf, ()))

    def _homes(self):
        """The stations whose coverage can matter: none when one of them cannot be served at all."""
        served = {need.station for need in self.problem.needs if self.prices[need.id]}
        return sorted(served) if self.fair and served == {*self.demand} else []

    def _fairness(self, reached, homes):
        return self.fair * self._worst(dict(zip(homes, reached, strict=True))) if homes else 0.0

    def _with_need(self, states, need, homes):
        found = {}
        prices, home = self.prices[need.id], homes.index(need.station) if homes else None
        for (used, reached), (points, chosen) in states.items():
            free = [range(min(need.people, self.services[i].seats - used[i]) + 1) for i in prices]
            for split in product(*free):
                people = sum(split)
                if people > need.people:
                    continue
                now, covered = list(used), list(reached)
                for i, some in zip(prices, split, strict=True):
                    now[i] += some
                if home is not None:
                    covered[home] += need.weight * people
                cost = sum(prices[i] * some for i, some in zip(prices, split, strict=True))
                value = points + self._worth(need, people) - cost
                key = (tuple(now), tuple(covered))
                if key not in found or found[key][0] < value:
                    found[key] = (value, (*chosen, (need.id, dict(zip(prices, split, strict=True)))))
        return found

    def sessions(self, attendance):
        """The sessions with their rooms, and with the people of `attendance`."""
        rooms = _roomed(self.book, self.placements)
        parties = defaultdict(list)
        for need, split in attendance:
            for i, people in split.items():
                if people:
                    parties[i].append(Party(need=need, people=people))
        return tuple(
            Session(
                provider=one.provider,
                service=one.service,
                station=one.station,
                room=rooms[i],
                day=one.day,
                slot=one.slot,
                parties=tuple(parties[i]),
            )
            for i, one in enumerate(self.placements)
        )
