"""A month of the demo: its plan is made and published, providers answer, people come and say how it was."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from yizhan.activities import services as activities
from yizhan.activities.models import Activity, Registration, RegistrationState
from yizhan.config.demo.cast import Cast, luck
from yizhan.config.demo.hands import Hands, all_done
from yizhan.config.demo.network import rows
from yizhan.delivery.models import Delivery, DeliveryState, Order, OrderState
from yizhan.delivery.queries.publishing import outlook_of
from yizhan.delivery.services import answering, planning, publishing, reporting, solving
from yizhan.evaluation import services as evaluation
from yizhan.evaluation.models import Ask, CallBack
from yizhan.kernel import clock
from yizhan.kernel.errors import Refused

REFUSES, COMES, RATES, CALLED_BACK = 0.05, 0.86, 0.65, 0.7
LONGER = (5, 25)
REASONS = ("当天已有安排", "讲师出差", "物料来不及准备")
MARKS = (5, 5, 5, 5, 5, 4, 4, 4, 3, 2, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Month:
    """A month that is lived up to `now`."""

    first: date
    now: datetime


def plan(people: Cast, month: Month, *, seconds: int) -> None:
    """Make the month's draft, solve it, for longer where the machine had no time for it, and publish it."""
    draft = planning.make(actor=people.hub, month=month.first, seconds=seconds)
    solving.carry_out(draft.runs.get().pk)
    for longer in LONGER:
        if not draft.sessions.exists():
            solving.carry_out(planning.solve(actor=people.hub, draft=draft, seconds=longer * seconds).pk)
    draft.refresh_from_db()
    publishing.publish(actor=people.hub, draft=draft, version=draft.version, seen=outlook_of(draft).fingerprint)


def answer(month: Month, hands: Hands, *, at: datetime) -> None:
    """Let the providers answer; what is refused goes to another one, who accepts."""
    for refuses in (REFUSES, 0):
        sent = Order.objects.filter(delivery__month=month.first, state=OrderState.SENT)
        chance = luck(month.first, "orders")
        all_done([hands.give(_answer, order=order, refuses=chance.random() < refuses, at=at) for order in sent])


def _answer(people: Cast, *, order: Order, refuses: bool, at: datetime) -> None:
    actor = people.staff[order.provider_id]
    with clock.replaying(at):
        if refuses:
            answering.refuse(actor=actor, order=order, reason=REASONS[order.delivery_id.int % len(REASONS)])
        else:
            answering.accept(actor=actor, order=order)


def sessions(month: Month) -> list[Delivery]:
    """The month's sessions that were accepted, in the order of time."""
    held = Delivery.objects.filter(month=month.first, state=DeliveryState.ACCEPTED, activity__isnull=False)
    return list(held.select_related("activity__station", "station").order_by("starts_at"))


def live(people: Cast, *, month: Month, delivery: Delivery, number: int, opened: datetime) -> None:
    """Let people sign up for one of the month's sessions, and hold it when its time is over."""
    activity, chance = delivery.activity, luck(month.first, "session", number)
    assert activity is not None  # noqa: S101 - as `sessions` gives them
    last = min(month.now, activity.starts_at - timedelta(hours=2))
    _sign_up(people, activity, between=(opened, last), chance=chance)
    if activity.ends_at < month.now:
        _hold(people, delivery, activity, chance=chance)


def _sign_up(people: Cast, activity: Activity, *, between: tuple[datetime, datetime], chance: Random) -> None:
    """Let people sign up, somewhat more than there are places for now and then."""
    first, last = between
    count = min(chance.randint(3, 9), activity.capacity + 2)
    for member in people.near(activity.station.building_id, count=count, chance=chance):
        with clock.replaying(first + (last - first) * chance.random()), suppress(Refused):
            activities.sign_up(actor=member, activity=activity)


def _hold(people: Cast, delivery: Delivery, activity: Activity, *, chance: Random) -> None:
    """Let people come, close the activity, report the delivery, ask and answer."""
    confirmed = Registration.objects.filter(activity=activity, state=RegistrationState.CONFIRMED)
    with clock.replaying(activity.starts_at):
        coming = [one for one in confirmed if chance.random() < COMES]
        activities.check_in_all(actor=people.hub, activity=activity, registrations=coming)
    with clock.replaying(activity.ends_at + timedelta(minutes=20)):
        activities.conclude(activity_id=activity.pk)
        reporting.report(actor=people.hub, delivery=delivery, came=len(coming), words="按计划完成，现场秩序好。")
    with clock.replaying(activity.ends_at + timedelta(hours=3)):
        _rate(activity, chance=chance)
        _call_back(people, activity, chance=chance)


def _rate(activity: Activity, *, chance: Random) -> None:
    """Let two of three say how it was."""
    remarks = rows("demo/remarks.csv")
    for ask in Ask.objects.filter(registration__activity=activity).select_related("registration__person"):
        if chance.random() < RATES:
            level = chance.choice(MARKS)
            words = chance.choice([row["words"] for row in remarks if int(row["level"]) == level])
            evaluation.rate(actor=ask.registration.person, ask=ask, level=level, words=words)


def _call_back(people: Cast, activity: Activity, *, chance: Random) -> None:
    """Call most of those back for whom it went badly."""
    for task in CallBack.objects.filter(rating__ask__registration__activity=activity):
        if chance.random() < CALLED_BACK:
            evaluation.close_call_back(
                actor=people.hub,
                call_back=task,
                reached=True,
                solved=True,
                words="已电话致歉，下次提前通知并控制人数。",
            )
