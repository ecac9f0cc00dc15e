"""Scorecards: what is shown to whom, and the same in the file."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.urls import reverse

from tests.evaluation.factories import ConcludedFactory, FigureFactory, RatingFactory, ReleaseFactory, heard
from tests.factories import AppointmentFactory, ProviderFactory, ServiceFactory, StationFactory
from yizhan.evaluation import services
from yizhan.evaluation.models import Rating
from yizhan.people.models import Role

pytestmark = pytest.mark.django_db
SESSION = 10  # who it is, and that the device was seen


@pytest.fixture(autouse=True)
def february(at):
    """January is published today."""
    at("2026-02-11T12:00+08:00")


@pytest.fixture
def desk(client, hub):
    client.force_login(hub)
    return client


@pytest.fixture
def provider_desk(client):
    """Somebody of a provider, signed in, and the provider."""
    provider = ProviderFactory(name_zh="青衡律所")
    client.force_login(AppointmentFactory(role=Role.PROVIDER, place=provider).person)
    return client, provider


def published(*activities):
    services.release_month(month=date(2026, 1, 1))
    return activities


def address(name="list", *args):
    return reverse(f"evaluation:scorecard-{name}", args=args)


def cells(response):
    return [[cell for _label, cell in row] for row in response.context["rows"]]


def test_before_anything_is_published_the_page_says_when(desk):
    assert "还没有发布过评价" in desk.get(address()).content.decode()
    assert desk.get(address("export")).status_code == 404


def test_the_table_has_the_total_and_every_card(desk):
    heard(ConcludedFactory(service__name_zh="看合同"), [5, 5, 4, 4, 4, None], absent=2)
    published()

    total, card = cells(desk.get(address()))

    assert card == ["看合同", "6", "5", "4.4", "3.7–5.0", "75%", "41%–93%", "25%", "不公开"]
    assert total == ["全网络", *card[1:]]


def test_fewer_than_five_answers_are_not_shown(desk):
    heard(ConcludedFactory(service__name_zh="做瑜伽"), [1, 1, None, None, None])
    published()

    _total, card = cells(desk.get(address()))

    assert card == ["做瑜伽", *["不公开"] * 4, "100%", "57%–100%", "0%", "不公开"]


def test_fewer_than_thirty_say_so(desk):
    heard(ConcludedFactory(), [4] * 5)
    published()

    assert "不到 30 人，仅供参考" in desk.get(address()).content.decode()


@pytest.mark.parametrize("by", ["service", "station", "provider", "programme"])
def test_a_month_can_be_seen_along_four_dimensions(desk, by):
    heard(ConcludedFactory(provider=ProviderFactory()), [4] * 5)
    published()

    response = desk.get(address(), {"by": by})

    assert (response.context["board"].dimension, len(cells(response)[0])) == (by, 9 if by in "service station" else 8)


def test_an_unknown_dimension_or_month_is_the_first_one(desk):
    heard(ConcludedFactory(), [4] * 5)
    published()

    response = desk.get(address(), {"by": "person", "month": "1999-01"})

    assert (response.context["board"].dimension, response.context["month"]) == ("service", "2026-01")


def test_the_file_has_exactly_what_is_shown(desk):
    heard(ConcludedFactory(), [5, 4, 4, 4, 4])
    heard(ConcludedFactory(), [5] * 3)
    published()
    shown = desk.get(address(), {"by": "station"})

    response = desk.get(address("export"), {"by": "station", "month": "2026-01"})

    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    assert rows == [shown.context["header"], *cells(shown)]
    assert response.headers["Content-Disposition"] == 'attachment; filename="station-2026-01.csv"'


def test_a_provider_sees_itself_and_the_total_and_nobody_else(provider_desk):
    client, provider = provider_desk
    heard(ConcludedFactory(provider=provider), [5] * 6)
    heard(ConcludedFactory(provider=ProviderFactory(name_zh="别家")), [1] * 6)
    published()

    response = client.get(address(), {"by": "station"})

    assert [row[0] for row in cells(response)] == ["全网络", "青衡律所"]
    assert response.context["board"].dimension == "provider"


def test_a_provider_does_not_open_the_card_of_another(provider_desk):
    client, provider = provider_desk
    other, station = ProviderFactory(), StationFactory()

    found = [
        client.get(address("detail", *subject)).status_code
        for subject in (("provider", provider.pk), ("provider", other.pk), ("station", station.pk))
    ]

    assert found == [200, 404, 404]


def test_a_card_shows_what_was_said_where_five_answered(desk):
    activity = heard(ConcludedFactory(), [4] * 4)
    RatingFactory(ask__registration__activity=activity, words="讲得很清楚")
    few = ConcludedFactory(station=activity.station)
    RatingFactory(ask__registration__activity=few, words="只有我一个人")
    published()

    response = desk.get(address("detail", "station", activity.station_id))

    assert response.context["said"] == ["讲得很清楚"]


def test_words_are_for_the_hub_and_for_those_they_are_about(client):
    activity = heard(ConcludedFactory(), [4] * 5)
    Rating.objects.update(words="讲得很清楚")
    published()
    own = AppointmentFactory(role=Role.STATION, place=activity.station).person
    other = AppointmentFactory(role=Role.STATION, place=StationFactory()).person
    found = []

    for person in (own, other):
        client.force_login(person)
        found.append(len(client.get(address("detail", "station", activity.station_id)).context["said"]))

    assert found == [5, 0]


@pytest.mark.parametrize("path", ["zone", "person"])
def test_there_are_no_cards_of_anything_else(desk, path):
    assert desk.get(address("detail", path, StationFactory().pk)).status_code == 404


def test_a_subject_that_is_not_there_is_not_found(desk):
    assert desk.get(address("detail", "service", StationFactory().pk)).status_code == 404


def test_a_card_without_figures_says_why(desk):
    words = desk.get(address("detail", "service", ServiceFactory().pk)).content.decode()

    assert "还没有可以显示的数字" in words


def test_a_member_does_not_get_in(client, member):
    client.force_login(member)

    assert client.get(address()).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_many(desk, count, django_assert_num_queries):
    release = ReleaseFactory()
    for _ in range(count):
        FigureFactory(release=release, dimension="service", subject_id=ServiceFactory().pk)

    with django_assert_num_queries(SESSION + 7):
        response = desk.get(address())

    assert len(cells(response)) == count + 1


@pytest.mark.parametrize("count", [1, 3])
def test_a_card_costs_the_same_for_many(desk, count, django_assert_num_queries):
    service = ServiceFactory()
    for month in range(1, count + 1):
        FigureFactory(release__period=date(2026, month, 1), dimension="service", subject_id=service.pk)

    with django_assert_num_queries(SESSION + 6):
        response = desk.get(address("detail", "service", service.pk))

    assert len(response.context["ratings"]) == count
