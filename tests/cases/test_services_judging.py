"""Call-backs, confirmations, second handling and appeals."""

import pytest
from django.core.exceptions import PermissionDenied

from tests.cases.factories import ReporterFactory
from tests.factories import PersonFactory
from yizhan.cases import services
from yizhan.cases.models import CallBack, Result, State
from yizhan.cases.rules import closing, refusals
from yizhan.kernel.states import IllegalMove
from yizhan.messages.models import Notice

pytestmark = pytest.mark.django_db
CONTENT = services.Opinion(solved=True, level=5, words="很快")
NOT_CONTENT = services.Opinion(solved=False, level=2, words="还在漏")


def answered(case, officer):
    services.answer(actor=officer, case=case, result=Result.SOLVED, words="换了水管")
    return CallBack.objects.get(case=case, done_at=None)


@pytest.fixture
def call(contacted, officer):
    return answered(contacted, officer)


@pytest.fixture
def colleague(officer_of, station):
    return officer_of(station)


def test_a_content_reporter_lets_the_case_be_closed(call, colleague, contacted, log):
    services.call_back(actor=colleague, call_back=call, opinion=CONTENT)

    contacted.refresh_from_db()
    call.refresh_from_db()
    assert (contacted.state, call.solved, call.level, call.by, call.own) == (State.CLOSED, True, 5, colleague, False)
    assert log(contacted)[-2:] == ["called_back", "closed"]


def test_the_handler_does_not_call_back(call, officer):
    with pytest.raises(refusals.HandlerCalls):
        services.call_back(actor=officer, call_back=call, opinion=CONTENT)


def test_a_stranger_does_not_call_back(call):
    with pytest.raises(PermissionDenied):
        services.call_back(actor=PersonFactory(), call_back=call, opinion=CONTENT)


def test_an_unsatisfied_reporter_has_it_handled_again_and_the_first_round_stands(call, colleague, contacted):
    services.call_back(actor=colleague, call_back=call, opinion=NOT_CONTENT)

    contacted.refresh_from_db()
    rounds = [(one.round, one.stopped_at is None) for one in contacted.timers.filter(clock="resolution")]
    assert (contacted.state, contacted.result, contacted.round) == (State.HANDLING, "", 2)
    assert rounds == [(1, False), (2, True)]


@pytest.fixture
def neighbour(contacted):
    """Somebody else who reported the same."""
    return ReporterFactory(case=contacted, person=PersonFactory()).person


def heard(person):
    """Everything that was said to a person, in both languages."""
    return " ".join(" ".join(words) for words in Notice.objects.of(person.pk).values_list("body_zh", "body_en"))


@pytest.mark.parametrize("asked", [True, False])
def test_what_one_reporter_said_goes_to_the_handler_and_to_no_other_reporter(
    call, colleague, member, neighbour, contacted, told, asked
):
    if asked:
        services.call_back(actor=colleague, call_back=call, opinion=NOT_CONTENT)
    else:
        services.confirm(actor=member, case=contacted, opinion=NOT_CONTENT)

    log = contacted.events.order_by("seq")
    assert (told(neighbour)[-1], NOT_CONTENT.words in heard(neighbour)) == ("诉求重新办理", False)
    assert [(one.kind, one.note) for one in log][-2:] == [("called_back", NOT_CONTENT.words), ("reopened", "")]
    assert [one for one in log if NOT_CONTENT.words in one.words_zh + one.words_en] == []


def test_who_brings_a_case_back_tells_the_handler_why_and_the_others_only_that(
    call, member, neighbour, contacted, told
):
    services.confirm(actor=member, case=contacted, opinion=CONTENT)

    services.reopen(actor=member, case=contacted, words="我家 1203 又漏了")

    last = contacted.events.order_by("-seq").first()
    assert (last.kind, last.note) == ("reopened", "我家 1203 又漏了")
    assert (told(neighbour)[-1], "1203" in heard(neighbour) + last.words_zh + last.words_en) == ("诉求重新办理", False)


@pytest.mark.parametrize("level", [0, 6])
def test_a_level_outside_one_to_five_is_refused(call, colleague, level):
    with pytest.raises(refusals.AnswerUnknown):
        services.call_back(actor=colleague, call_back=call, opinion=services.Opinion(solved=True, level=level))


def test_a_call_back_is_done_once(call, colleague):
    services.call_back(actor=colleague, call_back=call, opinion=CONTENT)

    with pytest.raises(refusals.AnsweredAlready):
        services.call_back(actor=colleague, call_back=call, opinion=CONTENT)


def test_a_reporter_answers_for_themselves(call, member, contacted):
    services.confirm(actor=member, case=contacted, opinion=CONTENT)

    call.refresh_from_db()
    assert (call.own, call.by, call.solved) == (True, member, True)


def test_a_handler_who_reported_it_answers_as_a_reporter(officer, kind, station):
    case = services.raise_case(actor=officer, fields={"kind": kind, "station": station, "words": "灯坏了"})
    services.contact(actor=officer, case=case, words="自己看过了")
    answered(case, officer)

    services.confirm(actor=officer, case=case, opinion=CONTENT)

    case.refresh_from_db()
    assert case.state == State.CLOSED


