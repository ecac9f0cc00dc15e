"""The published formula: how attendance and ratings of a service at a station weigh its needs in the next plan."""

import math
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yizhan.evaluation.rules.refusals import FormulaUnchanged

FEWEST = 5
STEP = 20
NEUTRAL = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Parameters:
    """The numbers of the formula; these are the ones in force until the hub writes others."""

    on: bool = True
    window_months: int = 3
    prior: int = 10
    service_prior: int = 50
    neutral_rating: float = 4.0
    neutral_attendance: float = 0.8
    rating_gain: float = 0.25
    attendance_gain: float = 0.5
    floor: float = 0.5
    ceiling: float = 1.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """What happened in the window: people who had a place, places held and places used, answers and the sum of levels."""

    people: int = 0
    places: int = 0
    came: int = 0
    answers: int = 0
    levels: int = 0

    def __add__(self, other: "Evidence") -> "Evidence":
        return Evidence(
            people=self.people + other.people,
            places=self.places + other.places,
            came=self.came + other.came,
            answers=self.answers + other.answers,
            levels=self.levels + other.levels,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Weight:
    """The factor by which a service's needs at a station count, and what it came from; a part without data is None.

    `by_rating` and `by_attendance` say by how much each of the two moved it.
    """

    factor: float
    evidence: Evidence
    rating: float | None = None
    attendance: float | None = None
    by_rating: float = 0.0
    by_attendance: float = 0.0

    @property
    def shown(self) -> bool:
        """Whether enough people stand behind it to be shown."""
        return self.rating is not None or self.attendance is not None


def weigh(here: Evidence, everywhere: Evidence, formula: Parameters) -> Weight:
    """The weight of one service at one station; `everywhere` is the same service in the whole network."""
    rating = _rating(here, everywhere, formula) if here.answers >= FEWEST else None
    attendance = _attendance(here, everywhere, formula) if here.people >= FEWEST else None
    if not formula.on:
        return Weight(factor=NEUTRAL, evidence=here, rating=rating, attendance=attendance)
    by_rating = _moved(rating, formula.neutral_rating, formula.rating_gain)
    by_attendance = _moved(attendance, formula.neutral_attendance, formula.attendance_gain)
    return Weight(
        factor=min(max(stepped(NEUTRAL + by_rating + by_attendance), formula.floor), formula.ceiling),
        evidence=here,
        rating=rating,
        attendance=attendance,
        by_rating=by_rating,
        by_attendance=by_attendance,
    )


def shrunk(total: float, count: float, *, towards: float, prior: float) -> float:
    """The mean of `count` values that sum to `total`, as if `prior` more had been exactly `towards`."""
    return (total + prior * towards) / (count + prior)


def stepped(factor: float) -> float:
    """`factor` to the nearest twentieth: more digits would promise what few answers cannot keep."""
    return math.floor(factor * STEP + 0.5) / STEP


def _rating(here: Evidence, everywhere: Evidence, formula: Parameters) -> float:
    network = shrunk(everywhere.levels, everywhere.answers, towards=formula.neutral_rating, prior=formula.service_prior)
    return shrunk(here.levels, here.answers, towards=network, prior=formula.prior)


def _attendance(here: Evidence, everywhere: Evidence, formula: Parameters) -> float:
    network = shrunk(
        everywhere.came, everywhere.places, towards=formula.neutral_attendance, prior=formula.service_prior
    )
    return shrunk(here.came, here.places, towards=network, prior=formula.prior)


def _moved(value: float | None, neutral: float, gain: float) -> float:
    return 0.0 if value is None else gain * (value - neutral)


def numbers_of(formula: Parameters) -> dict[str, Any]:
    """The numbers by name."""
    return asdict(formula)


def differences(before: Parameters, after: Parameters) -> dict[str, list[Any]]:
    """What changed, before and after."""
    old, new = asdict(before), asdict(after)
    return {name: [old[name], new[name]] for name in old if old[name] != new[name]}


def require_change(before: Parameters, after: Parameters) -> None:
    """Raise when nothing would change."""
    if before == after:
        raise FormulaUnchanged


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of an example that is worked out: what it is, and how it comes about."""

    label: str | Promise
    working: str


def explained(here: Evidence, everywhere: Evidence, formula: Parameters) -> list[Line]:
    """How the factor comes about, line by line, for evidence that has answers and places enough."""
    rated, neutral = [(e.levels, e.answers) for e in (here, everywhere)], formula.neutral_rating
    attended, usual = [(e.came, e.places) for e in (here, everywhere)], formula.neutral_attendance
    return [
        *_pulled(RATING_LINES, *rated, formula=formula, neutral=neutral),
        *_pulled(ATTENDANCE_LINES, *attended, formula=formula, neutral=usual),
        Line(label=_("两项合起来"), working=_combined(here, everywhere, formula)),
        Line(label=_("取到 0.05，不出上下限"), working=_short(weigh(here, everywhere, formula).factor)),
    ]


def _combined(here: Evidence, everywhere: Evidence, formula: Parameters) -> str:
    rating, attendance = _rating(here, everywhere, formula), _attendance(here, everywhere, formula)
    moved = NEUTRAL + _moved(rating, formula.neutral_rating, formula.rating_gain)
    moved += _moved(attendance, formula.neutral_attendance, formula.attendance_gain)
    return (
        f"1 + {formula.rating_gain:g} × ({_short(rating)} − {formula.neutral_rating:g})"
        f" + {formula.attendance_gain:g} × ({_short(attendance)} − {formula.neutral_attendance:g}) = {_short(moved)}"
    )


EXAMPLE = (
    Evidence(people=24, places=24, came=22, answers=12, levels=57),
    Evidence(people=300, places=300, came=240, answers=150, levels=600),
)
RATING_LINES = (_("这项服务在全网络的评分，向中性值靠拢"), _("它在这个站点的评分，向全网络靠拢"))
ATTENDANCE_LINES = (_("这项服务在全网络的到场率，向中性值靠拢"), _("它在这个站点的到场率，向全网络靠拢"))


def _pulled(
    labels: tuple[str | Promise, str | Promise],
    here: tuple[int, int],
    everywhere: tuple[int, int],
    *,
    formula: Parameters,
    neutral: float,
) -> list[Line]:
    network = shrunk(*everywhere, towards=neutral, prior=formula.service_prior)
    station = shrunk(*here, towards=network, prior=formula.prior)
    return [
        Line(label=labels[0], working=_working(everywhere, neutral, formula.service_prior, network)),
        Line(label=labels[1], working=_working(here, network, formula.prior, station)),
    ]


def _working(pair: tuple[int, int], towards: float, prior: int, result: float) -> str:
    total, count = pair
    return f"({total} + {prior} × {_short(towards)}) ÷ ({count} + {prior}) = {_short(result)}"


def _short(number: float) -> str:
    return f"{round(number, 3):g}"
