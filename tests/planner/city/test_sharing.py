"""Providers who roam and people who walk, shared out to one district after the other."""

from dataclasses import replace

from tests.planner.delivery.factories import MONDAY, NEXT_MONDAY, TUESDAY, month, pin, provider, station, weights
from yizhan.planner.city.districts import districts
from yizhan.planner.city.sharing import Sharing
from yizhan.planner.delivery.plan import Party, Session
from yizhan.planner.delivery.problem import Need

NOBODY = ({}, {})


def city(**changes):
    """A and B half a kilometre apart in two districts; one provider for both, people of A may walk."""
    usual = {
        "stations": (replace(station("A", x=0), district="D1"), replace(station("B", x=0.5), district="D2")),
        "providers": (provider("P", "talk", capacity=4, budget=600),),
        "needs": (
            Need(id="n1", service="talk", station="A", people=10, slots=(1, 0.5, 0)),
            Need(id="n2", service="talk", station="B", people=9, slots=(1, 0.5, 1), reach=0),
        ),
    }
    return month(**{**usual, **changes})


def talk(station_name, *, need, people, day=MONDAY):
    """A talk of P, attended by one need."""
    party = Party(need=need, people=people)
    return Session(provider="P", service="talk", station=station_name, room="hall", day=day, slot=0, parties=(party,))


def sharing(problem, *, wanted=NOBODY, awaited=NOBODY):
    return Sharing(districts(problem), wanted=wanted, awaited=awaited)


def test_capacity_and_budget_are_shared_as_they_are_wanted():
    (given,) = sharing(city(), wanted=({"P": 3.0}, {"P": 1.0})).providers(0)

    assert given.capacity == 3
    assert abs(given.budget - 450) < 1


def test_the_last_district_has_all_that_is_left_on_the_days_that_are_left():
    shared = sharing(city())
    shared.use(0, [talk("A", need="n1", people=8)])

    (given,) = shared.providers(1)

    assert (given.capacity, given.budget, {*given.free}) == (3, 400, {TUESDAY, NEXT_MONDAY})


def test_what_is_pinned_elsewhere_is_kept_free():
    problem = city(pinned=(pin("P", "talk", "B", day=MONDAY), pin("P", "talk", "A", day=MONDAY, slot=2)))

    (given,) = sharing(problem, wanted=({"P": 4.0}, {})).providers(0)

    assert given.capacity == 3
    assert given.free[MONDAY] == (2,)


def test_people_who_were_served_elsewhere_are_not_planned_for_again():
    shared = sharing(city())
    shared.use(1, [talk("B", need="n1", people=4), talk("B", need="n2", people=6, day=TUESDAY)])

    assert [(need.id, need.people) for need in shared.needs(0)] == [("n1", 6)]


def test_people_left_over_may_walk_in_and_like_the_time_less():
    shared = sharing(city())
    shared.use(0, [talk("A", need="n1", people=8)])

    _, guest = shared.needs(1)

    assert (guest.id, guest.people, guest.station) == ("n1", 2, "B")
    assert guest.slots[0] == 1 - 0.5 / 3


def test_guests_whose_home_is_not_planned_yet_are_as_many_as_are_awaited():
    shared = sharing(city(), awaited=({}, {"n1": 2.6}))

    assert [(need.id, need.people) for need in shared.needs(1)] == [("n2", 9), ("n1", 3)]


def test_published_sessions_that_do_not_go_together_are_not_both_kept_free():
    published = (pin("P", "talk", "A", day=MONDAY), pin("P", "talk", "B", day=MONDAY))
    problem = city(published=published, weights=weights(keep=2.0))

    shared = sharing(problem)
    shared.use(0, [talk("A", need="n1", people=8)])

    assert MONDAY not in shared.providers(1)[0].free
