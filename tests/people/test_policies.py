"""Who may do what with people: a yes and a no for each."""

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser

from tests.factories import AppointmentFactory, PersonFactory, StationFactory
from yizhan.people import policies
from yizhan.people.models import Role

pytestmark = pytest.mark.django_db


def holder(role, **more):
    place = None if role in {Role.ADMINISTRATOR, Role.HUB} else StationFactory()
    return AppointmentFactory(role=role, place=place, **more).person


def test_a_member_is_signed_in_and_a_visitor_is_not():
    assert policies.is_signed_in(PersonFactory())
    assert not policies.is_signed_in(AnonymousUser())


def test_a_station_worker_is_staff_and_a_member_is_not():
    assert policies.is_staff(holder(Role.STATION))
    assert not policies.is_staff(PersonFactory())


def test_a_role_that_has_ended_makes_nobody_staff(at):
    at("2026-11-25T12:00+08:00")

    assert not policies.is_staff(holder(Role.STATION, ends_on=date(2026, 11, 25)))


def test_staff_may_add_a_second_step_and_members_may_not():
    assert policies.can_keep_second_step(holder(Role.PROVIDER))
    assert not policies.can_keep_second_step(PersonFactory())


def test_whoever_has_a_second_step_may_change_it_without_a_role():
    person = PersonFactory()
    Authenticator.objects.create(user=person, type="totp", data={})

    assert policies.can_keep_second_step(person)


def test_an_administrator_administers_and_the_hub_does_not():
    assert policies.can_administer(holder(Role.ADMINISTRATOR))
    assert not policies.can_administer(holder(Role.HUB))


def test_staff_may_hold_a_token_and_members_may_not():
    assert policies.can_hold_token(holder(Role.HUB))
    assert not policies.can_hold_token(PersonFactory())


@pytest.mark.parametrize(
    ("who", "role", "may"),
    [
        (Role.ADMINISTRATOR, Role.ADMINISTRATOR, True),
        (Role.ADMINISTRATOR, Role.STATION, True),
        (Role.HUB, Role.STATION, True),
        (Role.HUB, Role.HUB, False),
        (Role.HUB, Role.ADMINISTRATOR, False),
        (Role.STATION, Role.STATION, False),
    ],
)
def test_who_may_appoint_whom(who, role, may):
    assert policies.can_appoint(holder(who), role) is may


def test_the_hub_manages_people_and_a_station_does_not():
    assert policies.can_manage_people(holder(Role.HUB))
    assert not policies.can_manage_people(holder(Role.STATION))


def test_a_person_is_the_one_and_nobody_else():
    person = PersonFactory()

    assert policies.is_self(person, person)
    assert not policies.is_self(PersonFactory(), person)
