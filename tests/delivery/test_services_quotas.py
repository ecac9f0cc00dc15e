"""Setting quotas."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from tests.factories import AppointmentFactory, CategoryFactory, StationFactory
from yizhan.delivery.models import Quota
from yizhan.delivery.queries.quotas import quota_table
from yizhan.delivery.rules.refusals import QuotaTooLarge
from yizhan.delivery.services.quotas import set_quotas
from yizhan.people.models import Role
from yizhan.people.queries import changes_of

pytestmark = pytest.mark.django_db


def hub():
    return AppointmentFactory(role=Role.HUB).person


def test_a_quota_that_was_set_holds_and_is_in_the_ledger_of_its_station():
    station, category = StationFactory(), CategoryFactory()

    changed = set_quotas(actor=hub(), wanted={(station.pk, category.pk): 3})

    assert changed == 1
    assert quota_table().sessions == {(station.pk, category.pk): 3}
    assert [(line.verb, line.details) for line in changes_of(station)] == [("set_quotas", {"FL": 3})]


def test_a_quota_set_again_is_changed_and_one_that_stays_is_not_counted():
    station, category, other = StationFactory(), CategoryFactory(), CategoryFactory(code="JK")
    actor = hub()
    set_quotas(actor=actor, wanted={(station.pk, category.pk): 3, (station.pk, other.pk): 1})

    changed = set_quotas(actor=actor, wanted={(station.pk, category.pk): 0, (station.pk, other.pk): 1})

    assert changed == 1
    assert sorted(Quota.objects.values_list("sessions", flat=True)) == [0, 1]


def test_without_a_quota_stations_get_one_of_each_category_and_two_of_party_affairs():
    station, law, party = StationFactory(), CategoryFactory(code="FL"), CategoryFactory(code="DQ")

    assert quota_table().sessions == {(station.pk, law.pk): 1, (station.pk, party.pk): 2}


def test_a_quota_above_reason_is_refused_and_changes_nothing():
    station, category = StationFactory(), CategoryFactory()

    with pytest.raises(QuotaTooLarge):
        set_quotas(actor=hub(), wanted={(station.pk, category.pk): 21})

    assert Quota.objects.count() == 0


def test_a_station_officer_sets_no_quotas():
    station = StationFactory()
    officer = AppointmentFactory(role=Role.STATION, place=station).person

    with pytest.raises(PermissionDenied):
        set_quotas(actor=officer, wanted={})


def test_a_station_has_one_quota_a_category():
    station, category = StationFactory(), CategoryFactory()
    Quota.objects.create(station=station, category=category, sessions=1)

    with pytest.raises(IntegrityError, match="delivery_quota_once"):
        Quota.objects.create(station=station, category=category, sessions=2)
