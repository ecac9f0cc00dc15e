"""A case from its raising to its answer, by one officer alone."""

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import PersonFactory, StationFactory
from yizhan.cases import services
from yizhan.cases.models import Channel, Clock, Mechanism, Result, State
from yizhan.cases.rules import refusals
from yizhan.kernel.states import IllegalMove
from yizhan.people.models import Role

pytestmark = pytest.mark.django_db


def test_a_case_has_a_number_an_officer_and_the_limits_of_its_kind(brought, officer, member, told, log):
    assert (brought.state, brought.mechanism, brought.responsible) == (State.RECEIVED, Mechanism.INSTANT, officer)
    assert (brought.due_clock, f"{brought.due_at:%m-%d %H:%M}") == (Clock.CONTACT, "11-26 10:00")
    assert (log(brought), told(member), told(officer)) == (["raised"], ["诉求已收到"], ["有一件新诉求"])


def test_a_receipt_is_no_contact(brought):
    assert brought.timers.get(clock=Clock.CONTACT).stopped_at is None


def test_contact_moves_the_case_on_and_stops_the_first_clock(contacted, member, told):
    contacted.refresh_from_db()

    assert (contacted.state, contacted.due_clock) == (State.HANDLING, Clock.RESOLUTION)
    assert told(member) == ["诉求已收到", "站点联系过你了"]


def test_an_answer_before_any_contact_is_refused(brought, officer):
    with pytest.raises(refusals.ContactMissing):
        services.answer(actor=officer, case=brought, result=Result.SOLVED, words="修好了")

    brought.refresh_from_db()
    assert (brought.state, brought.result) == (State.RECEIVED, "")


def test_an_answer_needs_words(contacted, officer):
    with pytest.raises(refusals.ReasonMissing):
        services.answer(actor=officer, case=contacted, result=Result.SOLVED, words=" ")


@pytest.mark.parametrize("result", [Result.DUPLICATE, Result.WITHDRAWN])
def test_an_officer_does_not_give_results_that_come_of_themselves(contacted, officer, result):
    with pytest.raises(refusals.AnswerUnknown):
        services.answer(actor=officer, case=contacted, result=result, words="不是我们的")


@pytest.mark.parametrize(
    ("result", "refusal"),
    [(Result.IMPOSSIBLE, refusals.GroundMissing), (Result.NOT_OURS, refusals.ReceiptMissing)],
)
def test_what_we_cannot_do_ourselves_needs_its_ground_or_its_receipt(contacted, officer, result, refusal):
    with pytest.raises(refusal):
        services.answer(actor=officer, case=contacted, result=result, words="不归我们管", basis=" ")

    services.answer(actor=officer, case=contacted, result=result, words="不归我们管", basis="静绿字 2026-118 号")

    contacted.refresh_from_db()
    assert (contacted.result, contacted.basis) == (result, "静绿字 2026-118 号")


def test_an_answer_opens_a_call_back_and_is_not_the_end(contacted, officer, member, told):
    services.answer(actor=officer, case=contacted, result=Result.SOLVED, words="换了水管")

    contacted.refresh_from_db()
    call_back = contacted.call_backs.get()
    assert (contacted.state, contacted.result, contacted.closed_at) == (State.ANSWERED, Result.SOLVED, None)
    assert (call_back.round, call_back.handler, call_back.done_at) == (1, officer, None)
    assert told(member)[-1] == "诉求有答复：已解决"


def test_the_answer_to_a_case_that_nobody_reported_closes_it(contacted, officer, log):
    contacted.reporters.all().delete()

    services.answer(actor=officer, case=contacted, result=Result.SOLVED, words="换了水管")

    contacted.refresh_from_db()
    assert (contacted.state, contacted.call_backs.count(), contacted.due_at) == (State.CLOSED, 0, None)
    assert log(contacted) == ["raised", "contacted", "answered", "closed"]
    assert contacted.events.latest("seq").words_zh == "没有反映人，不用回访，答复后直接办结。"


