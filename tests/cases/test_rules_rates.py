"""What may be shown of rates, and what may be compared."""

import pytest

from yizhan.cases.rules.rates import (
    ALL,
    Along,
    Answers,
    Count,
    Measure,
    Tally,
    may_be_shown,
    rate_of,
)

HERE, THERE = (Along.STATION, "here"), (Along.STATION, "there")


def tally(key, *, part=1, whole=1, excluded=False, answered=0, asked=0):
    answers = Answers(asked=asked or answered, answered=answered)
    return Tally(keys=frozenset({ALL, key}), excluded=excluded, part=part, whole=whole, answers=answers)


def test_a_rate_stands_with_and_without_what_was_left_out():
    found = rate_of(
        Measure.ON_TIME, HERE, [tally(HERE, part=3, whole=4), tally(HERE, part=0, excluded=True), tally(THERE)]
    )

    assert (found.kept, found.whole, found.excluded) == (Count(part=3, whole=4), Count(part=3, whole=5), 1)


def test_nothing_of_nothing_has_no_share():
    assert rate_of(Measure.ON_TIME, HERE, []).whole.estimate is None


def test_opinions_of_fewer_than_five_are_not_shown():
    tallies = [tally(HERE, part=4, whole=4, answered=4)]

    found = rate_of(Measure.PERSON, HERE, tallies, shown=may_be_shown(tallies))

    assert (found.kept, found.whole, found.answers) == (None, None, None)


def test_nor_can_they_be_worked_out_from_the_total():
    tallies = [tally(HERE, answered=4), tally(THERE, answered=20)]

    assert may_be_shown(tallies) == {(ALL, True), (ALL, False)}


def test_nor_from_what_was_left_out():
    tallies = [tally(HERE, part=9, whole=9, answered=9), tally(HERE, answered=1, excluded=True)]

    found = rate_of(Measure.PERSON, HERE, tallies, shown=may_be_shown(tallies))

    assert (found.kept, found.whole) == (None, Count(part=10, whole=10))


@pytest.mark.parametrize(("answered", "comparable"), [(29, False), (30, True)])
def test_opinions_are_comparable_from_three_in_ten_answers(answered, comparable):
    tallies = [tally(HERE, answered=answered, asked=100)]

    assert rate_of(Measure.CONTENT, HERE, tallies, shown=may_be_shown(tallies)).comparable is comparable


def test_what_is_no_opinion_is_always_comparable():
    assert rate_of(Measure.ON_TIME, HERE, [tally(HERE)]).comparable
