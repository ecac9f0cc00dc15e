"""Reads of needs."""

from datetime import date

import pytest

from tests.factories import CategoryFactory, ServiceFactory
from tests.needs.factories import NeedFactory, RequesterFactory
from yizhan.needs import queries

pytestmark = pytest.mark.django_db
DECEMBER = date(2026, 12, 1)


@pytest.fixture
def ask(station, service):
    """Which needs are shown for some words; asks about the station and service unless said otherwise."""
    plain = {"station": station, "category": service.category, "service": service, "words": "想找律师看合同"}
    return lambda **said: queries.similar(**{**plain, **said})


def test_a_plan_has_to_serve_what_is_accepted_and_has_people_left():
    accepted = NeedFactory(state="accepted")
    partly = NeedFactory(state="planned", people=3, promised=2)
    NeedFactory(state="planned", people=2, promised=1, served=1)
    NeedFactory(state="open")
    NeedFactory(state="accepted", service=None, category=CategoryFactory())

    assert set(queries.wanted(DECEMBER)) == {accepted, partly}


def test_a_plan_serves_what_is_wanted_by_then_and_not_later():
    soon = NeedFactory(state="accepted")
    then = NeedFactory(state="accepted", month=DECEMBER)
    late = NeedFactory(state="accepted", month=date(2026, 11, 1))
    NeedFactory(state="accepted", month=date(2027, 1, 1))

    assert set(queries.wanted(DECEMBER)) == {soon, then, late}


def test_similar_needs_are_those_of_the_service_then_those_with_like_words(ask, station, service):
    other = ServiceFactory(category=service.category)
    alike = NeedFactory(station=station, service=other, words="想请律师看劳动合同")
    same = NeedFactory(station=station, service=service, words="午休时间来")
    likest = NeedFactory(station=station, service=service, words="想找律师看合同")
    NeedFactory(station=station, service=other, words="公证怎么办")

    assert list(ask()) == [likest, same, alike]
    assert list(ask(service=None)) == [likest, alike]


def test_similar_needs_are_waiting_and_at_the_same_place(ask, station, service):
    NeedFactory(service=service)
    NeedFactory(station=station, service=service, state="met")
    planned = NeedFactory(station=station, service=service, state="planned", promised=1)

    assert list(ask()) == [planned]


def test_a_need_is_not_similar_to_itself_and_says_who_has_it(ask, station, service, member):
    mine = RequesterFactory(need__station=station, need__service=service, person=member).need
    NeedFactory(station=station, service=service)

    assert [row.mine for row in ask(person=member)] == [False, True]
    assert [row.mine for row in ask(person=member, besides=mine.pk)] == [False]


def test_at_most_five_similar_needs_are_shown(ask, station, service):
    NeedFactory.create_batch(7, station=station, service=service)

    assert len(ask()) == 5


def test_a_person_s_needs_come_the_newest_first(member):
    old, new = (RequesterFactory(person=member).need for _ in range(2))
    RequesterFactory()

    assert list(queries.needs_of(member)) == [new, old]


def test_a_merged_need_has_become_the_last_of_its_line():
    last = NeedFactory()
    middle = NeedFactory(state="merged", merged_into=last)
    first = NeedFactory(state="merged", merged_into=middle)

    assert queries.root_of(first.pk) == queries.root_of(last.pk) == last.pk
