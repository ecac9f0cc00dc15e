"""Who may open which page of the staff: a yes and a no for each policy."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.factories import AppointmentFactory, PersonFactory, ProviderFactory, StationFactory, SubdistrictFactory
from yizhan.people.models import Role
from yizhan.portal import policies

pytestmark = pytest.mark.django_db
PLACES = {Role.STATION: StationFactory, Role.SUBDISTRICT: SubdistrictFactory, Role.PROVIDER: ProviderFactory}


def holder(role):
    return AppointmentFactory(role=role, place=PLACES[role]() if role in PLACES else None).person


def test_the_signed_in_are_those_with_an_account():
    assert policies.is_signed_in(PersonFactory())
    assert not policies.is_signed_in(AnonymousUser())


@pytest.mark.parametrize(
    ("policy", "roles"),
    [
        (policies.can_see_desk, {"administrator", "hub", "subdistrict", "station", "provider"}),
        (policies.can_oversee, {"administrator", "hub", "subdistrict"}),
        (policies.can_manage_roles, {"administrator", "hub"}),
        (policies.can_read_ledger, {"administrator", "hub"}),
    ],
)
def test_a_page_of_the_staff_is_for_some_roles(policy, roles):
    asked = [role for role in Role if role != Role.ORGANISATION]

    assert {str(role) for role in asked if policy(holder(role))} == roles
    assert not policy(PersonFactory())


def test_roles_of_the_whole_network_are_offered_to_administrators_alone():
    assert policies.can_be_offered(holder(Role.ADMINISTRATOR), Role.HUB)
    assert policies.can_be_offered(holder(Role.HUB), Role.STATION)
    assert not policies.can_be_offered(holder(Role.HUB), Role.ADMINISTRATOR)
    assert not policies.can_be_offered(holder(Role.SUBDISTRICT), Role.STATION)
