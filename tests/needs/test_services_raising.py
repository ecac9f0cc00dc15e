"""Saying what one wants, joining others, leaving them."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from tests.factories import CategoryFactory, PersonFactory, ServiceFactory, StationFactory
from tests.needs.factories import NeedFactory, RequesterFactory
from yizhan.needs import services
from yizhan.needs.events import NeedRaised
from yizhan.needs.models import Channel, Need
from yizhan.needs.rules import refusals

pytestmark = pytest.mark.django_db


def test_a_member_raises_a_need_and_has_it(member, wish, steps, history, told):
    need = services.raise_need(actor=member, fields=wish(people=3, parts_of_day=["noon"], weekdays=[3]))

    need.refresh_from_db()
    assert (need.state, need.people, need.channel, need.raised_by) == ("open", 3, "member", member)
    assert [(row.person, row.people, row.origin) for row in need.requesters.all()] == [(member, 3, need)]
    assert (steps(need), history(need), told(member)) == (["raised"], ["raise"], [])
    assert need.steps.get().due_at.isoformat() == "2026-11-30T10:00:00+00:00"


def test_raising_a_need_is_published_and_makes_it_findable(member, wish, published):
    need = services.raise_need(actor=member, fields=wish())

    assert [event for event in published if isinstance(event, NeedRaised)] == [NeedRaised(need_id=need.pk)]
    assert Need.objects.filter(search="律师").count() == 1


def test_an_officer_writes_down_what_people_of_the_station_want(officer, wish, told):
    need = services.raise_need(actor=officer, fields=wish(people=20), channel=Channel.WALK)

    assert (need.people, need.channel, need.raised_by, need.requesters.count()) == (20, "walk", officer, 0)


def test_an_officer_writes_down_a_need_for_somebody_who_has_it_then(officer, member, wish):
    need = services.raise_need(actor=officer, fields=wish(), channel=Channel.WALK, person=member)

    assert [row.person for row in need.requesters.all()] == [member]


def test_a_member_has_their_own_need_whoever_they_name(member, wish):
    need = services.raise_need(actor=member, fields=wish(), person=PersonFactory())

    assert [row.person for row in need.requesters.all()] == [member]


@pytest.mark.parametrize("channel", [Channel.WALK, Channel.IMPORT, Channel.SURVEY])
def test_members_write_nothing_down_for_others(member, wish, channel):
    with pytest.raises(PermissionDenied):
        services.raise_need(actor=member, fields=wish(), channel=channel)


def test_an_officer_of_another_station_writes_nothing_down_here(officer_of, wish):
    with pytest.raises(PermissionDenied):
        services.raise_need(actor=officer_of(StationFactory()), fields=wish(), channel=Channel.WALK)


def test_visitors_raise_nothing(wish):
    with pytest.raises(PermissionDenied):
        services.raise_need(actor=AnonymousUser(), fields=wish())


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"words": "  "}, refusals.WordsMissing),
        ({"people": 0}, refusals.TooManyPeople),
        ({"people": 501}, refusals.TooManyPeople),
    ],
)
def test_a_need_says_what_and_for_how_many(member, wish, said, refusal):
    with pytest.raises(refusal):
        services.raise_need(actor=member, fields=wish(**said))

    assert Need.objects.count() == 0


def test_a_need_goes_to_a_serving_station_with_a_service_of_its_category(member, wish):
    with pytest.raises(refusals.StationNotServing):
        services.raise_need(actor=member, fields=wish(station=StationFactory(state="closed")))
    with pytest.raises(refusals.ServiceElsewhere):
        services.raise_need(actor=member, fields=wish(category=CategoryFactory(code="JK")))


def test_one_tap_joins_a_need_and_the_people_grow(member, steps, history):
    need = RequesterFactory().need

    services.join(actor=member, need=need)
    need.refresh_from_db()

    assert (need.people, need.requesters.get(person=member).people) == (2, 1)
    assert steps(need) == ["joined"]


def test_a_person_is_counted_once(member):
    need = NeedFactory()
    services.join(actor=member, need=need)

    with pytest.raises(refusals.AlreadyJoined):
        services.join(actor=member, need=need)
    need.refresh_from_db()

    assert need.people == 2


def test_joining_what_was_merged_joins_what_it_became(member):
    into = NeedFactory()
    need = NeedFactory(state="merged", merged_into=into)

    joined = services.join(actor=member, need=need)

    assert (joined, joined.people, joined.requesters.get().person) == (into, 2, member)


@pytest.mark.parametrize("state", ["met", "returned", "withdrawn", "handed_over", "split"])
def test_nobody_joins_what_is_over(member, state):
    with pytest.raises(refusals.NeedClosed):
        services.join(actor=member, need=NeedFactory(state=state))


def test_a_need_does_not_grow_without_end(member):
    with pytest.raises(refusals.TooManyPeople):
        services.join(actor=member, need=NeedFactory(people=500))


def test_visitors_join_and_leave_nothing():
    with pytest.raises(PermissionDenied):
        services.join(actor=AnonymousUser(), need=NeedFactory())
    with pytest.raises(PermissionDenied):
        services.leave(actor=AnonymousUser(), need=NeedFactory())


def test_who_leaves_is_counted_no_more(member, steps):
    need = NeedFactory(people=3)
    RequesterFactory(need=need, person=member, people=2)

    services.leave(actor=member, need=need)
    need.refresh_from_db()

    assert (need.people, need.state, need.requesters.count(), steps(need)) == (1, "open", 0, ["left"])


def test_a_need_that_nobody_is_left_with_is_withdrawn(member, wish, steps, history):
    need = services.raise_need(actor=member, fields=wish(people=4))

    services.leave(actor=member, need=need)
    need.refresh_from_db()

    assert (need.state, need.people, steps(need)) == ("withdrawn", 4, ["raised", "withdrawn"])
    assert history(need) == ["raise", "leave"]


def test_a_need_whose_others_all_had_their_delivery_is_met_when_the_last_leaves(member):
    need = NeedFactory(people=3, served=2, state="accepted")
    RequesterFactory(need=need, person=member)

    services.leave(actor=member, need=need)
    need.refresh_from_db()

    assert (need.state, need.people) == ("met", 2)


def test_nobody_leaves_once_a_place_is_arranged_for_them(member):
    need = NeedFactory(state="planned", promised=1)
    RequesterFactory(need=need, person=member)

    with pytest.raises(refusals.AlreadyArranged):
        services.leave(actor=member, need=need)

    assert need.requesters.count() == 1


def test_nobody_leaves_what_they_do_not_have(member):
    with pytest.raises(refusals.NotRequester):
        services.leave(actor=member, need=NeedFactory())


def test_who_had_a_merged_need_leaves_what_it_became(member):
    into = NeedFactory(people=2)
    need = NeedFactory(state="merged", merged_into=into)
    RequesterFactory(need=into, person=member, origin=need)

    left = services.leave(actor=member, need=need)

    assert (left, left.people, into.requesters.count()) == (into, 1, 0)


def test_a_service_of_another_category_is_refused_with_the_field(member, wish):
    with pytest.raises(refusals.ServiceElsewhere) as refused:
        services.raise_need(actor=member, fields=wish(service=ServiceFactory(category=CategoryFactory(code="WT"))))

    assert refused.value.field == "service"
