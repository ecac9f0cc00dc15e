"""What an officer may not decide alone."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import AppointmentFactory, PersonFactory
from yizhan.cases import services
from yizhan.cases.models import Mechanism, RequestKind, Result, State, Verdict
from yizhan.cases.rules import refusals
from yizhan.kernel.states import IllegalMove
from yizhan.people.models import Role

pytestmark = pytest.mark.django_db


def moment(text):
    return datetime.fromisoformat(f"2026-{text}+08:00")


@pytest.fixture
def ask(contacted, officer, overseer):
    """Ask the overseer for leave: ask(kind, until=…)."""

    def asked(kind, *, actor=officer, approver=overseer, ground="规定之外，确有必要", **more):
        wanted = services.Wanted(kind=kind, ground=ground, **more)
        return services.ask_leave(actor=actor, case=contacted, wanted=wanted, approver=approver)

    return asked


@pytest.fixture
def exception(ask):
    return ask(RequestKind.SPECIAL, until=moment("12-10T18:00"))


def granted(request, *people):
    for person in people:
        services.decide(actor=person, asked=request, granted=True, words="同意")
    request.refresh_from_db()
    return request


def test_the_named_approver_hears_of_a_request(exception, overseer, told):
    assert (exception.verdict, told(overseer)) == (Verdict.PENDING, ["有一件申请等你审批"])


def test_a_request_needs_its_ground_in_writing(ask):
    with pytest.raises(refusals.ReasonMissing):
        ask(RequestKind.SUSPENSION, ground="", until=moment("12-10T18:00"))


def test_a_suspension_into_a_year_without_a_calendar_is_refused(ask, contacted):
    with pytest.raises(refusals.CalendarMissing):
        ask(RequestKind.SUSPENSION, until=datetime.fromisoformat("2135-03-01T10:00+08:00"))

    assert not contacted.requests.exists()


def test_nobody_is_their_own_approver(ask, overseer):
    with pytest.raises(refusals.ApproverIsAsker):
        ask(RequestKind.SUSPENSION, actor=overseer, until=moment("12-10T18:00"))


def test_an_approver_is_somebody_who_may_give_leave(ask, officer_of, station):
    with pytest.raises(PermissionDenied):
        ask(RequestKind.SUSPENSION, approver=officer_of(station), until=moment("12-10T18:00"))


@pytest.mark.parametrize("what", [RequestKind.SPECIAL, RequestKind.SUSPENSION])
@pytest.mark.parametrize("until", [None, "11-25T10:00"])
def test_an_end_lies_ahead(ask, what, until):
    with pytest.raises(refusals.LimitPast):
        ask(what, until=until and moment(until))


def test_an_exception_ends_within_fifteen_working_days(ask):
    with pytest.raises(refusals.LimitTooLong):
        ask(RequestKind.SPECIAL, until=moment("12-17T09:00"))


@pytest.mark.parametrize(
    ("limit", "refusal"),
    [("16d", refusals.LimitTooLong), ("很久", refusals.LimitUnreadable), ("", refusals.LimitUnreadable)],
)
def test_more_time_is_at_most_fifteen_working_days_in_all(ask, limit, refusal):
    with pytest.raises(refusal):
        ask(RequestKind.EXTENSION, limit=limit)


def test_one_thing_is_asked_for_at_a_time(exception, ask):
    with pytest.raises(refusals.RequestWaiting):
        ask(RequestKind.SPECIAL, until=moment("12-09T18:00"))


def test_somebody_else_than_the_named_approver_does_not_decide_first(exception, hub):
    with pytest.raises(PermissionDenied):
        services.decide(actor=hub, asked=exception, granted=True, words="同意")


def test_an_exception_needs_a_second_person(exception, contacted, overseer, hub):
    granted(exception, overseer)
    between = (exception.verdict, contacted.__class__.objects.get().mechanism)

    granted(exception, hub)

    contacted.refresh_from_db()
    assert between == (Verdict.SECONDED, Mechanism.INSTANT)
    assert (exception.verdict, exception.second, contacted.mechanism) == (Verdict.GRANTED, hub, Mechanism.SPECIAL)
    assert contacted.due_at == moment("12-10T18:00")


def test_the_second_person_is_not_the_first(exception, overseer):
    granted(exception, overseer)

    with pytest.raises(PermissionDenied):
        services.decide(actor=overseer, asked=exception, granted=True, words="同意")


def test_the_second_person_is_not_who_asked(ask, hub, overseer):
    request = ask(RequestKind.SPECIAL, actor=hub, until=moment("12-10T18:00"))
    granted(request, overseer)

    with pytest.raises(PermissionDenied):
        services.decide(actor=hub, asked=request, granted=True, words="同意")


def test_a_declined_request_changes_nothing_and_its_asker_hears_of_it(exception, contacted, overseer, officer, told):
    services.decide(actor=overseer, asked=exception, granted=False, words="按规定办")

    contacted.refresh_from_db()
    assert (contacted.mechanism, contacted.due_at, told(officer)[-1]) == (
        Mechanism.INSTANT,
        moment("12-02T18:00"),
        "你的申请有结果",
    )


def test_what_was_decided_is_not_decided_again(ask, overseer):
    request = granted(ask(RequestKind.EXTENSION, limit="10d"), overseer)

    with pytest.raises(IllegalMove):
        services.decide(actor=overseer, asked=request, granted=False, words="改主意了")


def test_more_time_counts_from_when_the_case_was_raised(ask, contacted, overseer, member, told):
    granted(ask(RequestKind.EXTENSION, limit="10d"), overseer)

    contacted.refresh_from_db()
    assert (contacted.due_at, told(member)[-1]) == (moment("12-09T18:00"), "诉求期限延长")


def test_a_suspension_stops_the_clock_until_its_review(ask, contacted, overseer, at):
    granted(ask(RequestKind.SUSPENSION, until=moment("12-25T18:00")), overseer)
    contacted.refresh_from_db()
    suspended = contacted.state
    at("2026-12-25T18:00+08:00")

    services.end_pauses()

    contacted.refresh_from_db()
    assert (suspended, contacted.state) == (State.SUSPENDED, State.HANDLING)
    assert contacted.events.order_by("seq").last().kind == "reinstated"


def test_leaving_a_case_out_of_the_rates_is_granted_once(ask, contacted, overseer):
    granted(ask(RequestKind.EXCLUSION), overseer)
    again = ask(RequestKind.EXCLUSION)

    with pytest.raises(refusals.ExcludedAlready):
        granted(again, overseer)


def test_an_exception_is_looked_at_again_before_its_case_is_answered(exception, contacted, officer, overseer, hub):
    granted(exception, overseer, hub)

    with pytest.raises(refusals.ReviewMissing):
        services.answer(actor=officer, case=contacted, result=Result.SOLVED, words="办好了")

    services.review(actor=overseer, asked=exception, words="按例外办完了")
    services.answer(actor=officer, case=contacted, result=Result.SOLVED, words="办好了")


def test_only_the_named_approver_looks_again(exception, overseer, hub):
    granted(exception, overseer, hub)

    with pytest.raises(PermissionDenied):
        services.review(actor=hub, asked=exception, words="按例外办完了")


def test_what_was_not_granted_is_not_looked_at_again(exception, overseer):
    with pytest.raises(IllegalMove):
        services.review(actor=overseer, asked=exception, words="按例外办完了")


def test_a_case_off_the_ladder_has_no_exceptions(contacted, ask):
    contacted.kind.mechanisms = [Mechanism.INSTANT]
    contacted.kind.save()

    with pytest.raises(refusals.MechanismUnknown):
        ask(RequestKind.SPECIAL, until=moment("12-10T18:00"))


def test_a_stranger_asks_for_nothing(ask):
    with pytest.raises(PermissionDenied):
        ask(RequestKind.SUSPENSION, actor=PersonFactory(), until=moment("12-10T18:00"))


def test_an_administrator_may_be_asked(ask):
    administrator = AppointmentFactory(role=Role.ADMINISTRATOR).person

    assert ask(RequestKind.EXCLUSION, approver=administrator).approver == administrator


@pytest.fixture
def again(exception, contacted, officer, overseer, hub, member, at):
    """The case of an exception that was reviewed, handled again two months later."""
    granted(exception, overseer, hub)
    services.review(actor=overseer, asked=exception, words="按例外办完了")
    services.answer(actor=officer, case=contacted, result=Result.SOLVED, words="办好了")
    at("2027-01-25T10:00+08:00")
    services.confirm(actor=member, case=contacted, opinion=services.Opinion(solved=False, level=2))
    contacted.refresh_from_db()
    return contacted


def test_an_exception_that_was_reviewed_lets_later_rounds_be_answered(again, officer):
    services.answer(actor=officer, case=again, result=Result.SOLVED, words="这回好了")

    again.refresh_from_db()
    assert (again.mechanism, again.round, again.state) == (Mechanism.SPECIAL, 2, State.ANSWERED)


def test_more_time_in_a_later_round_counts_from_its_beginning(again, ask, overseer):
    granted(ask(RequestKind.EXTENSION, limit="5d"), overseer)

    again.refresh_from_db()
    assert again.due_at == datetime.fromisoformat("2027-02-01T18:00+08:00")
