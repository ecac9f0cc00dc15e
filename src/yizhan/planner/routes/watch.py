"""How a run of the solver is followed and ended: time, progress, a stop from outside."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """How far a run is: what it does, the best plan's worth so far, and the bound that no plan exceeds."""

    phase: str
    worth: int
    bound: int


class Watch:
    """A run's time, in seconds from its making, and those who follow it."""

    def __init__(
        self,
        *,
        seconds: float,
        progress: Callable[[Progress], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> None:
        self.until = time.monotonic() + seconds
        self.progress = progress
        self.stop = stop

    @property
    def left(self) -> float:
        """The seconds left, never negative."""
        return max(0.0, self.until - time.monotonic())

    @property
    def over(self) -> bool:
        """Whether the run is to end now."""
        return time.monotonic() >= self.until or (self.stop is not None and self.stop())

    def part(self, share: float, *, progress: Callable[[Progress], None] | None = None) -> "Watch":
        """A watch for this share of the time that is left, followed by `progress` alone, which stops with this one."""
        return Watch(seconds=self.left * share, progress=progress, stop=self.stop)

    def patient(self) -> "Watch":
        """A watch without an end, for what has to be done in any case; it stops with this one."""
        return Watch(seconds=math.inf, stop=self.stop)

    def report(self, phase: str, *, worth: int, bound: int) -> None:
        """Tell the one who follows; what it raises ends the run."""
        if self.progress is not None:
            self.progress(Progress(phase=phase, worth=worth, bound=bound))
