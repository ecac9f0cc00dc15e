"""Who may do what with needs: a yes and a no for each."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.factories import AppointmentFactory, StationFactory, SubdistrictFactory
from tests.needs.factories import NeedFactory, RequesterFactory
from yizhan.needs import policies
from yizhan.people.models import Role

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def test_anyone_with_an_account_raises_needs(member):
    assert policies.can_raise(member)
    assert not policies.can_raise(VISITOR)


def test_those_who_look_after_stations_see_the_desk(hub, officer, member, officer_of):
    assert policies.can_see_desk(hub)
    assert policies.can_see_desk(officer)
    assert policies.can_see_desk(officer_of(SubdistrictFactory()))
    assert not policies.can_see_desk(member)
    assert not policies.can_see_desk(VISITOR)


@pytest.mark.parametrize("policy", [policies.can_triage, policies.can_record])
def test_a_need_is_decided_by_those_who_look_after_its_station(policy, hub, officer, station, officer_of, member):
    assert policy(hub, station)
    assert policy(AppointmentFactory().person, station)
    assert policy(officer, station)
    assert policy(officer_of(station.subdistrict), station)
    assert not policy(officer, StationFactory())
    assert not policy(officer_of(SubdistrictFactory()), station)
    assert not policy(officer_of(SubdistrictFactory()), StationFactory(building=None, zone=None, subdistrict=None))
    assert not policy(AppointmentFactory(role=Role.PROVIDER, place=station).person, station)
    assert not policy(member, station)
    assert not policy(VISITOR, station)


def test_a_need_is_followed_by_those_who_have_it_and_its_officers(officer_of, member):
    need = RequesterFactory(person=member).need

    assert policies.can_follow(member, need)
    assert policies.can_follow(officer_of(need.station), need)
    assert not policies.can_follow(RequesterFactory().person, need)
    assert not policies.can_follow(VISITOR, need)


def test_a_need_that_was_merged_or_split_is_followed_by_those_who_had_it(member):
    into = RequesterFactory(person=member).need
    merged = NeedFactory(state="merged", merged_into=into)
    split = NeedFactory(state="split")
    into.split_from = split
    into.save()

    assert policies.can_follow(member, merged)
    assert policies.can_follow(member, split)
