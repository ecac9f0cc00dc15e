"""What the worker does about activities."""

from procrastinate.contrib.django import app

from yizhan.activities import queries, services
from yizhan.kernel import clock


@app.periodic(cron="* * * * *")
@app.task(queue="activities")
def follow_the_clock(timestamp: int) -> None:
    """Pass on offers that ran out, draw lotteries that closed, settle activities that are over."""
    at = clock.now()
    for activity_id in queries.offers_over(at):
        services.expire_offers(activity_id=activity_id)
    for activity_id in queries.draws_due(at):
        services.draw_due(activity_id=activity_id)
    for activity_id in queries.over(at):
        services.conclude(activity_id=activity_id)


@app.periodic(cron="41 3 * * *")
@app.task(queue="activities")
def go_over_the_books(timestamp: int) -> None:
    """Compare counters with rows, and delete answers whose time is over."""
    for activity_id in queries.to_reconcile(clock.now()):
        services.reconcile(activity_id=activity_id)
    services.forget_answers()
