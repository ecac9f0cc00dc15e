"""What the worker does for evaluation."""

from procrastinate.contrib.django import app

from yizhan.evaluation import services


@app.periodic(cron="*/15 * * * *")
@app.task(queue="evaluation")
def escalate_call_backs(timestamp: int) -> None:
    """Tell the hub of what is overdue; each is told once, however often this runs."""
    services.escalate()


@app.periodic(cron="10 4 * * *")
@app.task(queue="evaluation")
def release_figures(timestamp: int) -> None:
    """Publish the months and surveys whose time has come; what is published stays as it is."""
    services.release_settled()
