"""Places promised to many needs at once."""

from datetime import date, datetime

import pytest

from tests.needs.factories import NeedFactory, RequesterFactory
from yizhan.messages.models import Notice
from yizhan.needs.services.many import Places, Unmet, leave_unmet_all, promise_all
from yizhan.people.queries import changes_of

pytestmark = pytest.mark.django_db
FEBRUARY = date(2026, 2, 1)
AT = datetime.fromisoformat("2026-02-04T12:00+08:00")


def places(need, people):
    return Places(need_id=need.pk, people=people, at=AT, zh="排在周三中午。", en="On Wednesday at noon.")


def test_each_need_gets_its_places_a_step_and_a_line_and_its_requesters_a_notice():
    need = NeedFactory(state="accepted", people=5)
    person = RequesterFactory(need=need).person

    promise_all([places(need, 2), places(need, 1)])

    need.refresh_from_db()
    assert (need.promised, need.state) == (3, "planned")
    assert [(step.kind, step.words_zh, step.due_at) for step in need.steps.all()] == [
        ("planned", "排在周三中午。", AT)
    ] * 2
    assert [(line.verb, line.details) for line in changes_of(need)] == [("promise", {"promised": 3, "served": 0})]
    assert [(n.title_zh, n.link) for n in Notice.objects.filter(person=person)] == [
        ("你的需求排好了", f"/needs/{need.pk}/")
    ] * 2


def test_nobody_is_promised_more_than_was_asked_and_what_is_settled_stays():
    need, gone = NeedFactory(state="accepted", people=2), NeedFactory(state="withdrawn", people=2)

    promise_all([places(need, 3), places(need, 1), places(gone, 1)])

    need.refresh_from_db()
    gone.refresh_from_db()
    assert (need.promised, need.state, gone.promised, need.steps.count()) == (2, "planned", 0, 1)


def test_a_need_that_was_merged_meanwhile_is_followed():
    into = NeedFactory(state="accepted", people=4)
    merged = NeedFactory(state="merged", people=2, merged_into=into)

    promise_all([places(merged, 2)])

    into.refresh_from_db()
    assert into.promised == 2


def unmet(need):
    return Unmet(need_id=need.pk, zh="名额用完了。", en="No place is left.")


def test_each_need_that_is_left_out_goes_on_to_the_next_plan_and_its_requesters_hear_why():
    need = NeedFactory(state="accepted", month=FEBRUARY)
    later = NeedFactory(state="planned", promised=1, month=date(2026, 3, 1))
    person = RequesterFactory(need=need).person

    leave_unmet_all(month=FEBRUARY, unmet=[unmet(need), unmet(later)])

    need.refresh_from_db()
    later.refresh_from_db()
    assert (need.state, need.month, later.month) == ("accepted", None, date(2026, 3, 1))
    assert [(step.kind, step.words_zh) for step in need.steps.all()] == [("unmet", "名额用完了。")]
    assert [step.due_at for step in need.steps.all()] == [step.due_at for step in later.steps.all()]
    assert [(line.verb, line.details) for line in changes_of(need)] == [("leave_unmet", {"month": "2026-02"})]
    assert [(n.title_zh, n.link) for n in Notice.objects.filter(person=person)] == [
        ("这个月没有排上", f"/needs/{need.pk}/")
    ]


def test_of_those_left_out_the_settled_are_left_alone_and_the_merged_are_followed():
    settled, into = NeedFactory(state="met"), NeedFactory(state="accepted")
    merged = NeedFactory(state="merged", merged_into=into)

    leave_unmet_all(month=FEBRUARY, unmet=[unmet(settled), unmet(merged)])

    assert [one.steps.count() for one in (settled, merged, into)] == [0, 0, 1]


@pytest.mark.parametrize("count", [1, 5])
def test_leaving_many_out_costs_as_many_queries_as_one(count, django_assert_num_queries):
    needs = [RequesterFactory(need__state="accepted").need for _ in range(count)]

    with django_assert_num_queries(10):
        leave_unmet_all(month=FEBRUARY, unmet=[unmet(need) for need in needs])


@pytest.mark.parametrize("count", [1, 5])
def test_many_cost_as_many_queries_as_one(count, django_assert_num_queries):
    needs = [RequesterFactory(need__state="accepted", need__people=2).need for _ in range(count)]

    with django_assert_num_queries(10):
        promise_all([places(need, 1) for need in needs])
