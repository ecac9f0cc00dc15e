"""Service packages of enterprises."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.urls import reverse

from tests.enterprises.factories import ContactFactory, EnterpriseFactory
from tests.factories import AppointmentFactory, PersonFactory, ServiceFactory
from yizhan.catalogue import policies, queries, rules, services
from yizhan.catalogue.models import PackageItem
from yizhan.people.models import Role
from yizhan.people.queries import changes_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(at):
    """It is noon on Wednesday 25 November 2026."""
    at("2026-11-25T12:00+08:00")


@pytest.fixture
def enterprise():
    return EnterpriseFactory()


@pytest.fixture
def officer(enterprise):
    return AppointmentFactory(role=Role.STATION, place=enterprise.station).person


@pytest.fixture
def item(enterprise):
    return PackageItem.objects.create(enterprise=enterprise, service=ServiceFactory(), offered_on=date(2026, 11, 1))


@pytest.fixture
def contact(enterprise):
    """A member who speaks for the enterprise."""
    return ContactFactory(enterprise=enterprise, person=PersonFactory()).person


def test_services_are_offered_once(officer, enterprise, item):
    fresh = ServiceFactory()

    assert services.offer(actor=officer, enterprise=enterprise, services=[item.service, fresh]) == 1

    assert {one.service for one in queries.package_of(enterprise)} == {item.service, fresh}
    assert changes_of(enterprise).get().details == {"services": [fresh.code]}


def test_nothing_is_no_offer(officer, enterprise):
    with pytest.raises(rules.NothingChosen):
        services.offer(actor=officer, enterprise=enterprise, services=[])


def test_one_that_moved_away_is_offered_nothing(officer, enterprise):
    enterprise.left_on = date(2026, 11, 1)
    enterprise.save()

    with pytest.raises(rules.EnterpriseMovedAway):
        services.offer(actor=officer, enterprise=enterprise, services=[ServiceFactory()])


def test_others_offer_nothing(contact, enterprise):
    with pytest.raises(PermissionDenied):
        services.offer(actor=contact, enterprise=enterprise, services=[ServiceFactory()])


@pytest.mark.parametrize(("taken", "state"), [(True, "taken"), (False, "declined")])
def test_a_contact_answers(contact, item, taken, state):
    services.answer_offer(actor=contact, item=item, taken=taken)

    item.refresh_from_db()
    assert (item.state, item.answered_on) == (state, date(2026, 11, 25))


def test_strangers_answer_nothing(item):
    with pytest.raises(PermissionDenied):
        services.answer_offer(actor=PersonFactory(), item=item, taken=True)


def test_what_was_taken_back_is_answered_and_taken_back_no_more(officer, item):
    services.take_back_offer(actor=officer, item=item)
    gone = PackageItem(pk=item.pk, enterprise=item.enterprise, service=item.service)

    with pytest.raises(rules.OutOfPackage):
        services.answer_offer(actor=officer, item=gone, taken=True)
    with pytest.raises(rules.OutOfPackage):
        services.take_back_offer(actor=officer, item=gone)


def test_who_packs_and_who_answers(officer, contact, item):
    other = AppointmentFactory(role=Role.STATION, place=EnterpriseFactory().station).person
    people = [officer, AppointmentFactory(role=Role.HUB).person, contact, other]

    assert [policies.can_pack(one, item.enterprise) for one in people] == [True, True, False, False]
    assert [policies.can_answer(one, item) for one in people] == [True, True, True, False]


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"state": "lost", "answered_on": date(2026, 11, 2)}, "catalogue_packageitem_state_known"),
        ({"state": "taken"}, "catalogue_packageitem_answered_on_some_day"),
    ],
)
def test_what_is_false_is_not_kept(enterprise, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        PackageItem.objects.create(
            enterprise=enterprise, service=ServiceFactory(), offered_on=date(2026, 11, 1), **fields
        )


def test_a_service_is_in_a_package_once(item):
    with pytest.raises(IntegrityError, match="catalogue_packageitem_once"):
        PackageItem.objects.create(enterprise=item.enterprise, service=item.service, offered_on=date(2026, 11, 1))


def test_the_page_offers_what_is_not_in_the_package(client, officer, enterprise, item):
    client.force_login(officer)
    fresh, path = ServiceFactory(), reverse("catalogue:package-detail", args=[enterprise.pk])
    form = client.get(path).context["form"]
    assert list(form.fields["services"].queryset) == [fresh]

    assert client.post(path, {}).status_code == 422
    assert client.post(path, {"services": [fresh.pk]}).url == path
    assert queries.package_of(enterprise).count() == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_many(client, officer, enterprise, count, django_assert_num_queries):
    client.force_login(officer)
    for service in ServiceFactory.create_batch(count):
        PackageItem.objects.create(enterprise=enterprise, service=service, offered_on=date(2026, 11, 1))
    path = reverse("catalogue:package-detail", args=[enterprise.pk])
    client.get(path)

    with django_assert_num_queries(8):
        assert len(client.get(path).context["items"]) == count


def test_the_package_of_another_station_s_enterprise_does_not_exist(client, officer):
    client.force_login(officer)

    assert client.get(reverse("catalogue:package-detail", args=[EnterpriseFactory().pk])).status_code == 404


def test_answers_go_back_where_one_came_from(client, officer, contact, item):
    path, found = reverse("catalogue:package-answer", args=[item.pk]), []

    for person in (officer, contact):
        client.force_login(person)
        found.append(client.post(path, {"taken": "yes"}).url)

    assert found == [
        reverse("catalogue:package-detail", args=[item.enterprise_id]),
        reverse("portal:enterprise-mine", args=[item.enterprise_id]),
    ]


def test_a_stranger_finds_no_offer_to_answer_or_take_back(client, item):
    client.force_login(AppointmentFactory(role=Role.STATION, place=EnterpriseFactory().station).person)

    assert client.post(reverse("catalogue:package-answer", args=[item.pk])).status_code == 404
    assert client.post(reverse("catalogue:package-take-back", args=[item.pk])).status_code == 404


def test_an_offer_is_taken_back_on_the_page(client, officer, item):
    client.force_login(officer)

    client.post(reverse("catalogue:package-take-back", args=[item.pk]))

    assert not PackageItem.objects.exists()
