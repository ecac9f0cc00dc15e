"""95 % intervals: Student's t for means, Wilson's for shares, and for the difference of two figures (MOVER)."""

import math
from dataclasses import dataclass
from statistics import NormalDist

Z = NormalDist().inv_cdf(0.975)
LEAST_SPREAD = 1 / math.sqrt(12)
WORST, BEST = 1.0, 5.0
FEW = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class Estimate:
    """A figure with the interval in which it lies with 95 % confidence."""

    value: float
    low: float
    high: float


def mean_of_levels(count: int, total: int, squares: int) -> Estimate:
    """The mean of `count` levels that sum to `total`, with Student's t; `squares` is the sum of their squares.

    Levels are whole: a spread below that of rounding (1 over the root of 12) is taken to be that.
    """
    mean = total / count
    variance = max(squares - total * mean, 0.0) / (count - 1)
    half = t_quantile(count - 1) * max(math.sqrt(variance), LEAST_SPREAD) / math.sqrt(count)
    return Estimate(value=mean, low=max(mean - half, WORST), high=min(mean + half, BEST))


def share(part: int, whole: int) -> Estimate:
    """The share `part` of `whole`, with Wilson's interval, which stays between nothing and all."""
    value = part / whole
    scale = 1 + Z**2 / whole
    centre = (value + Z**2 / (2 * whole)) / scale
    half = Z * math.sqrt(value * (1 - value) / whole + Z**2 / (4 * whole**2)) / scale
    return Estimate(value=value, low=max(min(centre - half, value), 0.0), high=min(max(centre + half, value), 1.0))


def difference(before: Estimate, after: Estimate) -> Estimate:
    """How much more `after` is, with an interval made from both (method of variance estimates recovery)."""
    value = after.value - before.value
    down = math.hypot(after.value - after.low, before.high - before.value)
    up = math.hypot(after.high - after.value, before.value - before.low)
    return Estimate(value=value, low=value - down, high=value + up)


def beyond_chance(change: Estimate) -> bool:
    """Whether nothing at all lies outside the interval of a difference."""
    return change.low > 0 or change.high < 0


def t_quantile(freedom: int) -> float:
    """The 97.5 % point of Student's t, by the expansion of Cornish and Fisher; true to 0.001 from four degrees on."""
    z = Z
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / float(freedom) ** power for power, term in enumerate(terms, 1))
