"""Orders for other programs: read by those who see them, answered by the staff of the provider."""

import pytest

from tests.delivery.factories import OrderFactory
from tests.factories import ProviderFactory
from yizhan.config.api import measure
from yizhan.delivery.models import Order
from yizhan.people import services

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]


@pytest.fixture
def call(client):
    """Calls the API as a person: call(person, path), call(person, path, body)."""
    measure.counts.clear()

    def call(person, path, body=None, *, scopes=("delivery:read", "delivery:write")):
        secret = services.create_token(person=person, name="test", scopes=list(scopes), days=1)[1]
        headers = {"Authorization": f"Bearer {secret}"}
        if body is None:
            return client.get(f"/api/v1{path}", headers=headers)
        return client.post(f"/api/v1{path}", body, content_type="application/json", headers=headers)

    return call


def ids(response):
    return [item["id"] for item in response.json()["items"]]


def test_the_hub_sees_all_and_others_their_own(call, hub, staff_of):
    mine, other = OrderFactory.create_batch(2)

    whole, provider, station, subdistrict = (
        ids(call(who, "/orders"))
        for who in (
            hub,
            staff_of(mine.provider),
            staff_of(mine.delivery.station),
            staff_of(mine.delivery.station.subdistrict),
        )
    )

    assert whole == sorted([str(mine.pk), str(other.pk)])
    assert (provider, station, subdistrict) == ([str(mine.pk)],) * 3


def test_an_order_never_tells_its_secret_nor_who_was_asked_next(call, staff_of):
    order = OrderFactory(state="refused", reason="那天开庭")
    next_one = ProviderFactory(name_zh="另一家")
    order.delivery.provider = next_one
    order.delivery.save()

    response = call(staff_of(order.provider), f"/orders/{order.pk}")

    told = response.content.decode()
    assert response.json()["reason"] == "那天开庭"
    assert [secret in told for secret in (order.token, order.digest, "另一家")] == [False] * 3


def test_orders_are_narrowed_by_every_filter(call, hub):
    mine = OrderFactory(state="accepted")
    OrderFactory()
    wanted = f"state=accepted&station={mine.delivery.station.code}&provider={mine.provider.slug}&month=2026-02-14"

    assert ids(call(hub, f"/orders?{wanted}")) == [str(mine.pk)]
    assert ids(call(hub, "/orders?month=2026-03-01")) == []


def test_the_staff_of_the_provider_accept_and_accepting_again_changes_nothing(call, staff_of, place):
    order = OrderFactory(delivery=place())
    staff = staff_of(order.provider)

    first, again = (call(staff, f"/orders/{order.pk}/accept", {}) for _ in range(2))

    assert (first.status_code, first.json()["state"], again.json()["state"]) == (200, "accepted", "accepted")
    assert Order.objects.get(pk=order.pk).answered_by == staff


def test_refusing_needs_a_reason(call, staff_of, place):
    order = OrderFactory(delivery=place())
    staff = staff_of(order.provider)

    silent = call(staff, f"/orders/{order.pk}/refuse", {"reason": " "})
    reasoned = call(staff, f"/orders/{order.pk}/refuse", {"reason": "那天开庭"})

    assert (silent.status_code, [error["field"] for error in silent.json()["errors"]]) == (422, ["reason"])
    assert (reasoned.json()["state"], reasoned.json()["reason"]) == ("refused", "那天开庭")


def test_what_was_answered_already_is_refused_in_words(call, staff_of, place):
    order = OrderFactory(delivery=place(), state="refused", reason="那天开庭")

    response = call(staff_of(order.provider), f"/orders/{order.pk}/accept", {})

    assert (response.status_code, Order.objects.get(pk=order.pk).state) == (422, "refused")


def test_only_the_provider_answers(call, hub, staff_of):
    order = OrderFactory()

    by_hub = call(hub, f"/orders/{order.pk}/accept", {})
    by_stranger = call(staff_of(ProviderFactory()), f"/orders/{order.pk}/accept", {})
    reading_only = call(staff_of(order.provider), f"/orders/{order.pk}/accept", {}, scopes=["delivery:read"])

    assert (by_hub.status_code, by_stranger.status_code, reading_only.status_code) == (403, 404, 403)
    assert Order.objects.get(pk=order.pk).state == "sent"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_many(call, hub, count, client, django_assert_num_queries):
    OrderFactory.create_batch(count)
    secret = services.create_token(person=hub, name="test", scopes=["delivery:read"], days=1)[1]

    with django_assert_num_queries(3):
        response = client.get("/api/v1/orders", headers={"Authorization": f"Bearer {secret}"})

    assert len(response.json()["items"]) == count
