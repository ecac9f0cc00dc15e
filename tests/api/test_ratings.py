"""Published ratings for other programs: nothing but what was released, and no answer by itself."""

from datetime import date

import pytest

from tests.evaluation.factories import FigureFactory, RatingFactory, ReleaseFactory
from tests.factories import AppointmentFactory, ProviderFactory, ServiceFactory
from yizhan.people import services
from yizhan.people.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def ratings(ask):
    """The ratings that an address lists."""
    return lambda path="/ratings": ask(path, scopes=["evaluation:read"]).json()["items"]


def test_a_rating_is_told_as_it_was_published(ratings):
    service = ServiceFactory(name_zh="看合同", name_en="Contracts")
    figure = FigureFactory(dimension="service", subject_id=service.pk)
    FigureFactory(release=figure.release, measure="attendance", value=0.8, low=0.7, high=0.9)

    assert ratings() == [
        {
            "id": str(figure.pk),
            "month": "2026-01-01",
            "by": "service",
            "subject": {"id": str(service.pk), "name": {"zh": "看合同", "en": "Contracts"}},
            "answers": 40,
            "mean": 4.0,
            "low": 3.8,
            "high": 4.2,
        }
    ]


def test_what_people_answered_is_not_told_before_it_is_released(ratings):
    RatingFactory.create_batch(6)

    assert ratings() == []


@pytest.mark.parametrize(("query", "count"), [("", 2), ("month=2026-02", 1), ("by=all", 2), ("by=service", 0)])
def test_ratings_are_filtered(ratings, query, count):
    FigureFactory()
    FigureFactory(release__period=date(2026, 2, 1))

    assert len(ratings(f"/ratings?{query}")) == count


def test_a_provider_gets_itself_and_the_whole_network(client):
    own, release = ProviderFactory(), ReleaseFactory()
    for provider in (own, ProviderFactory()):
        FigureFactory(release=release, dimension="provider", subject_id=provider.pk)
    FigureFactory(release=release)
    person = AppointmentFactory(role=Role.PROVIDER, place=own).person
    secret = services.create_token(person=person, name="test", scopes=["evaluation:read"], days=1)[1]

    items = client.get("/api/v1/ratings", headers={"Authorization": f"Bearer {secret}"}).json()["items"]

    assert {row["subject"] and row["subject"]["id"] for row in items} == {None, str(own.pk)}


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_for_many(client, token, count, django_assert_num_queries):
    secret, release = token(scopes=["evaluation:read"]), ReleaseFactory()
    for service in ServiceFactory.create_batch(count):
        FigureFactory(release=release, dimension="service", subject_id=service.pk)

    with django_assert_num_queries(4):
        response = client.get("/api/v1/ratings", headers={"Authorization": f"Bearer {secret}"})

    assert len(response.json()["items"]) == count
