"""Deliveries for other programs."""

import pytest

from tests.delivery.factories import DeliveryFactory, OrderFactory
from tests.factories import AppointmentFactory
from yizhan.config.api import measure
from yizhan.people import services
from yizhan.people.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client):
    """Asks the API as a person: ask(person, path)."""
    measure.counts.clear()

    def ask(person, path, *, scope="delivery:read"):
        secret = services.create_token(person=person, name="test", scopes=[scope], days=1)[1]
        return client.get(f"/api/v1{path}", headers={"Authorization": f"Bearer {secret}"})

    return ask


def test_each_person_reads_what_they_may_see(ask, hub, staff_of):
    mine, other = DeliveryFactory.create_batch(2)

    everything = ask(hub, "/deliveries").json()["items"]
    own = ask(staff_of(mine.provider), "/deliveries").json()["items"]

    assert [item["id"] for item in everything] == sorted([str(mine.pk), str(other.pk)])
    assert [(item["id"], item["state"], item["provider"]["id"]) for item in own] == [
        (str(mine.pk), "dispatched", str(mine.provider_id))
    ]


def test_the_list_is_narrowed_by_every_filter(ask, hub):
    mine = DeliveryFactory(state="accepted")
    DeliveryFactory()
    wanted = f"month=2026-02-14&state=accepted&station={mine.station.code}&provider={mine.provider.slug}"

    found = ask(hub, f"/deliveries?{wanted}").json()["items"]
    other_month = ask(hub, "/deliveries?month=2026-03-01").json()["items"]

    assert ([item["id"] for item in found], other_month) == ([str(mine.pk)], [])


def test_one_delivery_comes_with_its_history_and_not_with_who_did_it(ask, hub, staff_of):
    delivery = OrderFactory().delivery
    delivery.events.create(kind="refused", at=delivery.made_at, by=hub, provider=delivery.provider, reason="那天开庭")

    body = ask(hub, f"/deliveries/{delivery.pk}").json()

    assert [(event["kind"], event["reason"], sorted(event)) for event in body["events"]] == [
        ("refused", "那天开庭", ["at", "kind", "provider", "reason"])
    ]
    assert body["came"] is None


def test_a_delivery_of_others_is_not_there_and_another_scope_opens_nothing(ask, hub):
    delivery = DeliveryFactory()
    officer = AppointmentFactory(role=Role.STATION, place=DeliveryFactory().station).person

    assert ask(officer, f"/deliveries/{delivery.pk}").status_code == 404
    assert ask(hub, "/deliveries", scope="network:read").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_many(ask, hub, count, client, django_assert_num_queries):
    DeliveryFactory.create_batch(count)
    secret = services.create_token(person=hub, name="test", scopes=["delivery:read"], days=1)[1]

    with django_assert_num_queries(4):
        response = client.get("/api/v1/deliveries", headers={"Authorization": f"Bearer {secret}"})

    assert len(response.json()["items"]) == count
