"""What becomes of needs in the plan."""

from datetime import date, datetime

import pytest

from tests.needs.factories import NeedFactory, RequesterFactory
from yizhan.needs import services

pytestmark = pytest.mark.django_db
AT = datetime.fromisoformat("2026-12-09T12:15+08:00")
SAID = {"zh": "12 月 9 日 12:15，3 楼。", "en": "9 December, 12:15, 3rd floor."}


@pytest.fixture
def need():
    return RequesterFactory(need__state="accepted", need__people=3).need


@pytest.fixture
def requester(need):
    return need.requesters.get().person


def count(need):
    need.refresh_from_db()
    return need.state, need.promised, need.served


def test_a_promise_plans_the_need_and_says_when(need, requester, told):
    given = services.promise(need_id=need.pk, people=2, at=AT, link="/activities/x/", **SAID)

    step = need.steps.get()
    assert (given, count(need)) == (2, ("planned", 2, 0))
    assert (step.kind, step.due_at, step.link, step.words_en) == ("planned", AT, "/activities/x/", SAID["en"])
    assert told(requester) == ["你的需求排好了"]
    assert requester.notices.get().link == "/activities/x/"


def test_no_more_is_promised_than_people_wait(need):
    services.promise(need_id=need.pk, people=2, at=AT, **SAID)

    assert services.promise(need_id=need.pk, people=2, at=AT, **SAID) == 1
    assert services.promise(need_id=need.pk, people=2, at=AT, **SAID) == 0
    assert (count(need), need.steps.count()) == (("planned", 3, 0), 2)


def test_a_released_place_makes_the_need_wait_again(need, requester, told):
    services.promise(need_id=need.pk, people=3, at=AT, **SAID)

    assert services.release(need_id=need.pk, people=1, **SAID) == 1
    assert count(need) == ("planned", 2, 0)
    assert services.release(need_id=need.pk, people=9, **SAID) == 2
    assert count(need) == ("accepted", 0, 0)
    assert told(requester) == ["你的需求排好了", "你的需求要重新安排", "你的需求要重新安排"]


def test_a_need_is_met_when_everyone_had_the_delivery(need, requester, told):
    services.promise(need_id=need.pk, people=3, at=AT, **SAID)

    assert services.serve(need_id=need.pk, people=2, link="/activities/x/", **SAID) == 2
    assert count(need) == ("planned", 1, 2)
    assert services.serve(need_id=need.pk, people=1, link="/activities/x/", **SAID) == 1
    assert count(need) == ("met", 0, 3)
    assert told(requester)[1:] == ["你的需求已配送", "你的需求已配送"]


def test_an_unmet_need_says_why_and_goes_on_to_the_next_plan(need, requester, told):
    need.month = date(2026, 12, 1)
    need.save()

    services.leave_unmet(need_id=need.pk, month=date(2026, 12, 1), zh="律师的名额用完了。", en="No lawyer is left.")

    need.refresh_from_db()
    step = need.steps.get()
    assert (need.state, need.month, step.kind, step.words_zh) == ("accepted", None, "unmet", "律师的名额用完了。")
    assert step.due_at.isoformat() == "2027-01-31T15:59:00+00:00"
    assert told(requester) == ["这个月没有排上"]


def test_an_unmet_need_that_is_wanted_later_keeps_its_month(need):
    need.month = date(2027, 2, 1)
    need.save()

    services.leave_unmet(need_id=need.pk, month=date(2026, 12, 1), **SAID)

    need.refresh_from_db()
    assert need.month == date(2027, 2, 1)


@pytest.mark.parametrize("state", ["open", "returned", "withdrawn", "met"])
def test_what_is_not_accepted_is_left_alone(state):
    need = NeedFactory(state=state)

    assert services.promise(need_id=need.pk, people=1, at=AT, **SAID) == 0
    assert services.release(need_id=need.pk, people=1, **SAID) == 0
    assert services.serve(need_id=need.pk, people=1, link="/", **SAID) == 0
    services.leave_unmet(need_id=need.pk, month=date(2026, 12, 1), **SAID)

    assert (count(need), need.steps.count()) == ((state, 0, 0), 0)


def test_what_is_promised_to_a_merged_need_is_promised_to_what_it_became(need):
    merged = NeedFactory(state="merged", merged_into=need)

    assert services.promise(need_id=merged.pk, people=1, at=AT, **SAID) == 1
    assert count(need) == ("planned", 1, 0)
