"""Published figures for other programs."""

from datetime import date

import pytest

from tests.evaluation.factories import FigureFactory, ReleaseFactory
from tests.factories import AppointmentFactory, ProviderFactory, ServiceFactory, StationFactory
from yizhan.people import services
from yizhan.people.models import Role

pytestmark = pytest.mark.django_db
TOKEN, ROLES = 1, 1


@pytest.fixture
def figures(ask):
    """The figures that an address lists."""
    return lambda path="/scorecards": ask(path, scopes=["evaluation:read"]).json()["items"]


def about(row, dimension, **more):
    return FigureFactory(dimension=dimension, subject_id=row.pk, **more)


def test_a_figure_is_told_as_it_was_published(figures):
    service = ServiceFactory(name_zh="看合同", name_en="Contracts")
    figure = about(service, "service")

    assert figures() == [
        {
            "id": str(figure.pk),
            "month": "2026-01-01",
            "by": "service",
            "subject": {"id": str(service.pk), "name": {"zh": "看合同", "en": "Contracts"}},
            "measure": "rating",
            "base": 40,
            "value": 4.0,
            "low": 3.8,
            "high": 4.2,
        }
    ]


def test_the_whole_network_has_no_subject(figures):
    FigureFactory()

    assert figures()[0]["subject"] is None


def test_a_survey_is_no_scorecard(figures):
    FigureFactory(release__kind="survey", measure="gain")

    assert figures() == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("month=2026-02", ["february"]),
        ("month=1999-13", []),
        ("by=service", ["service"]),
        ("measure=attendance", ["share"]),
        ("", ["february", "service", "share"]),
    ],
)
def test_filters_narrow(figures, query, found):
    release = ReleaseFactory()
    made = {
        "february": FigureFactory(release__period=date(2026, 2, 1)),
        "service": about(ServiceFactory(), "service", release=release),
        "share": FigureFactory(release=release, measure="attendance", value=0.8, low=0.7, high=0.9),
    }

    assert {row["id"] for row in figures(f"/scorecards?{query}")} == {str(made[name].pk) for name in found}


def test_a_provider_gets_itself_and_the_whole_network(client):
    own, release = ProviderFactory(), ReleaseFactory()
    for row, dimension in ((own, "provider"), (ProviderFactory(), "provider"), (StationFactory(), "station")):
        about(row, dimension, release=release)
    FigureFactory(release=release)
    person = AppointmentFactory(role=Role.PROVIDER, place=own).person
    secret = services.create_token(person=person, name="test", scopes=["evaluation:read"], days=1)[1]

    items = client.get("/api/v1/scorecards", headers={"Authorization": f"Bearer {secret}"}).json()["items"]

    assert {row["subject"] and row["subject"]["id"] for row in items} == {None, str(own.pk)}


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_for_many(client, token, count, django_assert_num_queries):
    secret, release = token(scopes=["evaluation:read"]), ReleaseFactory()
    for service in ServiceFactory.create_batch(count):
        about(service, "service", release=release)

    with django_assert_num_queries(TOKEN + ROLES + 2):
        response = client.get("/api/v1/scorecards", headers={"Authorization": f"Bearer {secret}"})

    assert len(response.json()["items"]) == count
