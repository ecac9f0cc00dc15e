"""What the worker does about drafts."""

from uuid import UUID

from procrastinate.contrib.django import app

from yizhan.delivery.services import solving


@app.task(queue="plans", name=solving.TASK)
def solve(*, run_id: str) -> None:
    """Solve a draft; a run that somebody else took up, or that was given up, is left alone."""
    solving.carry_out(UUID(run_id))
