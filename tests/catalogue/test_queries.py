from datetime import date, time

import pytest

from tests.factories import CategoryFactory, OfferFactory, ServiceFactory, StandardFactory, StationFactory
from yizhan.catalogue import queries
from yizhan.network.models import StationState

pytestmark = pytest.mark.django_db
WEDNESDAY = date(2026, 11, 25)


def test_services_count_the_open_stations_that_offer_them():
    service = ServiceFactory()
    OfferFactory(service=service, weekday=1, starts=time(12), ends=time(13))
    twice = StationFactory()
    OfferFactory(service=service, station=twice, weekday=2, starts=time(12), ends=time(13))
    OfferFactory(service=service, station=twice, weekday=4, starts=time(12), ends=time(13))
    OfferFactory(service=service, station=StationFactory(state=StationState.CLOSED))

    assert [(found.code, found.stations) for found in queries.services()] == [(service.code, 2)]


def test_services_leave_out_what_is_retired():
    ServiceFactory(retired_on=WEDNESDAY)

    assert list(queries.services()) == []


def test_services_are_found_by_words_and_by_category():
    law = ServiceFactory(name_zh="律师值班咨询")
    health = ServiceFactory(code="JK1", name_zh="体检报告解读", category=CategoryFactory(code="JK", name_zh="健康"))

    assert list(queries.services(text="律师")) == [law]
    assert list(queries.services(category="JK")) == [health]
    assert list(queries.services(text="瑜伽")) == []


def test_shelves_follow_the_order_of_the_categories_and_of_the_numbers_in_codes():
    late = CategoryFactory(code="WT", position=2)
    early = CategoryFactory(code="DQ", position=1)
    tenth, second, film = (
        ServiceFactory(code="DQ10", category=early),
        ServiceFactory(code="DQ2", category=early),
        ServiceFactory(code="WT2", category=late),
    )

    assert [(shelf.category, shelf.services) for shelf in queries.shelves()] == [
        (early, (second, tenth)),
        (late, (film,)),
    ]


@pytest.mark.parametrize(("day", "version"), [(date(2025, 12, 31), 1), (date(2026, 1, 1), 2)])
def test_the_standard_of_a_day_is_the_version_in_force(day, version):
    old = StandardFactory(version=1, effective_from=date(2025, 1, 1), effective_until=date(2026, 1, 1))
    StandardFactory(service=old.service, version=2, effective_from=date(2026, 1, 1))

    assert queries.standard_on(old.service, day).version == version


def test_there_is_no_standard_before_the_first():
    standard = StandardFactory(effective_from=date(2026, 1, 1))

    assert queries.standard_on(standard.service, date(2025, 12, 31)) is None


def test_slots_of_a_day_are_those_of_its_weekday_in_order():
    station = StationFactory()
    evening = OfferFactory(station=station, weekday=3, starts=time(18), ends=time(19))
    noon = OfferFactory(station=station, weekday=3, starts=time(12), ends=time(13))
    OfferFactory(station=station, weekday=4, starts=time(12), ends=time(13))
    OfferFactory(station=station)

    slots = queries.slots_on(queries.offers_of_station(station.pk), WEDNESDAY)

    assert [(slot.service, slot.starts) for slot in slots] == [(noon.service, time(12)), (evening.service, time(18))]


def test_offer_counts_count_services_not_times():
    station, service = StationFactory(), ServiceFactory()
    OfferFactory(station=station, service=service, weekday=1, starts=time(12), ends=time(13))
    OfferFactory(station=station, service=service, weekday=2, starts=time(12), ends=time(13))

    assert queries.offer_counts([station.pk, StationFactory().pk]) == {station.pk: 1}
