"""Bringing a case, reporting the same, taking it back, and needs that are handed over."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from tests.cases.factories import KindFactory
from tests.factories import LONG_AGO, PersonFactory
from tests.needs.factories import NeedFactory, RequesterFactory
from yizhan.cases import services
from yizhan.cases.models import Case, Channel, Result, State
from yizhan.cases.rules import refusals
from yizhan.kernel.search import matching
from yizhan.needs import services as needs
from yizhan.network.models import StationState

pytestmark = pytest.mark.django_db


@pytest.fixture
def bring(member, kind, station):
    """Bring a case with what is said otherwise: bring(words=…)."""

    def brought(*, nonce=None, actor=member, **more):
        fields = {"kind": kind, "station": station, "words": "三楼茶水间漏水", **more}
        return services.raise_case(actor=actor, fields=fields, nonce=nonce)

    return brought


def test_what_is_sent_twice_is_one_case(bring):
    nonce = uuid4()

    assert bring(nonce=nonce).pk == bring(nonce=nonce).pk


def test_what_an_officer_sends_twice_is_one_case(officer, kind, station):
    fields = {"kind": kind, "station": station, "words": "电梯坏了"}
    sent = {"actor": officer, "fields": fields, "channel": Channel.DESK, "nonce": uuid4()}

    cases = [services.raise_case(**sent, reporter=services.From(name="李女士")) for _ in range(2)]

    assert cases[0].pk == cases[1].pk


def test_what_somebody_else_sent_is_not_shown(bring):
    nonce = uuid4()
    bring(nonce=nonce)

    with pytest.raises(refusals.SentAlready):
        bring(nonce=nonce, actor=PersonFactory())


def test_a_case_is_found_by_its_words_from_the_first_step_on(bring, officer):
    case = bring(words="消防通道堵了")
    services.contact(actor=officer, case=case, words="马上去看。")

    assert [one.pk for one in Case.objects.filter(matching("消防"))] == [case.pk]


def test_four_thousand_characters_are_kept_whole(bring):
    assert len(bring(words="漏" * 4000).words) == 4000


@pytest.mark.parametrize(("words", "refusal"), [(" ", refusals.WordsMissing), ("漏" * 5000, refusals.WordsTooLong)])
def test_words_that_say_nothing_or_too_much_are_refused(bring, words, refusal):
    with pytest.raises(refusal):
        bring(words=words)

    assert Case.objects.count() == 0


def test_a_station_that_does_not_serve_takes_no_cases(bring, station):
    station.state, station.closed_on = StationState.CLOSED, LONG_AGO.date()
    station.save()

    with pytest.raises(refusals.StationNotServing):
        bring()


def test_a_retired_kind_is_not_chosen_any_more(bring, kind):
    kind.retired_at = LONG_AGO
    kind.save()

    with pytest.raises(refusals.KindRetired):
        bring()


def test_a_case_keeps_the_version_of_the_kind_it_began_with(bring, kind, hub):
    case = bring()
    services.publish_kind(actor=hub, after=kind, said={"limits": {"resolution": "9d"}})

    services.reread(case_ids=[case.pk])

    case.refresh_from_db()
    assert (case.kind.version, f"{case.timers.get(clock='resolution').due_at:%m-%d}") == (1, "12-02")


FIELDS = [
    {"code": "floor", "type": "string", "required": True},
    {"code": "when", "type": "singlevaluelist", "choices": [{"code": "day"}, {"code": "night"}]},
]


@pytest.mark.parametrize(
    ("answers", "refusal", "field"),
    [
        ({}, refusals.AnswerMissing, "floor"),
        ({"floor": ""}, refusals.AnswerMissing, "floor"),
        ({"floor": "3", "when": "noon"}, refusals.AnswerUnknown, "when"),
    ],
)
def test_what_a_kind_asks_is_answered_and_a_refusal_names_the_field(bring, answers, refusal, field):
    with pytest.raises(refusal) as refused:
        bring(kind=KindFactory(fields=FIELDS), answers=answers)

    assert refused.value.field == field


def test_answers_to_nothing_that_was_asked_are_left_out(bring):
    case = bring(kind=KindFactory(fields=FIELDS), answers={"floor": "3", "secret": "x"})

    assert case.answers == {"floor": "3", "when": None}


def test_a_year_without_a_calendar_is_refused_and_nothing_is_kept(bring, at):
    at("2031-11-25T10:00+08:00")

    with pytest.raises(refusals.CalendarMissing):
        bring()

    assert Case.objects.count() == 0


def test_a_visitor_brings_nothing(bring):
    with pytest.raises(PermissionDenied):
        bring(actor=AnonymousUser())


def test_somebody_else_reports_the_same_and_is_told_from_then_on(contacted, officer, told):
    other = PersonFactory()
    services.join(actor=other, case=contacted)

    services.tell(actor=officer, case=contacted, words="明天来修")

    assert told(other) == ["诉求有新进展"]


def test_one_person_reports_once(brought, member):
    with pytest.raises(refusals.AlreadyReported):
        services.join(actor=member, case=brought)


def test_the_last_reporter_who_leaves_withdraws_the_case(brought, member):
    services.withdraw(actor=member, case=brought)

    brought.refresh_from_db()
    assert (brought.state, brought.result, brought.due_at) == (State.CLOSED, Result.WITHDRAWN, None)


def test_a_case_that_others_report_too_goes_on(brought, member):
    services.join(actor=PersonFactory(), case=brought)

    services.withdraw(actor=member, case=brought)

    brought.refresh_from_db()
    assert (brought.state, brought.reporters.count()) == (State.RECEIVED, 1)


def test_bodies_that_were_asked_are_let_off_when_the_case_is_withdrawn(contacted, officer, member, body, log):
    part = services.ask(actor=officer, case=contacted, body=body, task="查一下水管", limit="1d")

    services.withdraw(actor=member, case=contacted)

    part.refresh_from_db()
    assert (part.state, log(contacted)[-2:]) == ("excused", ["withdrawn", "excused"])
    assert not contacted.timers.filter(clock="part", stopped_at=None, dropped=False).exists()


def test_what_one_did_not_report_one_does_not_withdraw(brought):
    with pytest.raises(refusals.NotReporter):
        services.withdraw(actor=PersonFactory(), case=brought)


def test_a_need_that_is_handed_over_becomes_a_case_with_its_requesters(officer, station, member):
    KindFactory(code="help")
    need = NeedFactory(station=station, words="电梯总停")
    RequesterFactory(need=need, person=member)

    needs.hand_over(actor=officer, need=need, reason="要物业去修")

    case = Case.objects.get()
    assert (case.need, case.words, case.channel, case.station) == (need, "电梯总停", Channel.NEED, station)
    assert [one.person for one in case.reporters.all()] == [member]


def test_the_log_of_a_case_does_not_name_its_reporters(brought, member, officer):
    services.join(actor=PersonFactory(), case=brought)
    services.contact(actor=officer, case=brought, words="今天去看")
    services.answer(actor=officer, case=brought, result=Result.SOLVED, words="换了水管")
    services.confirm(actor=member, case=brought, opinion=services.Opinion(solved=True, level=5))

    assert [one.by for one in brought.events.order_by("seq")] == [None, None, officer, officer, None, None]
