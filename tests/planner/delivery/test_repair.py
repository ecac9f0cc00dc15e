"""What falls out of a published plan is mended, and everything else stays."""

import json
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.planner.delivery.brute import best, best_plan
from tests.planner.delivery.factories import (
    CLINIC_AT_C,
    MONDAY,
    NEXT_MONDAY,
    SESSIONS,
    TALK_AT_A,
    TALK_AT_B,
    TUESDAY,
    changed,
    month,
    pin,
    planned,
    provider,
    weights,
)
from tests.planner.delivery.tiny import problems
from yizhan.planner.delivery.attendance import attend, to_plan
from yizhan.planner.delivery.board import Board
from yizhan.planner.delivery.changes import Changes, read_changes
from yizhan.planner.delivery.example import generate
from yizhan.planner.delivery.explain import Reason, explain
from yizhan.planner.delivery.faults import faults
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.insertion import fill, greedy
from yizhan.planner.delivery.objective import objective
from yizhan.planner.delivery.plan import Party
from yizhan.planner.delivery.problem import Ban
from yizhan.planner.delivery.repair import PublishedPlan, repair
from yizhan.planner.documents import WrongDocument

USUAL = month()
EXACT = 1e-3
EXAMPLES = 25


def ban(placement):
    """The ban of just this session."""
    at = placement
    return Ban(provider=at.provider, service=at.service, station=at.station, day=at.day, slot=at.slot)


def changes(*bans):
    return Changes(bans=bans)


def greedily(problem):
    """A plan that is not the best: greedy, then filled."""
    grid = Grid(problem)
    board = Board(grid, greedy(grid))
    return to_plan(grid, board, fill(grid, board, attend(grid, board.visits)), bound=1e6)


picks = st.lists(st.tuples(st.integers(0, 11), st.booleans()), min_size=1, max_size=2)
"""Which sessions are lost, and whether their providers are lost for the whole day."""


def loss(plan, picked):
    """Changes that hit the sessions picked, or nothing when there are none."""
    hit = [(plan.sessions[i % len(plan.sessions)], whole_day) for i, whole_day in picked if plan.sessions]
    bans = [Ban(provider=one.provider, day=one.day) if whole_day else ban(one.placement) for one, whole_day in hit]
    return changes(*(bans or [Ban(provider="P0", service="short", station="S1", slot=0)]))


@settings(deadline=None, max_examples=EXAMPLES)
@given(problems(), picks)
def test_a_repaired_plan_keeps_every_rule_and_is_never_better_than_the_best(problem, picked):
    plan = best_plan(problem)
    hit = loss(plan, picked)
    assume(not any(map(hit.cover, problem.pinned)))

    found = repair(problem, plan, hit)

    assert faults(found.problem, found.plan) == []
    assert found.problem.forbidden == (*problem.forbidden, *hit.bans)
    assert found.after_loss - EXACT <= found.plan.objective <= best(found.problem) + EXACT
    assert best(found.problem) <= found.plan.bound + EXACT


@settings(deadline=None, max_examples=EXAMPLES)
@given(problems(), picks)
def test_what_was_not_hit_stays_unless_its_move_gains_and_nothing_more_is_possible(problem, picked):
    plan = greedily(problem)
    hit = loss(plan, picked)
    assume(not any(map(hit.cover, problem.pinned)))

    found = repair(problem, plan, hit)

    before, after = ({session.placement for session in one.sessions} for one in (plan, found.plan))
    assert {one for one in before - after if not hit.cover(one)} == {move.before for move in found.moved}
    assert {*found.kept} == before & after
    assert {*found.lost} == {one for one in before if hit.cover(one)}
    assert {move.after for move in found.moved} | {*found.new} == after - before
    assert {*problem.pinned} <= after
    assert not any(map(hit.cover, after))
    assert found.plan.objective >= found.after_loss + problem.weights.session * len(found.moved) - EXACT
    assert all(unmet.reason is not Reason.POSSIBLE for unmet in explain(found.problem, found.plan))


def test_a_larger_repair_is_sound_and_the_same_every_time():
    problem = generate("S", seed=1)
    plan = greedily(problem)
    ill = plan.sessions[0].provider
    week = [Ban(provider=ill, day=day.date) for day in problem.days if day.week == 0]
    published = PublishedPlan(problem, plan)

    found = published.repair(changes(*week), seconds=60)

    assert published.repair(changes(*week), seconds=60) == found
    assert faults(found.problem, found.plan) == []
    assert all(unmet.reason is not Reason.POSSIBLE for unmet in explain(found.problem, found.plan))
    kept = {session.placement: session.room for session in found.plan.sessions}
    assert sum(session.room != kept.get(session.placement, session.room) for session in plan.sessions) == 0


def test_twenty_lost_sessions_are_mostly_won_back():
    problem = generate("S", seed=2)
    plan = greedily(problem)
    lost = plan.sessions[::9]

    found = repair(problem, plan, changes(*(ban(session.placement) for session in lost)))

    assert len(found.lost) == len(lost)
    assert found.recovered > 0.6
    assert len(found.kept) >= 0.97 * (len(plan.sessions) - len(lost))


