"""Who may do what with sign-ups: a yes and a no for each policy."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.activities.factories import RegistrationFactory
from tests.factories import AppointmentFactory, PersonFactory, StationFactory
from yizhan.activities import policies
from yizhan.people.models import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def mine():
    return RegistrationFactory()


def officer(role, place=None):
    return AppointmentFactory(role=role, place=place).person


def test_a_station_is_run_by_its_officers_its_subdistrict_and_the_hub():
    station = StationFactory()

    assert policies.can_run(officer(Role.STATION, station), station)
    assert policies.can_run(officer(Role.SUBDISTRICT, station.subdistrict), station)
    assert policies.can_run(officer(Role.HUB), station)
    assert not policies.can_run(officer(Role.STATION, StationFactory()), station)
    assert not policies.can_run(PersonFactory(), station)


def test_the_desk_is_for_those_who_run_some_station():
    assert policies.can_run_somewhere(officer(Role.STATION, StationFactory()))
    assert not policies.can_run_somewhere(PersonFactory())


def test_people_sign_up_for_themselves():
    person = PersonFactory()

    assert policies.can_sign_up(person, person)
    assert not policies.can_sign_up(officer(Role.HUB), person)


def test_only_people_have_own_pages():
    assert policies.is_signed_in(PersonFactory())
    assert not policies.is_signed_in(AnonymousUser())


@pytest.mark.parametrize("policy", [policies.can_change_registration, policies.can_check_out])
def test_a_sign_up_is_changed_by_its_person_and_by_those_who_run_the_activity(mine, policy):
    assert policy(mine.person, mine)
    assert policy(officer(Role.STATION, mine.activity.station), mine)
    assert not policy(PersonFactory(), mine)


def test_people_do_not_check_themselves_in_without_the_code_of_the_venue(mine):
    assert policies.can_check_in(officer(Role.HUB), mine)
    assert not policies.can_check_in(mine.person, mine)
