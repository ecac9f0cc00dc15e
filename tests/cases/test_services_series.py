"""Cases that are the same problem, and what was two problems."""

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import PersonFactory, StationFactory
from yizhan.cases import services
from yizhan.cases.models import Result, State
from yizhan.cases.rules import refusals

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(kind, station, officer):
    """The same problem, reported by somebody else."""
    return services.raise_case(
        actor=PersonFactory(), fields={"kind": kind, "station": station, "words": "茶水间一直漏水"}
    )


def test_a_follower_is_answered_with_its_leader_and_its_reporter_is_asked(contacted, second, officer, told):
    services.follow(actor=officer, case=second, into=contacted)

    services.answer(actor=officer, case=contacted, result=Result.SOLVED, words="换了水管")

    second.refresh_from_db()
    reporter = second.reporters.get().person
    assert (second.series, second.state, second.result) == (contacted, State.ANSWERED, Result.DUPLICATE)
    assert (second.call_backs.count(), told(reporter)[1:]) == (
        1,
        ["已和同样的诉求一起办理", "诉求有答复：同一问题，一并答复"],
    )


def test_a_follower_keeps_its_own_clocks(contacted, second, officer):
    before = list(second.timers.values_list("clock", "due_at", "stopped_at"))

    services.follow(actor=officer, case=second, into=contacted)

    assert list(second.timers.values_list("clock", "due_at", "stopped_at")) == before


def test_followers_of_a_follower_follow_on(contacted, second, officer, kind, station):
    third = services.raise_case(actor=PersonFactory(), fields={"kind": kind, "station": station, "words": "漏水了"})
    services.follow(actor=officer, case=third, into=second)

    services.follow(actor=officer, case=second, into=contacted)

    third.refresh_from_db()
    assert third.series == contacted


def test_nothing_is_done_with_a_follower_by_itself(contacted, second, officer):
    services.follow(actor=officer, case=second, into=contacted)

    with pytest.raises(refusals.Following):
        services.contact(actor=officer, case=second, words="在办了")


def test_a_case_does_not_follow_itself(contacted, officer):
    with pytest.raises(refusals.SeriesItself):
        services.follow(actor=officer, case=contacted, into=contacted)


def test_a_case_does_not_follow_one_that_is_over(contacted, second, officer):
    services.answer(actor=officer, case=contacted, result=Result.SOLVED, words="换了水管")

    with pytest.raises(refusals.CaseOver):
        services.follow(actor=officer, case=second, into=contacted)


def test_an_officer_does_not_join_a_case_of_another_station(contacted, officer, kind):
    elsewhere = services.raise_case(
        actor=PersonFactory(), fields={"kind": kind, "station": StationFactory(), "words": "漏水了"}
    )

    with pytest.raises(PermissionDenied):
        services.follow(actor=officer, case=elsewhere, into=contacted)


def test_what_is_split_off_began_when_its_origin_did(contacted, officer, at, member):
    at("2026-11-26T10:00+08:00")

    made = services.split(actor=officer, case=contacted, words="灯也坏了")

    origin = contacted.timers.get(clock="resolution")
    assert (made.split_from, made.raised_at, made.state) == (contacted, contacted.raised_at, State.HANDLING)
    assert made.timers.get(clock="resolution").due_at == origin.due_at
    assert made.timers.get(clock="contact").stopped_at == contacted.timers.get(clock="contact").stopped_at
    assert [one.person for one in made.reporters.all()] == [member]
