"""A month of the demo: its plan is made and published, providers answer, people come and say how it was."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from django.db import connection

from yizhan.activities import services as activities
from yizhan.activities.models import Activity, Registration, RegistrationState
from yizhan.config.demo.cast import Cast
from yizhan.config.demo.network import rows
from yizhan.delivery.models import Delivery, DeliveryState, Draft, Order, OrderState
from yizhan.delivery.queries.publishing import outlook_of
from yizhan.delivery.services import answering, planning, publishing, reporting, solving
from yizhan.evaluation import services as evaluation
from yizhan.evaluation.models import Ask, CallBack
from yizhan.kernel import clock
from yizhan.kernel.errors import Refused

REFUSES, COMES, RATES, CALLED_BACK = 0.05, 0.86, 0.65, 0.7
REASONS = ("当天已有安排", "讲师出差", "物料来不及准备")
MARKS = (5, 5, 5, 5, 5, 4, 4, 4, 3, 2, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Month:
    """A month that is lived up to `now`."""

    first: date
    now: datetime
    cast: Cast
    chance: Random


def plan(month: Month, *, at: datetime, seconds: int, meanwhile: Callable[[], object]) -> Draft:
    """Make the month's draft at `at` and publish it; what happens `meanwhile` does not wait for the solver."""
    with clock.replaying(at):
        draft = planning.make(actor=month.cast.hub, month=month.first, seconds=seconds)
    with ThreadPoolExecutor(max_workers=1) as beside:
        solved = beside.submit(_solve, draft.runs.get().pk, at=at)
        meanwhile()
        solved.result()
    with clock.replaying(at):
        draft.refresh_from_db()
        seen = outlook_of(draft).fingerprint
        return publishing.publish(actor=month.cast.hub, draft=draft, version=draft.version, seen=seen)


def _solve(run_id: UUID, *, at: datetime) -> None:
    """Carry a run out in a thread of its own, which has its own clock and its own connection."""
    try:
        with clock.replaying(at):
            solving.carry_out(run_id)
    finally:
        connection.close()


def answer(month: Month, *, at: datetime) -> None:
    """Let the providers answer; what is refused goes to another one, who accepts."""
    with clock.replaying(at):
        for _round in range(2):
            for order in Order.objects.filter(delivery__month=month.first, state=OrderState.SENT):
                _answer(month, order, may_refuse=_round == 0)


def _answer(month: Month, order: Order, *, may_refuse: bool) -> None:
    actor = month.cast.staff[order.provider_id]
    if may_refuse and month.chance.random() < REFUSES:
        answering.refuse(actor=actor, order=order, reason=month.chance.choice(REASONS))
    else:
        answering.accept(actor=actor, order=order)


def sessions(month: Month) -> list[Delivery]:
    """The month's sessions that were accepted, in the order of time."""
    held = Delivery.objects.filter(month=month.first, state=DeliveryState.ACCEPTED, activity__isnull=False)
    return list(held.select_related("activity__station", "station").order_by("starts_at"))


def live(month: Month, delivery: Delivery, *, opened: datetime) -> None:
    """Let people sign up for a session, and hold it when its time is over."""
    activity = delivery.activity
    assert activity is not None  # noqa: S101 - as `sessions` gives them
    sign_up(month, activity, opened=opened)
    if activity.ends_at < month.now:
        hold(month, delivery, activity)


def sign_up(month: Month, activity: Activity, *, opened: datetime) -> None:
    """Let people sign up, somewhat more than there are places for now and then."""
    chance, last = month.chance, min(month.now, activity.starts_at - timedelta(hours=2))
    count = min(chance.randint(3, 9), activity.capacity + 2)
    for member in month.cast.near(activity.station.building_id, count=count, chance=chance):
        with clock.replaying(opened + (last - opened) * chance.random()):
            _try_to_sign_up(member, activity)


def _try_to_sign_up(member: object, activity: Activity) -> None:
    try:
        activities.sign_up(actor=member, activity=activity)  # type: ignore[arg-type]
    except Refused:
        return


def hold(month: Month, delivery: Delivery, activity: Activity) -> None:
    """Let people come, close the activity, report the delivery, ask and answer."""
    confirmed = Registration.objects.filter(activity=activity, state=RegistrationState.CONFIRMED)
    with clock.replaying(activity.starts_at):
        coming = [one for one in confirmed if month.chance.random() < COMES]
        activities.check_in_all(actor=month.cast.hub, activity=activity, registrations=coming)
    with clock.replaying(activity.ends_at + timedelta(minutes=20)):
        activities.conclude(activity_id=activity.pk)
        reporting.report(actor=month.cast.hub, delivery=delivery, came=len(coming), words="按计划完成，现场秩序好。")
    with clock.replaying(activity.ends_at + timedelta(hours=3)):
        rate(month, activity)
        call_back(month, activity)


def rate(month: Month, activity: Activity) -> None:
    """Let two of three say how it was."""
    remarks = rows("demo/remarks.csv")
    for ask in Ask.objects.filter(registration__activity=activity).select_related("registration__person"):
        if month.chance.random() < RATES:
            level = month.chance.choice(MARKS)
            words = month.chance.choice([row["words"] for row in remarks if int(row["level"]) == level])
            evaluation.rate(actor=ask.registration.person, ask=ask, level=level, words=words)


def call_back(month: Month, activity: Activity) -> None:
    """Call most of those back for whom it went badly."""
    for task in CallBack.objects.filter(rating__ask__registration__activity=activity):
        if month.chance.random() < CALLED_BACK:
            evaluation.close_call_back(
                actor=month.cast.hub,
                call_back=task,
                reached=True,
                solved=True,
                words="已电话致歉，下次提前通知并控制人数。",
            )
