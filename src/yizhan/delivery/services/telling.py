"""Who is told what when something happens to a delivery."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.urls import reverse

from yizhan.delivery.models import Delivery, Order, Party
from yizhan.delivery.rules.dispatching import Candidate
from yizhan.delivery.services import words
from yizhan.delivery.services.sending import staff_of
from yizhan.messages.services import Letter, post
from yizhan.needs.models import Requester
from yizhan.needs.services import release as release_places
from yizhan.needs.services import serve as serve_need
from yizhan.needs.services.many import Places, promise_all
from yizhan.people.models import Appointment, Role
from yizhan.people.queries import people_in, today

Text = tuple[str, str]
SIGN_UP_NOW: Text = ("现在可以报名。", "You can sign up now.")
SIGN_UP_LATER: Text = (
    "服务方确认后，会把报名链接发给你。",
    "You get the link to sign up once the provider confirms.",
)


def promise(deliveries: Sequence[Delivery]) -> None:
    """Promise the people of each need the places that the deliveries have for them; sign-up opens with acceptance."""
    by_id = {delivery.pk: delivery for delivery in deliveries}
    parties = Party.objects.filter(delivery__in=by_id).order_by("need", "pk")
    promise_in((by_id[party.delivery_id], party.need_id, party.people) for party in parties)


def promise_in(given: Iterable[tuple[Delivery, UUID, int]]) -> None:
    """Promise so many people of each of those needs their places in a delivery."""
    promise_all([_places(delivery, need_id, people) for delivery, need_id, people in given])


def _places(delivery: Delivery, need_id: UUID, people: int) -> Places:
    what, link = words.session(delivery), _sign_up_page(delivery)
    zh, en = SIGN_UP_NOW if link else SIGN_UP_LATER
    return Places(
        need_id=need_id,
        people=people,
        at=delivery.starts_at,
        zh=f"排在 {what.zh}。{zh}",
        en=f"It is planned: {what.en}. {en}",
        link=link,
    )


def _sign_up_page(delivery: Delivery) -> str:
    """Where to sign up, once a provider has accepted."""
    return reverse("activities:activity-detail", args=[delivery.activity_id]) if delivery.activity_id else ""


def requesters(delivery: Delivery, *, link: str) -> None:
    """Tell those whose needs have places in a delivery that it is certain, and where to sign up."""
    what = words.session(delivery)
    people = Requester.objects.filter(need__in=delivery.parties.values("need")).values_list("person_id", flat=True)
    _tell(
        list(people),
        zh=("你想要的服务定了", f"{what.zh}。现在可以报名。"),
        en=("What you asked for is settled", f"{what.en}. You can sign up now."),
        link=link,
    )


def release(delivery: Delivery, *, reason: str) -> None:
    """Take the places back that needs had in a delivery, and tell those who have them that it is planned anew."""
    what = words.session(delivery)
    for party in delivery.parties.order_by("need"):
        release_places(
            need_id=party.need_id,
            people=party.people,
            zh=f"{what.zh}，取消了：{reason}。我们会重新安排。",
            en=f"{what.en}, is cancelled: {reason}. We plan it anew.",
        )


def receivers_of_cancellation(delivery: Delivery, *, reason: str) -> None:
    """Tell the station and the hub that a delivery was called off."""
    what = words.session(delivery)
    _tell(
        [*deciders(delivery), *_hub()],
        zh=("有一场取消了", f"{what.zh}。原因：{reason}"),
        en=("A session is cancelled", f"{what.en}. Reason: {reason}"),
        link=_page(delivery),
    )


def hub_of_repair(delivery: Delivery, *, sessions: int, seats: int) -> None:
    """Tell the hub what the planner found in place of a delivery."""
    what, found = words.session(delivery), sessions or seats
    zh, en = _found(sessions, seats)
    _tell(
        _hub(),
        zh=("取消的一场有了修补方案" if found else "取消的一场补不上", f"{what.zh}。{zh}"),
        en=(
            "A cancelled session can be made up" if found else "A cancelled session cannot be made up",
            f"{what.en}.{en}",
        ),
        link=_page(delivery),
    )


def _found(sessions: int, seats: int) -> Text:
    if not sessions and not seats:
        return "这个月没有合适的时间，需求已回到排队里。", ""
    zh = (f"找到 {sessions} 场可以补上" * bool(sessions), f"{seats} 人可以去别的场次，那里有空位" * bool(seats))
    en = (f"sessions to put in: {sessions}" * bool(sessions), f"places free elsewhere: {seats}" * bool(seats))
    return "；".join(filter(None, zh)) + "。", f" Found {', '.join(filter(None, en))}."


def station_of_repair(delivery: Delivery) -> None:
    """Tell the officers of a station that a session was put in."""
    what = words.session(delivery)
    _tell(
        deciders(delivery),
        zh=("补排了一场", f"{what.zh}。正等服务方答复。"),
        en=("A session was put in", f"{what.en}. The provider has yet to answer."),
        link=_page(delivery),
    )


def serve(delivery: Delivery) -> None:
    """Note that the needs in a delivery had it."""
    what = words.session(delivery)
    for party in delivery.parties.order_by("need"):
        serve_need(
            need_id=party.need_id,
            people=party.people,
            zh=f"{what.zh}，已经办完。",
            en=f"{what.en}, has taken place.",
            link="",
        )


def missing_report(delivery: Delivery) -> None:
    """Remind the provider and the station of a closing report."""
    what = words.session(delivery)
    staff = staff_of([delivery.provider_id]).get(delivery.provider_id, []) if delivery.provider_id else []
    _tell(
        [*staff, *deciders(delivery)],
        zh=("还缺一份结案报告", f"{what.zh}。几个数字、几句话就够，有照片更好。"),
        en=("A closing report is missing", f"{what.en}. A number and a few words will do; photographs are welcome."),
        link=reverse("delivery:report-create", args=[delivery.pk]),
    )


def hub_of_unassigned(delivery: Delivery) -> None:
    """Tell the hub that nobody can take a delivery."""
    what = words.session(delivery)
    _tell(
        _hub(),
        zh=("有一场没有服务方能接", f"{what.zh}。可以换一家服务方、开放抢单，或取消。"),
        en=("A session has no provider", f"{what.en}. Choose another provider, open it for anyone, or cancel it."),
        link=_page(delivery),
    )


def providers_of_opening(delivery: Delivery, candidates: Iterable[Candidate]) -> None:
    """Tell the staff of the providers who fit that a delivery is there for the taking."""
    what = words.session(delivery)
    staff = staff_of([one.provider_id for one in candidates if one.fits])
    _tell(
        [person for people in staff.values() for person in people],
        zh=("有一场可以抢单", f"{what.zh}。先接先得。"),
        en=("A session is open to you", f"{what.en}. First come, first served."),
        link=reverse("delivery:open-list"),
    )


def station_of_proposal(order: Order) -> None:
    """Tell those who decide that a provider proposes another time."""
    delivery = order.delivery
    what, when = words.session(delivery), words.moment(order.proposed_starts_at or delivery.starts_at)
    _tell(
        deciders(delivery),
        zh=("服务方提议改期", f"{what.zh}。{order.provider.name_zh}提议改到 {when.zh}：{order.reason or '没有说明'}"),
        en=(
            "A provider proposes another time",
            f"{what.en}. {order.provider.name_en or order.provider.name_zh} proposes {when.en}. {order.reason}",
        ),
        link=_page(delivery),
    )


def provider_of(delivery: Delivery, provider_id: UUID, *, zh: Text, en: Text, link: str = "") -> None:
    """Tell all staff of a provider something about a delivery."""
    people = staff_of([provider_id]).get(provider_id, [])
    _tell(people, zh=zh, en=en, link=link or _page(delivery))


def deciders(delivery: Delivery) -> list[UUID]:
    """The officers of the station; the hub where there are none."""
    officers = [one.person_id for one in people_in(Role.STATION, [delivery.station_id])]
    return officers or _hub()


def answer_page(order: Order) -> str:
    """The address from which an order is answered."""
    return reverse("delivery:order-answer", args=[order.token])


def _hub() -> list[UUID]:
    return list(Appointment.objects.on(today()).filter(role=Role.HUB).values_list("person_id", flat=True))


def _page(delivery: Delivery) -> str:
    return reverse("delivery:delivery-detail", args=[delivery.pk])


def _tell(person_ids: Sequence[UUID], *, zh: Text, en: Text, link: str) -> None:
    post(Letter(person_id=person_id, zh=zh, en=en, link=link) for person_id in dict.fromkeys(person_ids))
