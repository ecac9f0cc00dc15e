"""What the worker does about people in the night."""

from procrastinate.contrib.django import app

from yizhan.people import services


@app.periodic(cron="17 3 * * *")
@app.task(queue="people")
def forget_unfinished(timestamp: int) -> None:
    """Delete people who never confirmed their phone, and what is kept of sessions that ended."""
    services.forget_unfinished()
    services.forget_ended_sessions()