def test_only_reporters_confirm(call, contacted):
    with pytest.raises(PermissionDenied):
        services.confirm(actor=PersonFactory(), case=contacted, opinion=CONTENT)


def test_there_is_nothing_to_confirm_before_an_answer(contacted, member):
    with pytest.raises(refusals.AnsweredAlready):
        services.confirm(actor=member, case=contacted, opinion=CONTENT)


def test_silence_is_only_noted_after_three_tries_and_is_never_yes(call, colleague, contacted):
    for _ in range(2):
        services.try_again(actor=colleague, call_back=call)
    with pytest.raises(refusals.NotYetSilent):
        services.fall_silent(actor=colleague, call_back=call)
    services.try_again(actor=colleague, call_back=call)

    services.fall_silent(actor=colleague, call_back=call)

    call.refresh_from_db()
    contacted.refresh_from_db()
    assert (call.silent, call.solved, call.level, contacted.state) == (True, None, None, State.CLOSED)


def test_a_closed_case_is_brought_back_by_its_reporter(call, member, contacted, told):
    services.confirm(actor=member, case=contacted, opinion=CONTENT)

    services.reopen(actor=member, case=contacted, words="又漏了")

    contacted.refresh_from_db()
    assert (contacted.state, contacted.round, contacted.closed_at) == (State.HANDLING, 2, None)


def test_an_open_case_is_not_brought_back(contacted, member):
    with pytest.raises(IllegalMove):
        services.reopen(actor=member, case=contacted, words="又漏了")


def test_a_case_that_was_closed_long_ago_is_not_brought_back(call, member, contacted, at):
    services.confirm(actor=member, case=contacted, opinion=CONTENT)
    at("2026-12-17T10:00+08:00")

    with pytest.raises(refusals.AppealTooLate):
        services.reopen(actor=member, case=contacted, words="又漏了")


@pytest.fixture
def ended(contacted, officer, member):
    """A case that was closed after its last round, its reporter not content."""
    for _ in range(closing.MOST_ROUNDS):
        answered(contacted, officer)
        services.confirm(actor=member, case=contacted, opinion=NOT_CONTENT)
        contacted.refresh_from_db()
    return contacted


def test_after_the_last_round_a_case_is_closed_and_only_an_appeal_remains(ended, member):
    assert (ended.state, ended.round) == (State.CLOSED, closing.MOST_ROUNDS)
    with pytest.raises(refusals.CaseOver):
        services.reopen(actor=member, case=ended, words="还在漏")


def test_an_appeal_is_decided_by_somebody_who_did_not_handle_it(ended, member, overseer):
    appeal = services.appeal(actor=member, case=ended, words="根本没来人")
    ended.refresh_from_db()
    state = ended.state

    services.decide_appeal(actor=overseer, appeal=appeal, upheld=False, decision="来过三次，有记录")

    ended.refresh_from_db()
    appeal.refresh_from_db()
    assert (state, ended.state, appeal.upheld, appeal.decided_by) == (State.APPEALED, State.CLOSED, False, overseer)


def test_an_appeal_that_is_upheld_has_the_case_handled_again(ended, member, overseer):
    appeal = services.appeal(actor=member, case=ended, words="根本没来人")

    services.decide_appeal(actor=overseer, appeal=appeal, upheld=True, decision="确实没有到场")

    ended.refresh_from_db()
    assert (ended.state, ended.round) == (State.HANDLING, closing.MOST_ROUNDS + 1)


def test_the_handler_does_not_decide_about_themselves(kind, station, member, overseer):
    case = services.raise_case(actor=member, fields={"kind": kind, "station": station, "words": "灯坏了"})
    services.contact(actor=overseer, case=case, words="马上来")
    answered(case, overseer)
    services.confirm(actor=member, case=case, opinion=CONTENT)
    appeal = services.appeal(actor=member, case=case, words="没修")

    with pytest.raises(refusals.NotDecider):
        services.decide_appeal(actor=overseer, appeal=appeal, upheld=False, decision="修过了")


def test_an_officer_of_the_station_decides_no_appeal(ended, member, colleague):
    appeal = services.appeal(actor=member, case=ended, words="根本没来人")

    with pytest.raises(PermissionDenied):
        services.decide_appeal(actor=colleague, appeal=appeal, upheld=False, decision="来过")


def test_a_round_is_appealed_once(ended, member, overseer):
    appeal = services.appeal(actor=member, case=ended, words="根本没来人")
    services.decide_appeal(actor=overseer, appeal=appeal, upheld=False, decision="来过三次，有记录")

    with pytest.raises(refusals.AppealedAlready):
        services.appeal(actor=member, case=ended, words="还是不认")

    ended.refresh_from_db()
    assert ended.state == State.CLOSED


def test_what_was_decided_is_not_decided_again(ended, member, overseer):
    appeal = services.appeal(actor=member, case=ended, words="根本没来人")
    services.decide_appeal(actor=overseer, appeal=appeal, upheld=False, decision="来过三次，有记录")

    with pytest.raises(IllegalMove):
        services.decide_appeal(actor=overseer, appeal=appeal, upheld=True, decision="改主意了")