def test_a_follower_is_asked_although_nobody_reported_the_case_it_follows(contacted, officer, kind, station):
    fields = {"kind": kind, "station": station, "building": station.building, "words": "二楼也漏"}
    follower = services.raise_case(actor=PersonFactory(), fields=fields)
    services.follow(actor=officer, case=follower, into=contacted)
    contacted.reporters.all().delete()

    services.answer(actor=officer, case=contacted, result=Result.SOLVED, words="换了水管")

    follower.refresh_from_db()
    assert (follower.state, follower.call_backs.count()) == (State.ANSWERED, 1)


def test_what_was_answered_is_not_answered_again(contacted, officer):
    services.answer(actor=officer, case=contacted, result=Result.SOLVED, words="换了水管")

    with pytest.raises(refusals.CaseOver):
        services.answer(actor=officer, case=contacted, result=Result.PARTLY, words="又漏了")


def test_somebody_from_elsewhere_may_not_answer(contacted, officer_of):
    stranger = officer_of(StationFactory())

    with pytest.raises(PermissionDenied):
        services.answer(actor=stranger, case=contacted, result=Result.SOLVED, words="换了水管")


def test_a_kind_may_leave_an_act_to_other_roles(contacted, officer):
    contacted.kind.acts = {"handle": [Role.HUB]}
    contacted.kind.save()

    with pytest.raises(PermissionDenied):
        services.tell(actor=officer, case=contacted, words="明天来修")


def test_progress_is_told_and_written_down(contacted, officer, member, told, log):
    services.tell(actor=officer, case=contacted, words="明天来修")

    assert (log(contacted), told(member)[-1]) == (["raised", "contacted", "told"], "诉求有新进展")


def test_a_note_is_not_told(contacted, officer, member, told):
    services.note(actor=officer, case=contacted, words="物业说要等配件")

    assert told(member)[-1] == "站点联系过你了"


def test_a_case_is_handed_to_a_colleague_who_hears_of_it(contacted, officer, officer_of, station, told):
    colleague = officer_of(station)

    services.assign(actor=officer, case=contacted, person=colleague, reason="我休假")

    contacted.refresh_from_db()
    assert (contacted.responsible, told(colleague)) == (colleague, ["一件诉求交给你"])


def test_a_case_is_not_handed_to_somebody_who_may_not_handle_it(contacted, officer):
    with pytest.raises(PermissionDenied):
        services.assign(actor=officer, case=contacted, person=PersonFactory(), reason="我休假")


def test_who_reported_is_seen_while_it_is_open_and_each_look_is_logged(contacted, officer, member, history):
    reporters = services.look(actor=officer, case=contacted)

    assert [(one.called, one.phone) for one in reporters] == [(member.name, member.phone)]
    assert history(contacted) == ["raised", "contacted", "look"]


def test_who_reported_is_not_seen_any_more_when_it_is_closed(contacted, officer, member):
    services.answer(actor=officer, case=contacted, result=Result.SOLVED, words="换了水管")
    services.confirm(actor=member, case=contacted, opinion=services.Opinion(solved=True, level=5))

    with pytest.raises(refusals.CaseOver):
        services.look(actor=officer, case=contacted)


def test_somebody_without_an_account_leaves_a_name_and_a_sealed_phone(officer, kind, station):
    fields = {"kind": kind, "station": station, "words": "电梯坏了"}
    source = services.From(name="李女士", phone="+8613900001234")

    case = services.raise_case(actor=officer, fields=fields, channel=Channel.DESK, reporter=source)

    reporter = case.reporters.get()
    assert (reporter.called, reporter.phone, b"1234" in bytes(reporter.phone_sealed)) == (
        "李女士",
        "+8613900001234",
        False,
    )


def test_a_member_does_not_write_down_for_others(member, kind, station):
    fields = {"kind": kind, "station": station, "words": "电梯坏了"}

    with pytest.raises(PermissionDenied):
        services.raise_case(actor=member, fields=fields, channel=Channel.DESK)


def test_a_paused_case_goes_on_before_it_is_answered(contacted, officer, at):
    until = contacted.raised_at.replace(hour=9)
    services.pause(actor=officer, case=contacted, reason="等配件", until=until)

    with pytest.raises(IllegalMove):
        services.answer(actor=officer, case=contacted, result=Result.SOLVED, words="换了水管")
