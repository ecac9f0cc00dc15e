"""Needs by the hundred."""

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import PersonFactory, StationFactory
from tests.needs.factories import NeedFactory, RequesterFactory
from yizhan.kernel.search import matching
from yizhan.messages.models import Notice
from yizhan.needs import services
from yizhan.needs.models import Channel, Need, NeedState, StepKind
from yizhan.needs.rules import refusals

pytestmark = pytest.mark.django_db


def wish(station, service, **changes):
    return {
        "station": station,
        "building": station.building,
        "category": service.category,
        "service": service,
        "words": "想看体检报告",
        "people": 4,
        **changes,
    }


def test_needs_brought_together_are_written_with_their_steps_and_found_by_their_words(hub, station, service):
    made = services.enter_all(actor=hub, wishes=[wish(station, service)] * 3, channel=Channel.WALK)

    assert [(need.state, need.channel, need.people) for need in Need.objects.all()] == [("open", "walk", 4)] * 3
    assert [step.kind for need in made for step in need.steps.all()] == [StepKind.RAISED] * 3
    assert Need.objects.filter(matching("体检")).count() == 3


def test_one_wish_that_breaks_a_rule_leaves_none_written(hub, station, service):
    with pytest.raises(refusals.Refused):
        services.enter_all(
            actor=hub, wishes=[wish(station, service), wish(station, service, words=" ")], channel=Channel.WALK
        )

    assert Need.objects.count() == 0


def test_nobody_brings_needs_to_a_station_of_others(station, service):
    with pytest.raises(PermissionDenied):
        services.enter_all(actor=PersonFactory(), wishes=[wish(station, service)], channel=Channel.WALK)


def test_bringing_a_hundred_costs_what_one_costs(hub, station, service, django_assert_max_num_queries):
    assert hub.roles_held

    with django_assert_max_num_queries(6):
        services.enter_all(actor=hub, wishes=[wish(station, service)] * 100, channel=Channel.WALK)


def test_all_that_wait_and_name_their_service_are_taken_on_and_their_requesters_told(hub):
    one, other = NeedFactory(), NeedFactory()
    nameless, settled = NeedFactory(service=None, category=one.category), NeedFactory(state=NeedState.RETURNED)
    asker = RequesterFactory(need=one).person

    taken = services.accept_all(actor=hub, needs=[one, other, nameless, settled])

    assert {need.pk for need in taken} == {one.pk, other.pk}
    assert dict(Need.objects.values_list("pk", "state")) == {
        one.pk: "accepted",
        other.pk: "accepted",
        nameless.pk: "open",
        settled.pk: "returned",
    }
    assert list(Notice.objects.filter(person=asker).values_list("title_zh", flat=True)) == ["你的需求已受理"]


def test_an_officer_takes_on_those_of_the_own_station_alone(officer_of):
    mine, others = NeedFactory(), NeedFactory(station=StationFactory())

    taken = services.accept_all(actor=officer_of(mine.station), needs=[mine, others])

    assert [need.pk for need in taken] == [mine.pk]


def test_taking_on_a_hundred_costs_what_one_costs(hub, station, service, django_assert_max_num_queries):
    needs = services.enter_all(actor=hub, wishes=[wish(station, service)] * 100, channel=Channel.WALK)

    with django_assert_max_num_queries(9):
        services.accept_all(actor=hub, needs=needs)
