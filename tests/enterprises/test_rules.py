"""Decisions about enterprises, without a database."""

from datetime import date

import pytest

from yizhan.enterprises import rules
from yizhan.enterprises.models import Contact, Enterprise, FindingKind, Topic
from yizhan.enterprises.rules import Heard, refusals
from yizhan.network.models import Building, Station, Subdistrict

TODAY = date(2026, 11, 25)


def test_a_building_of_another_subdistrict_is_refused():
    here, there = Subdistrict(), Subdistrict()
    station = Station(state="open", subdistrict=here)

    with pytest.raises(refusals.Elsewhere):
        rules.require_place(building=Building(subdistrict=there), station=station, point=None)
    assert rules.require_place(building=Building(subdistrict=here), station=station, point=None) is None


@pytest.mark.parametrize(
    ("state", "point", "refusal"),
    [("closed", None, refusals.StationNotServing), ("open", Station(kind="building"), refusals.NotAPoint)],
)
def test_an_enterprise_needs_a_serving_station_and_a_point_that_is_one(state, point, refusal):
    with pytest.raises(refusal):
        rules.require_place(building=Building(), station=Station(state=state), point=point)


@pytest.mark.parametrize(
    ("name", "days", "refusal"), [(" ", 90, refusals.NameMissing), ("甲", 6, refusals.VisitInterval)]
)
def test_a_profile_names_the_enterprise_and_how_often_it_is_visited(name, days, refusal):
    with pytest.raises(refusal):
        rules.require_profile(name_zh=name, visit_days=days)


@pytest.mark.parametrize("days", [7, 366])
def test_visits_are_a_week_to_a_year_apart(days):
    assert rules.require_profile(name_zh="甲", visit_days=days) is None


@pytest.mark.parametrize(
    ("left_on", "refusal"),
    [(date(2026, 11, 26), refusals.LeavesLater), (date(2025, 12, 31), refusals.LeftBeforeItCame)],
)
def test_an_enterprise_left_after_it_came_and_not_in_the_future(left_on, refusal):
    with pytest.raises(refusal):
        rules.require_leaving(came_on=date(2026, 1, 1), left_on=left_on, today=TODAY)
    assert rules.require_leaving(came_on=date(2026, 1, 1), left_on=TODAY, today=TODAY) is None


@pytest.mark.parametrize(
    ("on", "words", "refusal"),
    [
        (TODAY, "  ", refusals.WordsMissing),
        (date(2026, 11, 26), "聊过", refusals.VisitLater),
        (date(2025, 11, 23), "聊过", refusals.VisitTooLongAgo),
    ],
)
def test_a_visit_was_lately_and_says_something(on, words, refusal):
    enterprise = Enterprise()

    with pytest.raises(refusal):
        rules.require_visit(on=on, words=words, contact=None, enterprise=enterprise, today=TODAY)


def test_who_was_met_speaks_for_the_enterprise():
    enterprise, other = (Enterprise() for _ in range(2))

    with pytest.raises(refusals.NotItsContact):
        rules.require_visit(
            on=TODAY, words="聊过", contact=Contact(enterprise=other), enterprise=enterprise, today=TODAY
        )


@pytest.mark.parametrize(
    ("words", "people", "refusal"),
    [
        (" ", 1, refusals.FindingWordless),
        ("要律师", 0, refusals.TooManyPeople),
        ("要律师", 501, refusals.TooManyPeople),
    ],
)
def test_a_finding_says_what_and_for_how_many(words, people, refusal):
    with pytest.raises(refusal):
        rules.require_findings([Heard(kind=FindingKind.WISH, topic=Topic.LAW, words=words, people=people)])


def test_six_photographs_are_enough():
    assert rules.require_room(6) is None
    with pytest.raises(refusals.TooManyPictures):
        rules.require_room(7)


def test_the_next_visit_is_so_many_days_after_the_last():
    assert rules.visit_by(last=date(2026, 11, 1), days=90) == date(2027, 1, 30)
