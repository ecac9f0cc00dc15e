from datetime import date, time

import pytest
from django.db import IntegrityError

from tests.factories import (
    CategoryFactory,
    OfferFactory,
    ProviderFactory,
    ProviderHoursFactory,
    ServiceFactory,
    StandardFactory,
)
from yizhan.catalogue.models import Category, Programme, ProviderAbsence, Resource

pytestmark = pytest.mark.django_db


def violates(constraint):
    return pytest.raises(IntegrityError, match=constraint)


def test_a_category_has_its_code_alone():
    CategoryFactory(code="FL")

    with violates("catalogue_category_code_once"):
        Category.objects.create(code="FL", name_zh="法律", icon="scale")


def test_a_service_has_its_code_alone():
    ServiceFactory(code="FL1")

    with violates("catalogue_service_code_once"):
        ServiceFactory(code="FL1")


def test_a_version_exists_once():
    old = StandardFactory(version=1, effective_until=date(2026, 2, 1))

    with violates("catalogue_standard_version_once"):
        StandardFactory(service=old.service, version=1, effective_from=date(2026, 2, 1))


def test_two_standards_are_never_in_force_on_one_day():
    old = StandardFactory(version=1)

    with violates("catalogue_standard_one_at_a_time"):
        StandardFactory(service=old.service, version=2, effective_from=date(2026, 6, 1))


def test_the_least_number_of_people_is_not_above_the_most():
    with violates("catalogue_standard_people_in_order"):
        StandardFactory(min_people=9, max_people=8)


@pytest.mark.parametrize("time_of_day", [{}, {"weekday": 1, "starts": time(12), "ends": time(13)}])
def test_an_offer_exists_once(time_of_day):
    offer = OfferFactory(**time_of_day)

    with violates("catalogue_offer_once"):
        OfferFactory(station=offer.station, service=offer.service, **time_of_day)


@pytest.mark.parametrize(
    "wrong",
    [
        {"weekday": 1},
        {"starts": time(12), "ends": time(13)},
        {"weekday": 8, "starts": time(12), "ends": time(13)},
        {"weekday": 1, "starts": time(13), "ends": time(12)},
    ],
)
def test_an_offer_is_for_any_time_or_weekly_in_order(wrong):
    with violates("catalogue_offer_any_time_or_weekly"):
        OfferFactory(**wrong)


def test_a_provider_has_its_slug_alone():
    ProviderFactory(slug="firm")

    with violates("catalogue_provider_slug_once"):
        ProviderFactory(slug="firm")


def test_a_provider_is_of_a_known_kind():
    with violates("catalogue_provider_kind_known"):
        ProviderFactory(kind="circus")


def test_a_provider_can_do_something():
    with violates("catalogue_provider_can_do_something"):
        ProviderFactory(monthly_capacity=0)


def test_a_provider_comes_once_at_a_time():
    hours = ProviderHoursFactory()

    with violates("catalogue_providerhours_once"):
        ProviderHoursFactory(provider=hours.provider)


@pytest.mark.parametrize("wrong", [{"weekday": 0}, {"ends": time(12)}])
def test_a_provider_comes_in_order(wrong):
    with violates("catalogue_providerhours_in_order"):
        ProviderHoursFactory(**wrong)


def absent(provider, start, end):
    return ProviderAbsence.objects.create(provider=provider, starts_on=start, ends_on=end)


def test_an_absence_ends_after_it_starts():
    with violates("catalogue_providerabsence_in_order"):
        absent(ProviderFactory(), date(2026, 12, 1), date(2026, 12, 1))


def test_absences_do_not_overlap_and_may_follow_at_once():
    provider = ProviderFactory()
    absent(provider, date(2026, 12, 1), date(2026, 12, 5))
    absent(provider, date(2026, 12, 5), date(2026, 12, 6))

    with violates("catalogue_providerabsence_no_overlap"):
        absent(provider, date(2026, 12, 4), date(2026, 12, 7))


def test_a_resource_has_its_slug_alone():
    Resource.objects.create(slug="hall", kind="venue", name_zh="礼堂")

    with violates("catalogue_resource_slug_once"):
        Resource.objects.create(slug="hall", kind="venue", name_zh="礼堂")


def test_a_resource_is_of_a_known_kind():
    with violates("catalogue_resource_kind_known"):
        Resource.objects.create(slug="hall", kind="dream", name_zh="礼堂")


def test_a_programme_has_its_slug_alone():
    Programme.objects.create(slug="spa", name_zh="驿家心SPA")

    with violates("catalogue_programme_slug_once"):
        Programme.objects.create(slug="spa", name_zh="驿家心SPA")
