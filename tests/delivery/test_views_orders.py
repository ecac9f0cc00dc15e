"""Pages of orders, deliveries, reports and repairs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.delivery.factories import DeliveryFactory, OrderFactory, ReplacementFactory, SeatingFactory
from tests.factories import LONG_AGO, StationFactory
from tests.needs.factories import NeedFactory
from yizhan.delivery.queries import openings
from yizhan.delivery.queries.deliveries import waiting_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]


def page(client, name, *args, person=None, **data):
    if person:
        client.force_login(person)
    return client.get(reverse(f"delivery:{name}", args=args), data)


def post(client, name, *args, person=None, **data):
    if person:
        client.force_login(person)
    return client.post(reverse(f"delivery:{name}", args=args), data, follow=True)


def test_the_link_shows_the_order_without_signing_in_and_takes_the_answer(client, place):
    order = OrderFactory(delivery=place())

    shown = page(client, "order-answer", order.token).content.decode()
    answered = post(client, "order-accept", order.token).content.decode()

    assert (str(order.delivery.station) in shown, "请在 1月7日" in shown or "答复时间已过" in shown) == (True, True)
    assert "已接单，这场交给你们了" in answered


@pytest.mark.parametrize("name", ["order-answer", "order-refuse", "order-propose"])
def test_a_forged_link_opens_nothing(client, name):
    OrderFactory()

    assert page(client, name, "0" * 64).status_code == 404


def test_an_order_that_went_elsewhere_says_so_and_takes_no_answer(client, place):
    order = OrderFactory(delivery=place(), state="late")

    shown = page(client, "order-answer", order.token).content.decode()
    refused = client.post(reverse("delivery:order-accept", args=[order.token]))

    assert "这张单已转给别家" in shown
    assert refused.status_code == 422


def test_refusing_asks_for_the_reason_in_place(client, place):
    order = OrderFactory(delivery=place())
    address = reverse("delivery:order-refuse", args=[order.token])

    empty = client.post(address, {"reason": ""})
    given = client.post(address, {"reason": "那天开庭"}, follow=True)

    assert (empty.status_code, "请写明原因" in empty.content.decode()) == (422, True)
    assert "已拒单：那天开庭" in given.content.decode()


def test_another_time_is_chosen_from_those_that_break_nothing(client, place, staff_of):
    order = OrderFactory(delivery=place())
    address = reverse("delivery:order-propose", args=[order.token])
    starts_at = openings.of(order.delivery)[0].isoformat()

    wrong = client.post(address, {"starts_at": "2026-02-01T03:00:00+08:00"})
    right = client.post(address, {"starts_at": starts_at}, follow=True)

    assert wrong.status_code == 422
    assert "等站点答复" in right.content.decode()


def test_without_a_free_time_the_page_says_what_to_do(client):
    order = OrderFactory()

    assert "前后一周没有都空着的时间" in page(client, "order-propose", order.token).content.decode()


def test_several_orders_are_accepted_at_once_from_the_inbox(client, place, staff_of):
    first = OrderFactory(delivery=place())
    second = OrderFactory(
        delivery=DeliveryFactory(provider=first.provider, starts_at=LONG_AGO + timedelta(days=31)),
    )
    person = staff_of(first.provider)

    answer = post(client, "order-accept-all", person=person, orders=[first.pk, second.pk]).content.decode()

    assert "接下了 2 张派单" in answer
    assert "没有等答复的派单" in answer


def test_nothing_ticked_is_said_in_place(client, place, staff_of):
    order = OrderFactory(delivery=place())

    answer = post(client, "order-accept-all", person=staff_of(order.provider))

    assert (answer.status_code, "请先勾选要接的派单" in answer.content.decode()) == (422, True)


def cost(client, name, *args, **data):
    """How many queries a page takes; what the first page of a session reads once is read before."""
    page(client, name, *args, **data)
    with CaptureQueriesContext(connection) as queries:
        assert page(client, name, *args, **data).status_code == 200
    return len(queries)


def test_the_inbox_costs_the_same_for_many(client, staff_of):
    first = OrderFactory()
    client.force_login(staff_of(first.provider))

    one = cost(client, "order-list")
    for n in (1, 2):
        OrderFactory(delivery=DeliveryFactory(provider=first.provider, starts_at=LONG_AGO + timedelta(days=30 + n)))

    assert cost(client, "order-list") == one < 20


def test_the_list_of_deliveries_costs_the_same_for_many(client, hub):
    client.force_login(hub)
    OrderFactory()

    one = cost(client, "delivery-list", month="2026-02")
    OrderFactory.create_batch(2)

    assert cost(client, "delivery-list", month="2026-02") == one < 30


def test_the_history_of_a_delivery_costs_the_same_for_many(client, hub):
    client.force_login(hub)
    delivery = OrderFactory().delivery
    delivery.events.create(kind="dispatched", at=LONG_AGO, provider=delivery.provider)

    one = cost(client, "delivery-detail", delivery.pk)
    for _ in range(2):
        delivery.events.create(kind="dispatched", at=LONG_AGO, provider=delivery.provider)

    assert cost(client, "delivery-detail", delivery.pk) == one < 25


def test_everyone_sees_their_own_deliveries_only(client, hub, member, staff_of):
    delivery, other = OrderFactory().delivery, StationFactory()
    subdistrict = staff_of(delivery.station.subdistrict)
    seen = {
        "hub": page(client, "delivery-detail", delivery.pk, person=hub).status_code,
        "officer": page(client, "delivery-detail", delivery.pk, person=staff_of(delivery.station)).status_code,
        "subdistrict": page(client, "delivery-detail", delivery.pk, person=subdistrict).status_code,
        "provider": page(client, "delivery-detail", delivery.pk, person=staff_of(delivery.provider)).status_code,
        "another officer": page(client, "delivery-detail", delivery.pk, person=staff_of(other)).status_code,
        "member": page(client, "delivery-detail", delivery.pk, person=member).status_code,
    }

    assert seen == {
        "hub": 200,
        "officer": 200,
        "subdistrict": 200,
        "provider": 200,
        "another officer": 404,
        "member": 403,
    }


def test_what_waits_is_counted_and_listed_with_the_act_beside_it(client, hub, place, at):
    OrderFactory(delivery=place(state="unassigned", provider=None), provider=place().provider, state="late")
    ReplacementFactory()
    DeliveryFactory(state="accepted", starts_at=LONG_AGO)

    waits = [(wait.kind, wait.count) for wait in waiting_for(hub)]
    listed = page(client, "delivery-list", person=hub, wait="unassigned").content.decode()

    assert waits == [("repair", 1), ("unassigned", 1), ("unreported", 1)]
    assert "指派" in listed


def test_a_filter_that_cannot_be_understood_is_left_out(client, hub):
    answer = page(client, "delivery-list", person=hub, month="soon", station="no", state="x", wait="y", day="z")

    assert answer.status_code == 200


def test_the_hub_assigns_and_opens_from_the_page(client, hub, place, another):
    delivery = place(state="unassigned", provider=None)
    provider = another(delivery)

    chosen = post(client, "delivery-assign", delivery.pk, person=hub, provider=provider.pk).content.decode()

    assert "已派单，等对方答复" in chosen


def test_open_sessions_are_taken_from_their_page(client, place, another, staff_of):
    delivery = place(state="open", provider=None)
    provider = another(delivery)
    person = staff_of(provider)

    listed = page(client, "open-list", person=person).content.decode()
    taken = post(client, "open-take", delivery.pk, provider.pk).content.decode()
    late = post(client, "open-take", delivery.pk, provider.pk).content.decode()

    assert "我们接" in listed
    assert "抢到了" in taken
    assert "已被别家接走" in late


def test_a_proposal_is_decided_at_the_station(client, place, staff_of):
    order = OrderFactory(delivery=place(), state="proposed", proposed_starts_at="2026-02-05T10:00+08:00")
    officer = staff_of(order.delivery.station)

    asked = page(client, "delivery-detail", order.delivery_id, person=officer).content.decode()
    declined = post(client, "proposal-decline", order.delivery_id, reason="那天闭站").content.decode()

    assert "服务方提议改期" in asked
    assert "已请服务方按原时间答复" in declined


def test_a_delivery_is_called_off_from_its_page(client, hub, place):
    delivery = place()

    answer = post(client, "delivery-cancel", delivery.pk, person=hub, reason="房间漏水").content.decode()

    assert ("已取消，相关的人都收到了通知" in answer, "正在找能补上的时间" in answer) == (True, True)


def test_a_repair_is_confirmed_with_one_click(client, hub):
    row = ReplacementFactory()

    listed = page(client, "repair-list", person=hub).content.decode()
    done = post(client, "repair-confirm", row.repair_id).content.decode()

    assert str(row.provider) in listed
    assert "已补上，相关的人都收到了通知" in done


def test_free_places_elsewhere_are_shown_with_the_session_they_are_in(client, hub):
    row = SeatingFactory(parties=[[str(NeedFactory(state="accepted", people=3).pk), 3]], delivery__state="accepted")

    listed = page(client, "repair-list", person=hub).content.decode()
    done = post(client, "repair-confirm", row.repair_id).content.decode()

    told = (reverse("delivery:delivery-detail", args=[row.delivery_id]), "还有空位", "确认，通知他们", "3 人有位")
    assert [words in listed for words in told] == [True] * 4
    assert "已补上，相关的人都收到了通知" in done


def test_a_report_is_written_and_listed(client, at, staff_of):
    delivery = DeliveryFactory(state="accepted")
    at("2026-02-04T18:00+08:00")
    person = staff_of(delivery.provider)

    empty = client.post(reverse("delivery:report-create", args=[delivery.pk])).status_code
    client.force_login(person)
    wrong = client.post(reverse("delivery:report-create", args=[delivery.pk]), {"came": "", "words": ""})
    post(client, "report-create", delivery.pk, came=5, words="问得最多的是劳动合同。")
    listed = page(client, "report-list").content.decode()

    assert (empty, wrong.status_code, "问得最多的是劳动合同。" in listed) == (302, 422, True)


def test_the_hub_says_what_is_allowed(client, hub):
    post(client, "handling-list", person=hub, may_grab="on")
    shown = post(client, "handling-list").content.decode()

    assert "没有服务方能接时等枢纽指派" in shown
