"""Who may do what in the network: a yes and a no for each."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.factories import AppointmentFactory, PersonFactory, ProviderFactory, StationFactory, SubdistrictFactory
from yizhan.network import policies
from yizhan.people.models import Role

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


@pytest.mark.parametrize("role", [Role.HUB, Role.ADMINISTRATOR])
def test_hub_and_administrators_may_do_almost_everything(role):
    actor, station = AppointmentFactory(role=role).person, StationFactory()

    assert policies.can_see_network_admin(actor)
    assert policies.can_apply_somewhere(actor)
    assert policies.can_apply(actor, station.subdistrict_id)
    assert policies.can_apply(actor, None)
    assert policies.can_edit(actor, station)
    assert policies.can_place(actor, station, None)
    assert policies.can_assess(actor)
    assert policies.can_decide(actor)
    assert policies.can_edit_checklist_wording(actor)
    assert policies.can_mark_checklist(actor, station)


def test_a_subdistrict_looks_after_the_stations_in_its_area(officer_of):
    station = StationFactory()
    actor = officer_of(station.subdistrict)

    assert policies.can_see_network_admin(actor)
    assert policies.can_apply_somewhere(actor)
    assert policies.can_apply(actor, station.subdistrict_id)
    assert policies.can_edit(actor, station)
    assert policies.can_mark_checklist(actor, station)
    assert not policies.can_edit(actor, StationFactory())
    assert not policies.can_mark_checklist(actor, StationFactory())
    assert not policies.can_apply(actor, SubdistrictFactory().pk)


def test_a_place_without_subdistrict_is_no_subdistricts(officer_of):
    actor = officer_of(SubdistrictFactory())

    assert not policies.can_apply(actor, None)
    assert not policies.can_edit(actor, StationFactory(building=None, zone=None, subdistrict=None))


def test_a_station_officer_looks_after_that_station(officer_of):
    station = StationFactory()
    actor = officer_of(station)

    assert policies.can_see_network_admin(actor)
    assert policies.can_edit(actor, station)
    assert policies.can_mark_checklist(actor, station)
    assert not policies.can_edit(actor, StationFactory())
    assert not policies.can_apply_somewhere(actor)
    assert not policies.can_apply(actor, station.subdistrict_id)


def test_neither_subdistrict_nor_station_officers_decide(officer_of):
    station = StationFactory()

    for actor in (officer_of(station), officer_of(station.subdistrict)):
        assert not policies.can_assess(actor)
        assert not policies.can_decide(actor)
        assert not policies.can_edit_checklist_wording(actor)


def test_those_who_may_apply_place_an_application_and_not_a_station(officer_of):
    applied, serving = StationFactory(state="applied"), StationFactory()

    assert policies.can_place(officer_of(applied.subdistrict), applied, applied.subdistrict_id)
    assert not policies.can_place(officer_of(applied.subdistrict), applied, serving.subdistrict_id)
    assert not policies.can_place(officer_of(serving.subdistrict), serving, serving.subdistrict_id)
    assert not policies.can_place(officer_of(applied), applied, applied.subdistrict_id)


def test_only_administrators_import(administrator, hub):
    assert policies.can_import(administrator)
    assert not policies.can_import(hub)


@pytest.mark.parametrize("make", [lambda: VISITOR, PersonFactory], ids=["visitor", "member"])
def test_visitors_and_members_may_do_nothing(make):
    actor, station = make(), StationFactory()

    assert not policies.can_see_network_admin(actor)
    assert not policies.can_apply_somewhere(actor)
    assert not policies.can_apply(actor, station.subdistrict_id)
    assert not policies.can_edit(actor, station)
    assert not policies.can_place(actor, station, station.subdistrict_id)
    assert not policies.can_assess(actor)
    assert not policies.can_decide(actor)
    assert not policies.can_edit_checklist_wording(actor)
    assert not policies.can_mark_checklist(actor, station)
    assert not policies.can_import(actor)


def test_a_provider_has_no_part_in_the_network_administration():
    actor = AppointmentFactory(role=Role.PROVIDER, place=ProviderFactory()).person

    assert not policies.can_see_network_admin(actor)


def test_a_role_that_has_ended_opens_nothing(at):
    at("2026-11-25T12:00+08:00")
    station = StationFactory()
    actor = AppointmentFactory(role=Role.STATION, place=station, ends_on=date(2026, 11, 25)).person

    assert not policies.can_edit(actor, station)


def test_people_choose_their_own_workplace_only(member, hub):
    assert policies.can_choose_workplace(member, member)
    assert not policies.can_choose_workplace(hub, member)
