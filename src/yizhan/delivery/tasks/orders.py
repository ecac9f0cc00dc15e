"""What the worker does about orders and reports."""

from procrastinate.contrib.django import app

from yizhan.delivery.services import lateness, reporting


@app.periodic(cron="*/10 * * * *")
@app.task(queue="delivery")
def pass_on_late(timestamp: int) -> None:
    """Give the orders that nobody answered in time to somebody else."""
    lateness.pass_on_late()


@app.periodic(cron="30 1 * * *")
@app.task(queue="delivery")
def remind_of_reports(timestamp: int) -> None:
    """Ask for the closing reports that are missing."""
    reporting.remind_of_reports()
