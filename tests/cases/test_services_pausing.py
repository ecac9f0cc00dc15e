"""Stopping the clock of a case, and letting it run again."""

from datetime import datetime

import pytest

from yizhan.cases import services
from yizhan.cases.models import State
from yizhan.cases.rules import refusals
from yizhan.kernel.states import IllegalMove

pytestmark = pytest.mark.django_db


def moment(text):
    return datetime.fromisoformat(f"2026-{text}+08:00")


def pause(case, officer, until="11-26T18:00", reason="等配件"):
    return services.pause(actor=officer, case=case, reason=reason, until=moment(until))


def test_a_pause_moves_the_due_date_as_far_as_it_may_last_and_is_told(contacted, officer, member, told):
    pause(contacted, officer)

    contacted.refresh_from_db()
    assert (contacted.state, contacted.due_at) == (State.PAUSED, moment("12-04T17:00"))
    assert told(member)[-1] == "诉求暂停计时"


def test_a_pause_that_ends_early_moves_it_less(contacted, officer, at):
    pause(contacted, officer)
    at("2026-11-25T11:00+08:00")

    services.resume(actor=officer, case=contacted)

    contacted.refresh_from_db()
    assert (contacted.state, contacted.due_at) == (State.HANDLING, moment("12-03T10:00"))


def test_a_pause_needs_a_reason(contacted, officer):
    with pytest.raises(refusals.ReasonMissing):
        pause(contacted, officer, reason=" ")


def test_a_pause_that_is_over_already_is_refused(contacted, officer):
    with pytest.raises(refusals.LimitPast):
        pause(contacted, officer, until="11-25T09:59")


def test_a_pause_over_its_ceiling_is_refused_and_changes_nothing(contacted, officer, log):
    with pytest.raises(refusals.PauseTooLong):
        pause(contacted, officer, until="12-03T09:00")

    contacted.refresh_from_db()
    assert (contacted.state, log(contacted)) == (State.HANDLING, ["raised", "contacted"])


def test_the_third_pause_of_a_round_is_refused(contacted, officer):
    for _ in range(2):
        services.resume(actor=officer, case=pause(contacted, officer))

    with pytest.raises(refusals.PausesUsedUp):
        pause(contacted, officer)


def test_a_case_that_nobody_contacted_is_not_paused(brought, officer):
    with pytest.raises(IllegalMove):
        pause(brought, officer)


def test_what_is_not_paused_is_not_resumed(contacted, officer, log):
    with pytest.raises(IllegalMove):
        services.resume(actor=officer, case=contacted)

    assert log(contacted)[-1] == "contacted"


def test_a_closed_case_is_not_resumed(contacted, officer, member):
    services.withdraw(actor=member, case=contacted)

    with pytest.raises(IllegalMove):
        services.resume(actor=officer, case=contacted)


def test_a_pause_is_ended_by_hand(contacted, officer, log):
    services.resume(actor=officer, case=pause(contacted, officer))

    contacted.refresh_from_db()
    assert (contacted.state, log(contacted)[-1]) == (State.HANDLING, "resumed")


def test_a_pause_ends_of_itself_once(contacted, officer, at, log):
    pause(contacted, officer)
    before = services.end_pauses()
    at("2026-11-26T18:00+08:00")

    after = [services.end_pauses(), services.end_pauses()]

    assert (before, after, log(contacted)[-1]) == (0, [1, 0], "resumed")
