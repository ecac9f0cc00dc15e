"""What one more session, room or hour is worth."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.planner.delivery.brute import best, best_plan
from tests.planner.delivery.factories import MONDAY, TALK_AT_A, changed, month, planned, provider, weights
from tests.planner.delivery.tiny import problems
from yizhan.planner.delivery.example import generate
from yizhan.planner.delivery.plan import Party
from yizhan.planner.delivery.problem import Need, Piece, Room, Station
from yizhan.planner.delivery.what_if import More, gain, what_if, widened

USUAL = month()
MONDAYS = {MONDAY: (0,)}
FLAT = weights(pieces=(Piece(share=1, worth=1),), fairness=0, overload=0)


def talks(*, capacity=1, seats=10, people=10, free=None, **changes):
    """P gives the talk; ten people want it at A, and at B ten who do not walk, all of them early on Monday alone."""
    needs = tuple(
        Need(id=at, service="talk", station=at, people=people, slots=(1, 0, 0), reach=0, group=0) for at in ("A", "B")
    )
    return month(
        providers=(provider("P", "talk", capacity=capacity, free=free),),
        services=changed(USUAL.services, "talk", seats=seats),
        needs=needs,
        weights=FLAT,
        **changes,
    )


def prices(problem, plan=None, **options):
    return {(more.kind, more.provider or more.station): more for more in what_if(problem, plan, **options)}


def talk(at, **changes):
    return replace(TALK_AT_A, station=at, parties=(Party(need=at, people=10),), **changes)


def test_one_more_session_is_worth_the_people_it_serves_less_its_cost():
    found = prices(talks())

    assert list(found) == [("session", "P")]
    assert found["session", "P"].price == pytest.approx(10 - 3)
    assert found["session", "P"].gain is None


def test_with_a_plan_its_gain_is_counted():
    problem = talks()

    found = prices(problem, planned(problem, talk("A")))

    assert found["session", "P"].gain == pytest.approx(10 - 3)
    assert best(widened(problem, found["session", "P"])) - best(problem) == pytest.approx(10 - 3)


def test_what_is_not_scarce_is_not_told():
    assert what_if(talks(capacity=2)) == ()


def test_one_more_room_is_worth_the_session_it_holds():
    problem = talks(capacity=9)
    providers = (*problem.providers, provider("Q", "talk", capacity=9, free=MONDAYS))
    crowded = replace(problem, providers=providers, stations=changed(problem.stations, "A", open=MONDAYS))
    crowded = replace(crowded, needs=changed(problem.needs, "A", people=20))

    found = prices(crowded, planned(crowded, talk("A")))

    assert found["room", "A"] == More(
        kind="room", price=pytest.approx(7), station="A", slot=0, group=0, gain=pytest.approx(7)
    )


def test_one_more_free_hour_is_worth_the_session_given_in_it():
    problem = talks(capacity=9, free=MONDAYS)

    found = prices(problem, planned(problem, talk("A")))

    assert found["hour", "P"] == More(
        kind="hour", price=pytest.approx(7), provider="P", slot=0, group=0, gain=pytest.approx(7)
    )


def test_the_most_comes_first_and_only_the_top_is_counted():
    problem = talks()
    dear = Station(
        id="D", district="D", zone="west", x=9, y=9, rooms=(Room(id="r", seats=10),), open=USUAL.stations[0].open
    )
    two = replace(
        problem,
        stations=(*problem.stations, dear),
        providers=(*problem.providers, provider("R", "talk", zones=("west",), capacity=1)),
        needs=(*problem.needs, *(Need(id=f"D{i}", service="talk", station="D", people=10, weight=2, slots=(1, 0, 0)) for i in (1, 2))),
    )  # fmt: skip

    found = what_if(two, planned(two, talk("A")), top=1)

    assert [(more.kind, more.provider, round(more.price, 6)) for more in found] == [
        ("session", "R", 17),
        ("session", "P", 7),
    ]
    assert [more.gain is None for more in found] == [False, True]


def test_too_little_time_is_refused():
    with pytest.raises(TimeoutError, match=r"^the relaxation is not solved within"):
        what_if(generate("M", seed=1), seconds=0.001)


@settings(deadline=None, max_examples=20)
@given(problems())
def test_a_gain_is_never_more_than_one_more_can_bring(problem):
    plan = best_plan(problem)
    more = More(kind="session", price=0, provider="P0")

    found = gain(problem, plan, more)

    assert -1e-6 <= found <= best(widened(problem, more)) - plan.objective + 1e-6
