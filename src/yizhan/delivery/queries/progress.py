"""Where the solver of a draft is, in words."""

from dataclasses import dataclass

from yizhan.delivery.models import Draft, Run, RunState
from yizhan.delivery.queries.drafts import LIVE, last_run
from yizhan.delivery.rules import running, wording
from yizhan.kernel import clock


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """The last run: whether it goes on, its phase, how much of its time has passed, and what went wrong."""

    run: Run
    live: bool
    lost: bool
    phase: str
    passed: int
    trouble: str

    @property
    def gap(self) -> float | None:
        """How far the best possible plan can be away, in per cent."""
        if self.run.objective is None or self.run.bound is None:
            return None
        return round(100 * max(0.0, self.run.bound - self.run.objective) / max(1.0, abs(self.run.objective)), 1)


def progress_of(draft: Draft) -> Progress | None:
    """The last run of the draft's solver; None before the first."""
    run, at = last_run(draft), clock.now()
    if run is None:
        return None
    lost = run.state == RunState.LOST or running.is_lost(run, at=at)
    passed = int((min(at, run.ended_at or at) - run.asked_at).total_seconds())
    over = run.state in {RunState.FAILED, RunState.LOST} or lost
    return Progress(
        run=run,
        live=run.state in LIVE and not lost,
        lost=lost,
        phase=str(wording.PHASES.get(run.phase, run.phase)),
        passed=min(passed, run.seconds),
        trouble=str(wording.TROUBLES.get("" if lost else run.trouble, wording.TROUBLES["failed"])) if over else "",
    )
