"""Pins that no plan can keep: which of them clash, with each other or with a rule of the problem."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from yizhan.planner.delivery.problem import Need, Placement, Problem
from yizhan.planner.delivery.rules import Book, Broken, broken, holds, rooms_for, told, unsuited


def clashes(problem: Problem) -> list[str]:
    """Why the pinned sessions cannot all be held, a sentence for each clash that names its places; empty when they can.

    Of pins that want the same rooms or the same people, a smallest clashing choice is named.
    """
    book, pins = Book(problem), problem.pinned
    found = [*broken(book, pins), *_rooms(book, pins), *_people(book, pins)]
    return [f"{_places(clash)}: {clash.reason}" for clash in found]


def _places(clash: Broken) -> str:
    places = [f"pinned[{i}]" for i in clash.by]
    places += [clash.rule] if clash.rule else []
    return f"{', '.join(places[:-1])} and {places[-1]}"


def _rooms(book: Book, pins: Sequence[Placement]) -> Iterator[Broken]:
    together: dict[tuple[str, date], list[int]] = defaultdict(list)
    for i, pin in enumerate(pins):
        if rooms_for(book, pin):
            together[pin.station, pin.day].append(i)
        else:
            yield _roomless(book, i, pin)
    for (station, day), mine in together.items():
        clash = _smallest(mine, lambda some: seat(book, [pins[i] for i in some]) is not None)
        if clash:
            slots = sorted({slot for i in clash for slot in book.slots(pins[i])})
            times = f"slot{'s' * (len(slots) > 1)} {', '.join(map(str, slots))}"
            reason = f"{station} has too few rooms for them on {day}, {times}"
            yield Broken(by=tuple(clash), reason=reason)


def _roomless(book: Book, index: int, pin: Placement) -> Broken:
    service, station = book.services[pin.service], book.stations[pin.station]
    fit = any(holds(room, service) for room in station.rooms)
    why = "every room that holds it is taken" if fit else f"no room of {station.id} holds {service.id}"
    rule = f"{book.place('stations', station.id)}.rooms"
    return Broken(by=(index,), rule=rule, reason=f"{told(pin)}: {why}")


def seat(book: Book, placements: Sequence[Placement]) -> list[str] | None:
    """A room for each of `placements`, all at one station on one day, or None when there are too few."""
    order = sorted(range(len(placements)), key=lambda i: placements[i].slot)
    suiting = [[room.id for room in rooms_for(book, placement)] for placement in placements]
    chosen: dict[int, str] = {}

    def place(step: int) -> bool:
        if step == len(order):
            return True
        i = order[step]
        slots = {*book.slots(placements[i])}
        busy = {chosen[j] for j in order[:step] if slots & {*book.slots(placements[j])}}
        for room in suiting[i]:
            chosen[i] = room
            if room not in busy and place(step + 1):
                return True
        return False

    return [chosen[i] for i in range(len(placements))] if place(0) else None


def _people(book: Book, pins: Sequence[Placement]) -> Iterator[Broken]:
    alike: dict[str, list[int]] = defaultdict(list)
    for i, pin in enumerate(pins):
        if book.services[pin.service].minimum:
            alike[pin.service].append(i)
    for service, mine in alike.items():
        minimum = book.services[service].minimum
        wanted = [need for need in book.problem.needs if need.service == service]
        guests = {i: [need for need in wanted if unsuited(book, need, pins[i]) is None] for i in mine}
        clash = _Seating(guests).starved(minimum)
        if clash:
            rule = f"{book.place('services', service)}.minimum"
            people = f"{_able(guests, clash)} people can attend {service} there and then"
            yield Broken(by=tuple(clash), rule=rule, reason=f"{people}, {minimum * len(clash)} are wanted at least")


def _able(guests: dict[int, list[Need]], some: list[int]) -> int:
    """How many people can attend one or another of the pins `some`."""
    people = {need.id: need.people for i in some for need in guests[i]}
    return sum(people.values())


class _Seating:
    """People of needs on the seats of pinned sessions, as many as each must have at least."""

    def __init__(self, guests: dict[int, list[Need]]) -> None:
        self.guests = guests
        self.left = {need.id: need.people for wanted in guests.values() for need in wanted}
        self.seated: dict[int, Counter[str]] = {i: Counter() for i in guests}

    def starved(self, minimum: int) -> list[int]:
        """Pins that have fewer people between them than their least attendance, or none when there are enough for all.

        People are seated one by one along augmenting paths (Ford and Fulkerson 1956); the pins that are reached without
        finding anyone violate Hall's condition.
        """
        for i in self.guests:
            for _ in range(minimum):
                reached = self._seat_one(i)
                if reached:
                    return _smallest(sorted(reached), lambda some: _able(self.guests, some) >= minimum * len(some))
        return []

    def _seat_one(self, start: int) -> set[int]:
        """Seat one more person at `start`, others moving where they must; the pins that were reached when nobody is left."""
        came: dict[int, tuple[int, str]] = {}
        queue, seen = deque([start]), {start}
        while queue:
            i = queue.popleft()
            for need in self.guests[i]:
                if self.left[need.id]:
                    self._move(came, i, need.id)
                    return set()
                for other in self._attended(need.id) - seen:
                    seen.add(other)
                    came[other] = (i, need.id)
                    queue.append(other)
        return seen

    def _attended(self, need: str) -> set[int]:
        return {i for i, there in self.seated.items() if there[need]}

    def _move(self, came: dict[int, tuple[int, str]], end: int, need: str) -> None:
        """Seat one of `need` at `end`, and hand on the people whom each pin of the way gives up for the one before."""
        self.left[need] -= 1
        self.seated[end][need] += 1
        while end in came:
            before, moved = came[end]
            self.seated[end][moved] -= 1
            self.seated[before][moved] += 1
            end = before


def _smallest(mine: list[int], possible: Callable[[list[int]], bool]) -> list[int]:
    """A choice of `mine` that is not possible though it is without any one of them; empty when all are possible together."""
    if possible(mine):
        return []
    clash = list(mine)
    for i in mine:
        rest = [other for other in clash if other != i]
        if not possible(rest):
            clash = rest
    return clash
