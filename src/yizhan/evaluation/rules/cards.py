"""The figures of a month, and which of them may be shown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from yizhan.evaluation.models import Dimension, Measure
from yizhan.kernel.intervals import Estimate, mean_of_levels, share
from yizhan.kernel.suppression import protect

Key = tuple[Dimension, UUID | None]
ALL: Key = (Dimension.ALL, None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """What came of the sessions that no published figure tells apart: `where` are the keys of their cells."""

    where: frozenset[Key]
    people: int = 0
    came: int = 0
    asked: int = 0
    answers: int = 0
    levels: int = 0
    squares: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """One figure that may be shown."""

    key: Key
    measure: Measure
    base: int
    value: float
    low: float | None = None
    high: float | None = None


def scorecards(tallies: Sequence[Tally]) -> list[Draft]:
    """The figures of sessions: attendance where enough had a place, and among those, ratings where enough answered."""
    cells = cells_of(tallies)
    attended = protect(cells, _counts(tallies, lambda tally: tally.people))
    rated = protect({key: cells[key] for key in attended}, _counts(tallies, lambda tally: tally.answers))
    drafts = []
    for key in attended:
        drafts += _attendance(key, [tallies[n] for n in cells[key]])
    for key in rated:
        drafts += _rating(key, [tallies[n] for n in cells[key]])
    return drafts


def unmet(tallies: Sequence[Tally]) -> list[Draft]:
    """How many people's needs had no place in the plan, where they are enough."""
    counts = _counts(tallies, lambda tally: tally.people)
    cells = cells_of(tallies)
    drafts = []
    for key in protect(cells, counts):
        people = sum(counts[n] for n in cells[key])
        drafts.append(Draft(key=key, measure=Measure.UNMET, base=people, value=people))
    return drafts


def senses(tallies: Mapping[Measure, Sequence[Tally]]) -> list[Draft]:
    """The figures of a survey, each sense by itself."""
    drafts = []
    for measure, found in tallies.items():
        cells = cells_of(found)
        shown = protect(cells, _counts(found, lambda tally: tally.answers))
        drafts += [_mean(key, measure, [found[n] for n in cells[key]]) for key in shown]
    return drafts


def cells_of(tallies: Sequence[Tally]) -> dict[Key, frozenset[int]]:
    """For every key, the numbers of the tallies that belong to it."""
    found: dict[Key, set[int]] = {}
    for number, tally in enumerate(tallies):
        for key in tally.where | {ALL}:
            found.setdefault(key, set()).add(number)
    return {key: frozenset(numbers) for key, numbers in found.items()}


def _counts(tallies: Sequence[Tally], of: Callable[[Tally], int]) -> dict[int, int]:
    return {number: of(tally) for number, tally in enumerate(tallies)}


def _attendance(key: Key, tallies: Iterable[Tally]) -> list[Draft]:
    found = list(tallies)
    people, came = sum(tally.people for tally in found), sum(tally.came for tally in found)
    return [
        _estimated(key, Measure.ATTENDANCE, people, share(came, people)),
        _estimated(key, Measure.NO_SHOW, people, share(people - came, people)),
    ]


def _rating(key: Key, tallies: Iterable[Tally]) -> list[Draft]:
    found = list(tallies)
    asked = sum(tally.asked for tally in found)
    return [_mean(key, Measure.RATING, found), Draft(key=key, measure=Measure.ASKED, base=asked, value=asked)]


def _mean(key: Key, measure: Measure, tallies: Sequence[Tally]) -> Draft:
    answers = sum(tally.answers for tally in tallies)
    levels, squares = sum(tally.levels for tally in tallies), sum(tally.squares for tally in tallies)
    return _estimated(key, measure, answers, mean_of_levels(answers, levels, squares))


def _estimated(key: Key, measure: Measure, base: int, estimate: Estimate) -> Draft:
    return Draft(key=key, measure=measure, base=base, value=estimate.value, low=estimate.low, high=estimate.high)
