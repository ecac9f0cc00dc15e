"""Two people act on the same need in the same second."""

import pytest

from tests.factories import AppointmentFactory, PersonFactory, StationFactory
from tests.needs.factories import NeedFactory, RequesterFactory
from tests.rivals import at_once
from yizhan.needs import services
from yizhan.needs.models import Need
from yizhan.people.models import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hub():
    return AppointmentFactory(role=Role.HUB).person


def test_everyone_who_joins_at_once_is_counted():
    need, people = NeedFactory(), PersonFactory.create_batch(6)

    ends = at_once(*[lambda person=person: services.join(actor=person, need=need) for person in people])

    need.refresh_from_db()
    assert (ends, need.people, need.requesters.count()) == (["done"] * 6, 7, 6)


def test_one_person_who_joins_twice_at_once_is_counted_once():
    need, person = NeedFactory(), PersonFactory()

    ends = at_once(*[lambda: services.join(actor=person, need=need)] * 2)

    need.refresh_from_db()
    assert (ends, need.people) == (["AlreadyJoined", "done"], 2)


def test_two_needs_merged_into_each_other_at_once_become_one(hub):
    station = StationFactory()
    one, two = (RequesterFactory(need__station=station).need for _ in range(2))

    ends = at_once(
        lambda: services.merge(actor=hub, need=one, into=two), lambda: services.merge(actor=hub, need=two, into=one)
    )

    left = Need.objects.get(state="open")
    assert (ends, left.people, left.requesters.count()) == (["MergeIntoItself", "done"], 2, 2)


def test_needs_merged_in_a_ring_at_once_become_one(hub):
    station = StationFactory()
    needs = [RequesterFactory(need__station=station).need for _ in range(4)]
    pairs = zip(needs, needs[1:] + needs[:1], strict=True)

    ends = at_once(*[lambda a=a, b=b: services.merge(actor=hub, need=a, into=b) for a, b in pairs])

    left = Need.objects.get(state="open")
    assert (ends, left.people, left.requesters.count()) == (["MergeIntoItself", "done", "done", "done"], 4, 4)


def test_who_leaves_while_the_need_is_merged_is_gone_from_what_it_became(hub):
    station = StationFactory()
    need, into = (RequesterFactory(need__station=station, need__people=2).need for _ in range(2))
    person = need.requesters.get().person

    ends = at_once(
        lambda: services.leave(actor=person, need=need), lambda: services.merge(actor=hub, need=need, into=into)
    )

    into.refresh_from_db()
    assert (ends, into.people, into.requesters.filter(person=person).count()) == (["done", "done"], 3, 0)


def test_who_joins_while_the_need_is_merged_has_what_it_became(hub):
    station = StationFactory()
    need, into, person = NeedFactory(station=station), NeedFactory(station=station), PersonFactory()

    ends = at_once(
        lambda: services.join(actor=person, need=need), lambda: services.merge(actor=hub, need=need, into=into)
    )

    into.refresh_from_db()
    assert (ends, into.people, into.requesters.get().person) == (["done", "done"], 3, person)


def test_the_last_places_are_promised_once():
    need = NeedFactory(state="accepted", people=3)
    said = {"zh": "排好了", "en": "Planned", "at": need.raised_at}

    at_once(*[lambda: services.promise(need_id=need.pk, people=2, **said)] * 3)

    need.refresh_from_db()
    assert (need.promised, need.state) == (3, "planned")