def test_people_find_seats_that_are_free():
    needs = changed(USUAL.needs, "n2", people=2)
    problem = month(needs=needs, providers=changed(USUAL.providers, "P", capacity=2), weights=weights(fairness=0))
    alone = replace(TALK_AT_A, parties=(Party(need="n1", people=8),))
    plan = planned(problem, alone, replace(TALK_AT_B, slot=0))

    found = repair(problem, plan, changes(Ban(provider="Q")))

    (talk,) = (session for session in found.plan.sessions if session.service == "talk" and session.day == MONDAY)
    assert talk.placement == alone.placement
    assert Party(need="n2", people=2) in talk.parties


def test_a_lost_session_is_held_on_another_day_of_its_kind():
    problem = month(weights=weights(fairness=0))
    plan = planned(problem, TALK_AT_A)

    found = repair(problem, plan, changes(Ban(station="A", day=MONDAY)))

    assert pin("P", "talk", "A", day=NEXT_MONDAY) in {*found.new} | {replace(one, provider="P") for one in found.new}
    assert found.recovered >= 1


def test_a_session_gives_way_to_one_that_is_worth_more():
    """P gives two sessions; only P gives the clinic, and Q could give the talk on the next Monday."""
    providers = (
        provider("P", "talk", "clinic", zones=("south", "north"), capacity=1),
        provider("Q", "talk", capacity=2, free={NEXT_MONDAY: (0,)}),
    )
    stations = changed(USUAL.stations, "C", quota={"health": 1})
    needs = tuple(need for need in USUAL.needs if need.id != "n2")
    problem = month(
        providers=(*providers, provider("R", "clinic", zones=("north",), capacity=1)), stations=stations, needs=needs
    )
    talk = replace(TALK_AT_A, parties=(Party(need="n1", people=10),))
    plan = planned(problem, talk, replace(CLINIC_AT_C, provider="R"))

    found = repair(problem, plan, changes(Ban(provider="R")))

    assert [(move.before.provider, move.after.provider) for move in found.moved] == [("P", "Q")]
    assert [(one.provider, one.service) for one in found.new] == [("P", "clinic")]


def test_the_points_are_told_before_and_after():
    problem = month(weights=weights(keep=2))
    plan = planned(problem, *SESSIONS)

    found = repair(problem, plan, changes(Ban(provider="P", day=MONDAY)))

    left = planned(found.problem, CLINIC_AT_C, TALK_AT_B)
    assert found.problem.published == (CLINIC_AT_C.placement, TALK_AT_B.placement)
    assert found.before == pytest.approx(objective(problem, plan) + 2 * 2)
    assert found.after_loss == pytest.approx(left.objective)
    assert found.before > found.after_loss
    gain = found.plan.objective - found.after_loss
    assert found.recovered == pytest.approx(gain / (found.before - found.after_loss))


def test_the_bound_allows_for_the_bonus_of_what_was_published_anew():
    problem = month(weights=weights(keep=2), published=(CLINIC_AT_C.placement,))
    plan = replace(planned(problem, *SESSIONS), bound=1000.0)

    found = repair(problem, plan, changes(Ban(provider="Q")))

    assert found.plan.bound == 1002


def test_a_change_that_hits_nothing_changes_nothing():
    plan = planned(USUAL, *SESSIONS)

    found = repair(USUAL, plan, changes(Ban(provider="Q", day=MONDAY)))

    assert found.plan.sessions == tuple(sorted(SESSIONS, key=lambda session: session.day))
    assert (found.lost, found.moved, found.new, found.recovered) == ((), (), (), 1.0)


@pytest.mark.parametrize(
    ("bans", "place", "reason"),
    [
        ([{"provider": "R"}], "bans[0].provider", "unknown provider R"),
        ([{"day": "2026-03-02"}, {"day": "2026-04-02"}], "bans[1].day", "2026-04-02 is outside the month"),
        ([{"station": "B", "slot": 3}], "bans[0].slot", "there is no slot 3, the last is 2"),
        ([{}], "bans[0]", "it names nothing, the whole month would fall out"),
        (
            [{"provider": "Q"}, {"provider": "P", "day": "2026-03-02"}],
            "bans[1]",
            "it forbids pinned[0], P with talk at A on 2026-03-02, slot 0",
        ),
    ],
)
def test_impossible_changes_are_refused_with_their_place(bans, place, reason):
    problem = month(pinned=(pin(day=MONDAY),))

    with pytest.raises(WrongDocument) as refused:
        read_changes(json.dumps({"bans": bans}), problem=problem)

    assert (refused.value.place, refused.value.reason) == (place, reason)


@pytest.mark.parametrize(
    ("text", "place"),
    [('{"bans": []}', "bans"), ('{"bans": [{"provder": "P"}]}', "bans[0].provder"), ("{}", "bans"), ("[]", "document")],
)
def test_what_is_no_document_of_changes_is_refused(text, place):
    with pytest.raises(WrongDocument) as refused:
        read_changes(text, problem=USUAL)

    assert refused.value.place == place


def test_a_repair_refuses_to_break_a_pin():
    problem = month(pinned=(pin(day=TUESDAY),))
    plan = planned(problem, replace(TALK_AT_A, day=TUESDAY))

    with pytest.raises(WrongDocument, match=r"^bans\[0\]: it forbids pinned\[0\], P with talk at A"):
        repair(problem, plan, changes(Ban(provider="P")))
