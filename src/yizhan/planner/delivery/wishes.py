"""What some services would hold if everything else stayed where it stands: the class model of the remainder, in whole sessions."""

import math
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from yizhan.planner.delivery.classes import class_model
from yizhan.planner.delivery.days import HALF, Wishes, counts_of
from yizhan.planner.delivery.grid import Grid, Visit
from yizhan.planner.delivery.model import ClassModel, Dated
from yizhan.planner.delivery.program import Floats, solve_whole
from yizhan.planner.delivery.relaxation import Relaxation

CUT_ROUNDS = 6
GAP = 1e-3
SOME = 1e-3
AGREE = 0.02
"""A count on which the relaxation is nearer than this to what is held stays."""
AGREE_OF_SEVERAL = 0.3
"""The same of several services, which have too many counts to be all decided."""
EXACT = 1e-4


def wishes(
    part: Grid, *, now: Iterable[Visit], seconds: float, stop: Callable[[], bool] | None = None
) -> Wishes | None:
    """Better counts of the services that `part` offers than those they hold `now`; None when none are found.

    Counts on which the relaxation agrees with what is held stay (relaxation induced neighbourhoods; Danna, Rothberg and Le
    Pape 2005).
    """
    until = time.monotonic() + seconds
    model = class_model(part, fairness=part.fairness)
    relaxation = Relaxation(part, model, deep=True)
    if not model.sessions or not relaxation.solve(deadline=until):
        return None
    relaxation.tighten(rounds=CUT_ROUNDS, deadline=until)
    ideal = relaxation.x
    start = _as_it_is(part, relaxation, now, deadline=until)
    if start is None:
        return None
    agree = AGREE if len({v for v, _, _ in model.sessions}) == 1 else AGREE_OF_SEVERAL
    free = ~(model.counts & (abs(ideal - start) < agree))
    program = relaxation.program.restricted(free, start)
    solved = solve_whole(program, seconds=until - time.monotonic(), gap=GAP, start=start[free], hasty=True, stop=stop)
    if solved.x is None or solved.value < program.cost @ start[free] + EXACT:
        return None
    better = start.copy()
    better[free] = solved.x
    return wanted(part, model, better)


def _as_it_is(part: Grid, relaxation: Relaxation, now: Iterable[Visit], *, deadline: float) -> Floats | None:
    visits = list(now)
    cells, weekly = counts_of(part, visits)
    given = Counter((p, v) for p, v, _, _, _ in visits)
    model = relaxation.model
    held = {column: cells.get(cell, 0) for cell, column in model.sessions.items()}
    held |= {column: weekly.get(key, 0) for key, column in model.dated.items()}
    held |= {column: given[key] for key, column in model.totals.items()}
    return relaxation.x if relaxation.settle(held, deadline=deadline) else None


def wanted(grid: Grid, model: ClassModel, x: Floats) -> Wishes:
    """The whole counts of a solution of the class model."""
    return Wishes(
        sessions={cell: round(x[column]) for cell, column in model.sessions.items() if x[column] > HALF},
        dated=_dated(grid, model, x),
        given={flow: float(x[column]) for flow, column in model.flows.items() if x[column] > SOME},
    )


def _dated(grid: Grid, model: ClassModel, x: Floats) -> dict[Dated, int]:
    """The sessions that people with a fixed week fill, by cell and week."""
    people: dict[Dated, float] = defaultdict(float)
    for (n, s, k), column in model.people.items():
        if grid.need_week[n] >= 0 and x[column] > HALF:
            people[grid.need_service[n], s, k, grid.need_week[n]] += x[column]
    return {key: math.ceil(count / grid.seats[key[0]] - 1e-6) for key, count in people.items()}
