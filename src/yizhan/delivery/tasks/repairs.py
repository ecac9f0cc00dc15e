"""What the worker does about deliveries that were called off."""

from uuid import UUID

from procrastinate.contrib.django import app

from yizhan.delivery.services import repairing


@app.task(queue="plans", name=repairing.TASK)
def mend(*, repair_id: str) -> None:
    """Look for what can be held instead; a repair that is settled is left alone."""
    repairing.carry_out(UUID(repair_id))
