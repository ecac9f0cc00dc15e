"""What is published of a month, and that it is published once."""

from datetime import date, datetime, timedelta

import pytest

from tests.evaluation.factories import ConcludedFactory, ReleaseFactory, SurveyAnswerFactory, heard
from tests.factories import ProviderFactory, StationFactory, ZoneFactory
from tests.needs.factories import NeedFactory
from yizhan.evaluation import services, tasks
from yizhan.evaluation.models import Figure, Release
from yizhan.evaluation.rules import refusals
from yizhan.needs.models import Step
from yizhan.people.queries import changes_of

pytestmark = pytest.mark.django_db
JANUARY = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def february(at):
    """It is the day on which January may be published."""
    at("2026-02-11T04:10+08:00")


def figures(release, measure):
    """Base and value by subject, for one measure."""
    found = release.figures.filter(measure=measure)
    return {(figure.dimension, figure.subject_id): (figure.base, round(figure.value, 2)) for figure in found}


def test_a_month_is_published_by_service_station_provider_and_in_all():
    provider = ProviderFactory()
    activity = heard(ConcludedFactory(provider=provider), [5, 5, 4, 4, 4, None], absent=2)

    release = services.release_month(month=JANUARY)

    keys = {
        ("all", None),
        ("service", activity.service_id),
        ("station", activity.station_id),
        ("provider", provider.pk),
    }
    assert figures(release, "rating") == dict.fromkeys(keys, (5, 4.4))
    assert figures(release, "asked") == dict.fromkeys(keys, (6, 6.0))
    assert figures(release, "attendance") == dict.fromkeys(keys, (8, 0.75))
    assert figures(release, "no_show") == dict.fromkeys(keys, (8, 0.25))
    assert [change.details for change in changes_of(release)] == [{"period": "2026-01-01", "figures": 16}]


def test_a_small_group_is_held_back_and_what_it_could_be_worked_out_from():
    station = StationFactory()
    small = heard(ConcludedFactory(station=station), [5, 5, 1])
    middle = heard(ConcludedFactory(station=station), [4] * 6)
    large = heard(ConcludedFactory(station=station), [4] * 9)

    rated = figures(services.release_month(month=JANUARY), "rating")

    assert ("service", small.service_id) not in rated
    assert ("service", middle.service_id) not in rated
    assert rated["service", large.service_id] == (9, 4.0)
    assert rated["all", None] == (18, 3.94)


def test_unmet_needs_are_counted_by_service_and_station():
    need = NeedFactory(people=7)
    at = datetime.fromisoformat("2026-01-28T12:00+08:00")
    Step.objects.bulk_create(Step(need=need, kind="unmet", at=at + timedelta(hours=n)) for n in range(2))
    Step.objects.create(need=NeedFactory(people=2), kind="planned", at=at)

    found = figures(services.release_month(month=JANUARY), "unmet")

    assert found == dict.fromkeys({("all", None), ("service", need.service_id), ("station", need.station_id)}, (7, 7.0))


def test_a_month_is_published_once_whatever_happens_to_it_later():
    activity = heard(ConcludedFactory(), [4] * 6)
    services.release_month(month=JANUARY)
    activity.registrations.first().delete()

    with pytest.raises(refusals.ReleasedAlready):
        services.release_month(month=JANUARY)
    assert Figure.objects.get(dimension="all", measure="rating").base == 6


def test_a_month_in_which_somebody_may_still_rate_is_not_published(at):
    at("2026-02-10T23:59+08:00")

    with pytest.raises(refusals.NotSettled):
        services.release_month(month=JANUARY)


def test_the_night_publishes_every_month_whose_time_has_come(at):
    for month in (1, 2, 4):
        day = datetime(2026, month, 20, 12, tzinfo=datetime.fromisoformat("2026-01-01T00:00+08:00").tzinfo)
        heard(ConcludedFactory(starts_at=day, opens_at=day - timedelta(days=2)), [4] * 5)
    at("2026-05-10T04:10+08:00")

    for _ in range(2):
        tasks.release_figures(timestamp=0)

    assert sorted(Release.objects.values_list("period", flat=True)) == [date(2026, 1, 1), date(2026, 2, 1)]


def test_a_survey_is_published_by_zone_with_each_sense_by_itself(at):
    zone = ZoneFactory()
    SurveyAnswerFactory.create_batch(5, zone=zone, gain=3, happiness=4, safety=5)
    SurveyAnswerFactory.create_batch(5, zone=None, gain=1, happiness=1, safety=1)
    at("2027-01-01T04:10+08:00")

    release = services.release_survey(year=2026)

    assert [figures(release, sense)["zone", zone.pk] for sense in ("gain", "happiness", "safety")] == [
        (5, 3.0),
        (5, 4.0),
        (5, 5.0),
    ]
    assert figures(release, "gain")["all", None] == (10, 2.0)


def test_a_survey_of_a_zone_with_four_answers_is_held_back(at):
    SurveyAnswerFactory.create_batch(4, zone=ZoneFactory())
    SurveyAnswerFactory.create_batch(9, zone=ZoneFactory())
    at("2027-01-01T04:10+08:00")

    assert set(figures(services.release_survey(year=2026), "gain")) == {("all", None)}


def test_a_survey_that_goes_on_is_not_published():
    with pytest.raises(refusals.NotSettled):
        services.release_survey(year=2026)


def test_a_survey_is_published_by_the_night_once(at):
    SurveyAnswerFactory.create_batch(5)
    at("2027-02-01T04:10+08:00")

    assert [len(services.release_settled()) for _ in range(2)] == [1, 0]


def test_a_month_that_is_there_already_is_left_alone():
    ReleaseFactory(period=JANUARY)
    heard(ConcludedFactory(), [4] * 5)

    assert services.release_settled() == []
