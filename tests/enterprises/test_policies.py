"""Who may do what with enterprises."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.factories import AppointmentFactory, ProviderFactory, StationFactory
from yizhan.enterprises import policies
from yizhan.people.models import Role

pytestmark = pytest.mark.django_db


def test_those_who_look_after_stations_have_the_desk(officer, hub, member, officer_of, station):
    provider = AppointmentFactory(role=Role.PROVIDER, place=ProviderFactory()).person
    people = [officer, hub, officer_of(station.subdistrict), member, provider, AnonymousUser()]

    assert [policies.can_see_desk(one) for one in people] == [True, True, True, False, False, False]


def test_an_enterprise_is_served_by_its_station_its_subdistrict_and_the_hub(
    officer, hub, member, officer_of, station, enterprise
):
    others = [officer_of(StationFactory()), officer_of(StationFactory().subdistrict), member]
    ours = [officer, hub, officer_of(station.subdistrict)]

    assert [policies.can_serve(one, enterprise) for one in ours + others] == [True] * 3 + [False] * 3


def test_a_steward_is_named_by_those_who_look_after_the_building(officer, hub, member, officer_of, station):
    ours = [officer, hub, officer_of(station.subdistrict)]
    others = [officer_of(StationFactory()), officer_of(StationFactory().subdistrict), member]

    assert [policies.can_steward(one, station.building) for one in ours + others] == [True] * 3 + [False] * 3
