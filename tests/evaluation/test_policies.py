"""Who may do what with evaluation: a yes and a no for each."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.evaluation.factories import AskFactory, CallBackFactory, ImprovementFactory
from tests.factories import AppointmentFactory, ProviderFactory, StationFactory, SubdistrictFactory
from yizhan.evaluation import policies
from yizhan.people.models import Role

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def holder(role, place=None):
    return AppointmentFactory(role=role, place=place).person


@pytest.fixture
def staff():
    return {
        Role.HUB: holder(Role.HUB),
        Role.ADMINISTRATOR: holder(Role.ADMINISTRATOR),
        Role.SUBDISTRICT: holder(Role.SUBDISTRICT, SubdistrictFactory()),
        Role.STATION: holder(Role.STATION, StationFactory()),
        Role.PROVIDER: holder(Role.PROVIDER, ProviderFactory()),
    }


LEADS = {Role.HUB, Role.ADMINISTRATOR}
OPEN_TO = {
    policies.can_see_call_backs: LEADS | {Role.STATION},
    policies.can_see_formula: LEADS,
    policies.can_change_formula: LEADS,
    policies.can_see_scorecards: LEADS | {Role.SUBDISTRICT, Role.STATION, Role.PROVIDER},
    policies.can_compare: LEADS | {Role.SUBDISTRICT, Role.STATION},
    policies.can_improve: LEADS,
    policies.can_see_improvements: LEADS | {Role.SUBDISTRICT, Role.STATION},
}


@pytest.mark.parametrize("policy", OPEN_TO, ids=lambda policy: policy.__name__)
def test_what_each_role_may(policy, staff, member):
    assert {role for role, person in staff.items() if policy(person)} == OPEN_TO[policy]
    assert not policy(member)
    assert not policy(VISITOR)


def test_members_are_asked_and_visitors_are_not(member):
    assert policies.is_asked(member)
    assert policies.can_answer_survey(member)
    assert not policies.is_asked(VISITOR)
    assert not policies.can_answer_survey(VISITOR)


def test_those_who_came_speak_for_themselves(member):
    ask = AskFactory()

    assert policies.can_rate(ask.registration.person, ask)
    assert not policies.can_rate(member, ask)
    assert not policies.can_rate(VISITOR, ask)


def test_officers_call_back_for_their_own_station_and_the_hub_for_all(staff):
    call_back = CallBackFactory()

    assert policies.can_call_back(holder(Role.STATION, call_back.station), call_back)
    assert policies.can_call_back(staff[Role.HUB], call_back)
    assert not policies.can_call_back(staff[Role.STATION], call_back)
    assert not policies.can_call_back(VISITOR, call_back)


def test_an_improvement_is_closed_by_who_does_it_or_by_the_hub(staff):
    improvement = ImprovementFactory()

    assert policies.can_close_improvement(improvement.owner, improvement)
    assert policies.can_close_improvement(staff[Role.HUB], improvement)
    assert not policies.can_close_improvement(staff[Role.STATION], improvement)
    assert not policies.can_close_improvement(VISITOR, improvement)


def test_words_are_for_the_hub_and_for_those_they_are_about(staff):
    station, provider = StationFactory(), ProviderFactory()

    assert policies.can_read_words(staff[Role.HUB], "service", station.pk)
    assert policies.can_read_words(holder(Role.STATION, station), "station", station.pk)
    assert policies.can_read_words(holder(Role.PROVIDER, provider), "provider", provider.pk)
    assert not policies.can_read_words(holder(Role.STATION, station), "provider", station.pk)
    assert not policies.can_read_words(staff[Role.STATION], "station", station.pk)
    assert not policies.can_read_words(staff[Role.SUBDISTRICT], "station", station.pk)
    assert not policies.can_read_words(VISITOR, "station", station.pk)
