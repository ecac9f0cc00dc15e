"""What the worker does for cases; everything may run twice or late."""

from procrastinate.contrib.django import app

from yizhan.cases import services


@app.periodic(cron="*/10 * * * *")
@app.task(queue="cases")
def escalate_cases(timestamp: int) -> None:
    """Climb the rungs of the ladder whose moment has come; each is climbed once."""
    services.escalate()


@app.periodic(cron="*/5 * * * *")
@app.task(queue="cases")
def end_case_pauses(timestamp: int) -> None:
    """Take up again what was paused or suspended until now."""
    services.end_pauses()


@app.periodic(cron="20 4 * * *")
@app.task(queue="cases")
def reread_cases(timestamp: int) -> None:
    """Read the clocks anew that were read on an older version of the calendar."""
    services.reread_outdated()


@app.periodic(cron="50 3 * * *")
@app.task(queue="cases")
def forget_case_strangers(timestamp: int) -> None:
    """Delete names and phones of people without an account whose case is long over."""
    services.forget_strangers()
