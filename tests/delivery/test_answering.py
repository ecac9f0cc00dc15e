"""What providers answer, and what follows."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from tests.delivery.factories import DeliveryFactory, HandlingFactory, OrderFactory, PartyFactory
from tests.factories import ProviderFactory
from tests.needs.factories import RequesterFactory
from yizhan.delivery.queries import openings
from yizhan.delivery.rules import order_refusals as refusals
from yizhan.delivery.services import answering, lateness, proposals
from yizhan.messages.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
VISITOR = AnonymousUser()


def kinds(delivery):
    return [event.kind for event in delivery.events.all()]


def test_the_link_alone_accepts_and_the_session_becomes_a_published_activity(place):
    order = OrderFactory(delivery=place())

    answering.accept(actor=VISITOR, order=order, key=order.token)

    order.refresh_from_db()
    activity = order.delivery.activity
    assert (order.state, order.answered_by, order.delivery.state) == ("accepted", None, "accepted")
    assert (activity.state, activity.capacity, activity.starts_at) == ("published", 12, order.delivery.starts_at)
    assert kinds(order.delivery) == ["accepted"]


def test_accepting_tells_the_requesters_where_to_sign_up(place):
    order = OrderFactory(delivery=place())
    requester = RequesterFactory(need=PartyFactory(delivery=order.delivery).need)

    answering.accept(actor=VISITOR, order=order, key=order.token)

    order.delivery.refresh_from_db()
    notice = Notice.objects.get(person=requester.person)
    assert (notice.title_zh, notice.link) == ("你想要的服务定了", f"/activities/{order.delivery.activity_id}/")


def test_accepting_twice_is_harmless(place):
    order = OrderFactory(delivery=place())

    answering.accept(actor=VISITOR, order=order, key=order.token)
    answering.accept(actor=VISITOR, order=order, key=order.token)

    assert kinds(order.delivery) == ["accepted"]


def test_the_staff_of_the_provider_accept_several_and_hear_which_are_gone(place, staff_of, at):
    first = OrderFactory(delivery=place())
    gone = OrderFactory(delivery=DeliveryFactory(provider=first.provider, state="cancelled"), state="withdrawn")
    person = staff_of(first.provider)

    refused = answering.accept_all(actor=person, orders=[first, gone])

    first.refresh_from_db()
    assert (first.state, first.answered_by) == ("accepted", person)
    assert {pk: type(why) for pk, why in refused.items()} == {gone.pk: refusals.OrderGone}


@pytest.mark.parametrize("key", ["", "forged"])
def test_without_the_secret_nobody_else_answers(place, member, key):
    order = OrderFactory(delivery=place())

    with pytest.raises(PermissionDenied):
        answering.accept(actor=member, order=order, key=key)


def test_late_is_accepted_while_nobody_else_was_asked(place, at):
    order = OrderFactory(delivery=place())
    at("2026-02-03T09:00+08:00")

    answering.accept(actor=VISITOR, order=order, key=order.token)

    order.refresh_from_db()
    assert order.state == "accepted"


def test_nothing_is_accepted_once_it_has_begun(place, at):
    order = OrderFactory(delivery=place())
    at("2026-02-04T09:00+08:00")

    with pytest.raises(refusals.AlreadyBegun):
        answering.accept(actor=VISITOR, order=order, key=order.token)


def test_a_refused_order_goes_to_the_provider_with_most_of_its_month_left(place, another):
    order = OrderFactory(delivery=place())
    another(order.delivery, name_zh="甲", monthly_capacity=4)
    best = another(order.delivery, name_zh="乙", monthly_capacity=8)
    DeliveryFactory(provider=another(order.delivery, name_zh="丙", monthly_capacity=9))

    answering.refuse(actor=VISITOR, order=order, key=order.token, reason="那天开庭")

    order.refresh_from_db()
    delivery = order.delivery
    assert (order.state, order.reason, delivery.state, delivery.provider) == ("refused", "那天开庭", "dispatched", best)
    assert [(e.kind, e.provider, e.reason) for e in delivery.events.all()] == [
        ("refused", order.provider, "那天开庭"),
        ("dispatched", best, ""),
    ]


def test_nobody_is_asked_twice_and_the_hub_hears_when_nobody_is_left(place, hub):
    order = OrderFactory(delivery=place())

    answering.refuse(actor=VISITOR, order=order, key=order.token, reason="那天开庭")

    order.delivery.refresh_from_db()
    assert (order.delivery.state, order.delivery.provider, kinds(order.delivery)) == (
        "unassigned",
        None,
        ["refused", "unassigned"],
    )
    assert [notice.title_zh for notice in Notice.objects.filter(person=hub)] == ["有一场没有服务方能接"]


def test_when_nobody_is_left_it_is_opened_where_that_is_allowed(place):
    order = OrderFactory(delivery=place())
    HandlingFactory(may_grab=True)

    answering.refuse(actor=VISITOR, order=order, key=order.token, reason="那天开庭")

    order.delivery.refresh_from_db()
    assert (order.delivery.state, kinds(order.delivery)) == ("open", ["refused", "opened"])


def test_a_refusal_says_why(place):
    order = OrderFactory(delivery=place())

    with pytest.raises(refusals.ReasonMissing):
        answering.refuse(actor=VISITOR, order=order, key=order.token, reason=" ")


@pytest.mark.parametrize("state", ["late", "withdrawn"])
def test_an_order_that_went_elsewhere_is_answered_no_more(place, state):
    order = OrderFactory(delivery=place(), state=state)

    with pytest.raises(refusals.OrderGone):
        answering.refuse(actor=VISITOR, order=order, key=order.token, reason="那天开庭")


def test_an_order_nobody_answers_goes_to_somebody_else(place, another, at):
    order = OrderFactory(delivery=place())
    best = another(order.delivery)

    passed = lateness.pass_on_late()

    order.refresh_from_db()
    order.delivery.refresh_from_db()
    assert (passed, order.state, order.delivery.provider) == (1, "late", best)
    assert kinds(order.delivery) == ["late", "dispatched"]
    assert lateness.pass_on_late() == 0


def test_another_time_is_one_that_breaks_nothing_and_the_station_hears_of_it(place, staff_of):
    order = OrderFactory(delivery=place())
    officer = staff_of(order.delivery.station)
    starts_at = openings.of(order.delivery)[0]

    answering.propose(actor=VISITOR, order=order, key=order.token, starts_at=starts_at, reason="上午更方便")

    order.refresh_from_db()
    assert (order.state, order.proposed_starts_at, kinds(order.delivery)) == ("proposed", starts_at, ["proposed"])
    assert [notice.title_zh for notice in Notice.objects.filter(person=officer)] == ["服务方提议改期"]


def test_a_time_that_is_not_free_is_not_proposed(place):
    order = OrderFactory(delivery=place())
    starts_at = openings.of(order.delivery)[0]
    DeliveryFactory(provider=order.provider, starts_at=starts_at)

    with pytest.raises(refusals.TimeNotFree):
        answering.propose(actor=VISITOR, order=order, key=order.token, starts_at=starts_at)


def test_a_proposal_that_suits_moves_the_delivery_and_settles_it(place, staff_of):
    order = OrderFactory(delivery=place())
    starts_at = openings.of(order.delivery)[0]
    answering.propose(actor=VISITOR, order=order, key=order.token, starts_at=starts_at)
    person = staff_of(order.provider)

    proposals.agree(actor=staff_of(order.delivery.station), order=order)

    order.refresh_from_db()
    delivery = order.delivery
    assert (order.state, delivery.state, delivery.starts_at, delivery.activity.starts_at) == (
        "accepted",
        "accepted",
        starts_at,
        starts_at,
    )
    assert [notice.title_zh for notice in Notice.objects.filter(person=person)] == ["改期已同意"]


def test_a_proposal_that_does_not_suit_asks_once_more(place, hub):
    order = OrderFactory(delivery=place(), state="proposed", proposed_starts_at="2026-02-05T10:00+08:00")

    proposals.decline(actor=hub, order=order, reason="那天闭站")

    order.refresh_from_db()
    assert (order.state, order.reason, kinds(order.delivery)) == ("sent", "那天闭站", ["declined"])


def test_what_was_not_proposed_is_not_decided(place, hub):
    order = OrderFactory(delivery=place())

    with pytest.raises(refusals.AnsweredAlready):
        proposals.agree(actor=hub, order=order)


@pytest.mark.parametrize("decide", [proposals.agree, proposals.decline])
def test_the_provider_does_not_decide_its_own_proposal(place, staff_of, decide):
    order = OrderFactory(delivery=place(), state="proposed", proposed_starts_at="2026-02-05T10:00+08:00")
    more = {"reason": "好"} if decide is proposals.decline else {}

    with pytest.raises(PermissionDenied):
        decide(actor=staff_of(order.provider), order=order, **more)


def test_the_first_provider_that_fits_has_what_is_open(place, another, staff_of):
    delivery = place(state="open", provider=None)
    provider = another(delivery)
    person = staff_of(provider)

    order = answering.grab(actor=person, delivery=delivery, provider_id=provider.pk)

    delivery.refresh_from_db()
    assert (order.state, delivery.state, delivery.provider, delivery.activity.state) == (
        "accepted",
        "accepted",
        provider,
        "published",
    )
    with pytest.raises(refusals.TakenAlready):
        answering.grab(actor=person, delivery=delivery, provider_id=provider.pk)


def test_a_provider_that_does_not_fit_takes_nothing(place, staff_of):
    delivery, provider = place(state="open", provider=None), ProviderFactory()

    with pytest.raises(refusals.DoesNotFit):
        answering.grab(actor=staff_of(provider), delivery=delivery, provider_id=provider.pk)


def test_nobody_takes_for_a_provider_of_others(place, another, member):
    delivery = place(state="open", provider=None)

    with pytest.raises(PermissionDenied):
        answering.grab(actor=member, delivery=delivery, provider_id=another(delivery).pk)
