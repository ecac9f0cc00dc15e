"""Pure decisions about needs."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhan.kernel.calendar import load
from yizhan.kernel.states import IllegalMove
from yizhan.needs import rules
from yizhan.needs.models import Need, NeedState
from yizhan.needs.rules import Count, refusals

NUMBERS = st.integers(0, 50)


@st.composite
def counts(draw):
    promised, served = draw(NUMBERS), draw(NUMBERS)
    return Count(people=promised + served + draw(NUMBERS) + 1, promised=promised, served=served)


@given(count=counts(), people=st.integers(0, 200), change=st.sampled_from(["promising", "releasing", "serving"]))
def test_places_and_services_never_exceed_the_people(count, people, change):
    after = getattr(count, change)(people)

    assert after.people == count.people
    assert min(after.promised, after.served) >= 0
    assert after.promised + after.served <= after.people


@given(count=counts(), people=NUMBERS)
def test_what_is_promised_can_be_taken_back(count, people):
    given_places = count.promising(people).promised - count.promised

    assert count.promising(people).releasing(given_places) == count


@given(one=counts(), other=counts(), twice=NUMBERS)
def test_two_needs_together_keep_every_place_and_count_nobody_twice(one, other, twice):
    both = one.with_others(other, twice=twice)

    assert (both.promised, both.served) == (one.promised + other.promised, one.served + other.served)
    assert both.people == max(one.people + other.people - twice, both.promised + both.served)


@pytest.mark.parametrize(
    ("count", "state"),
    [
        ((3, 0, 0), "accepted"),
        ((3, 1, 0), "planned"),
        ((3, 0, 2), "accepted"),
        ((3, 1, 2), "planned"),
        ((3, 0, 3), "met"),
    ],
)
def test_the_state_of_an_accepted_need_follows_from_its_count(count, state):
    people, promised, served = count

    assert Count(people=people, promised=promised, served=served).state == state


def test_who_comes_without_a_place_is_served_too():
    after = Count(people=5, promised=2, served=0).serving(4)

    assert after == Count(people=5, promised=0, served=4)


def test_who_is_served_out_of_turn_leaves_no_place_too_many():
    after = Count(people=5, promised=4, served=0).serving(3)

    assert after == Count(people=5, promised=1, served=3)


def test_somebody_may_leave_while_nothing_is_arranged_for_them():
    assert Count(people=5, promised=2, served=1).without(2) == Count(people=3, promised=2, served=1)
    assert Count(people=2, promised=0, served=0).without(2) is None
    with pytest.raises(refusals.AlreadyArranged):
        Count(people=5, promised=3, served=1).without(2)


@pytest.mark.parametrize("to", sorted(rules.SETTLED))
def test_what_is_planned_is_not_settled_otherwise(to):
    with pytest.raises(refusals.AlreadyPlanned):
        rules.move(Need(state=NeedState.PLANNED), to=to)


@pytest.mark.parametrize("state", sorted({*rules.SETTLED, NeedState.MET}))
def test_what_is_settled_stays_so(state):
    with pytest.raises(IllegalMove):
        rules.move(Need(state=state), to=NeedState.ACCEPTED)


def test_an_officer_looks_within_three_working_days():
    raised = datetime.fromisoformat("2026-11-26T10:00+08:00")

    assert rules.triaged_by(raised, working=load("cn")).date() == date(2026, 12, 1)


def test_where_the_calendar_ends_nothing_is_promised():
    assert rules.triaged_by(datetime.fromisoformat("2099-01-01T10:00+08:00"), working=load("cn")) is None


def test_more_is_known_by_the_end_of_the_month_that_was_wished_for_or_of_the_next():
    today = date(2026, 11, 25)

    assert rules.planned_by(date(2027, 2, 1), today=today) == date(2027, 3, 1)
    assert rules.planned_by(None, today=today) == date(2027, 1, 1)


def test_a_month_that_is_over_is_refused():
    rules.require_month(date(2026, 11, 1), today=date(2026, 11, 25))
    with pytest.raises(refusals.MonthPast):
        rules.require_month(date(2026, 10, 1), today=date(2026, 11, 25))
