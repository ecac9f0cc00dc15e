"""Where people say they work."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import AppointmentFactory, BuildingFactory, ConsentFactory, PersonFactory
from yizhan.network import queries, services
from yizhan.network.models import Workplace
from yizhan.network.rules import refusals

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return ConsentFactory(text__purpose="workplace").person


def all_of(person):
    return list(Workplace.objects.filter(person=person).values_list("building__name_zh", "starts_on", "ends_on"))


def test_a_workplace_begins_today(at, person):
    at("2026-11-25T08:00+08:00")

    services.choose_workplace(actor=person, person=person, building=BuildingFactory(name_zh="嘉地中心"))

    assert all_of(person) == [("嘉地中心", date(2026, 11, 25), None)]
    assert queries.workplace_of(person).name_zh == "嘉地中心"


def test_the_earlier_workplace_ends_when_another_begins(at, person):
    at("2026-11-25T08:00+08:00")
    services.choose_workplace(actor=person, person=person, building=BuildingFactory(name_zh="旧楼"))
    at("2026-12-01T08:00+08:00")

    services.choose_workplace(actor=person, person=person, building=BuildingFactory(name_zh="新楼"))

    assert all_of(person) == [
        ("新楼", date(2026, 12, 1), None),
        ("旧楼", date(2026, 11, 25), date(2026, 12, 1)),
    ]


def test_a_choice_corrected_the_same_day_never_was(noon, person):
    services.choose_workplace(actor=person, person=person, building=BuildingFactory(name_zh="点错的楼"))

    services.choose_workplace(actor=person, person=person, building=BuildingFactory(name_zh="对的楼"))

    assert all_of(person) == [("对的楼", date(2026, 11, 25), None)]


def test_choosing_the_same_building_again_changes_nothing(noon, person):
    building = BuildingFactory()
    first = services.choose_workplace(actor=person, person=person, building=building)

    assert services.choose_workplace(actor=person, person=person, building=building) == first


def test_leaving_ends_the_workplace(at, person):
    at("2026-11-25T08:00+08:00")
    services.choose_workplace(actor=person, person=person, building=BuildingFactory(name_zh="旧楼"))
    at("2026-12-01T08:00+08:00")

    services.leave_workplace(actor=person, person=person)

    assert all_of(person) == [("旧楼", date(2026, 11, 25), date(2026, 12, 1))]
    assert queries.workplace_of(person) is None


def test_who_works_nowhere_cannot_leave(person):
    with pytest.raises(refusals.NoWorkplace):
        services.leave_workplace(actor=person, person=person)


def test_nothing_is_noted_without_consent():
    person = PersonFactory()

    with pytest.raises(refusals.WorkplaceNeedsConsent):
        services.choose_workplace(actor=person, person=person, building=BuildingFactory())

    assert all_of(person) == []


def test_nobody_says_where_another_works(hub, person):
    with pytest.raises(PermissionDenied):
        services.choose_workplace(actor=hub, person=person, building=BuildingFactory())
    with pytest.raises(PermissionDenied):
        services.leave_workplace(actor=hub, person=person)


def test_who_takes_consent_back_is_forgotten_wholly(person):
    services.choose_workplace(actor=person, person=person, building=BuildingFactory())

    services.forget_workplaces(person_id=person.pk)

    assert all_of(person) == []


def test_workplaces_told_at_a_desk_are_entered_for_those_who_agreed(person):
    silent, tower = PersonFactory(), BuildingFactory()

    entered = services.enter_workplaces(actor=AppointmentFactory().person, chosen={person.pk: tower, silent.pk: tower})

    assert entered == 1
    assert list(Workplace.objects.values_list("person", "building")) == [(person.pk, tower.pk)]


def test_a_workplace_somebody_chose_is_not_replaced_at_a_desk(person):
    services.choose_workplace(actor=person, person=person, building=BuildingFactory())

    assert services.enter_workplaces(actor=AppointmentFactory().person, chosen={person.pk: BuildingFactory()}) == 0


def test_only_administrators_enter_workplaces():
    with pytest.raises(PermissionDenied):
        services.enter_workplaces(actor=PersonFactory(), chosen={})
