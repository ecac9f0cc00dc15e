"""What people have done elsewhere to make rates look better: each is refused, or does not raise the rate."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import PersonFactory
from yizhan.cases import services
from yizhan.cases.models import Channel, Request, RequestKind, Result, State
from yizhan.cases.queries.rates import Period, board
from yizhan.cases.rules import refusals
from yizhan.cases.rules.rates import Measure
from yizhan.kernel import clock

pytestmark = pytest.mark.django_db
NOW, IN_TIME, LATE = "2026-11-25T10:00+08:00", "2026-11-30T10:00+08:00", "2026-12-03T10:00+08:00"
YEAR_END = "2026-12-31T10:00+08:00"


def instant(text):
    return datetime.fromisoformat(text)


def counted(measure, *, whole=True):
    """Numerator and denominator of a rate over both months, as somebody who sees everything counts them."""
    found = board(
        Period(start=instant("2026-11-01T00:00+08:00"), end=instant("2027-01-01T00:00+08:00"), at=clock.now())
    )
    tallies = [tally for tally in found.tallies[measure] if whole or not tally.excluded]
    return sum(tally.part for tally in tallies), sum(tally.whole for tally in tallies)


def opinions(measure):
    """Numerator and denominator of what people said by the end of the year."""
    found = board(
        Period(
            start=instant("2026-11-01T00:00+08:00"),
            end=instant("2027-01-01T00:00+08:00"),
            at=instant("2027-01-01T00:00+08:00"),
        )
    )
    return sum(tally.part for tally in found.tallies[measure]), sum(tally.whole for tally in found.tallies[measure])


@pytest.fixture
def bring(kind, station, officer):
    """Brings a case and speaks to whoever brought it: bring(), bring(contacted=False)."""

    def bring(*, contacted=True):
        fields = {"kind": kind, "station": station, "words": "三楼茶水间漏水"}
        case = services.raise_case(actor=PersonFactory(), fields=fields)
        return services.contact(actor=officer, case=case, words="今天去看") if contacted else case

    return bring


@pytest.fixture
def answer(officer):
    return lambda case, result=Result.SOLVED: services.answer(actor=officer, case=case, result=result, words="换了水管")


@pytest.fixture
def colleague(officer_of, station):
    return officer_of(station)


@pytest.fixture
def call(colleague):
    """Calls back as somebody else: call(case, solved=True, level=5)."""

    def call(case, *, solved=True, level=5):
        opinion = services.Opinion(solved=solved, level=level)
        return services.call_back(actor=colleague, call_back=case.call_backs.get(done_at=None), opinion=opinion)

    return call


class TestClosingEarly:
    def test_nothing_is_closed_without_having_spoken_to_anybody(self, bring, answer):
        with pytest.raises(refusals.ContactMissing):
            answer(bring(contacted=False))

    def test_an_answer_that_had_to_be_handled_again_is_no_resolution(self, bring, answer, call, at):
        call_case = answer(bring())
        call(call_case, solved=False, level=1)
        at(YEAR_END)

        assert (counted(Measure.HANDLER), opinions(Measure.PERSON)) == ((0, 1), (0, 1))
        assert opinions(Measure.REOPENED) == (1, 1)

    def test_a_second_handling_in_time_does_not_mend_the_first(self, bring, answer, call, at):
        case = bring()
        at(LATE)
        call(answer(case), solved=False, level=1)
        case.refresh_from_db()
        call(answer(case))
        at(YEAR_END)

        assert (counted(Measure.ON_TIME), counted(Measure.HANDLER), counted(Measure.AGAIN)) == ((0, 1), (0, 1), (1, 1))
        assert opinions(Measure.PERSON) == (0, 1)

    def test_closing_easy_cases_before_their_limit_adds_nothing_to_a_month_with_hard_ones(self, bring, answer, at):
        bring()
        at("2026-12-02T09:00+08:00")
        answer(bring())
        at("2026-12-03T09:00+08:00")

        assert counted(Measure.ON_TIME) == (0, 1)


class TestRedating:
    def test_nobody_says_when_a_case_was_brought(self, kind, station, officer):
        fields = {"kind": kind, "station": station, "words": "漏水", "raised_at": instant(NOW)}

        with pytest.raises(TypeError):
            services.raise_case(actor=officer, fields=fields, channel=Channel.DESK)

    def test_more_time_that_is_granted_after_the_limit_does_not_make_it_in_time(
        self, bring, answer, officer, overseer, at
    ):
        case = bring()
        at(LATE)
        wanted = services.Wanted(kind=RequestKind.EXTENSION, ground="等配件", limit="15d")
        request = services.ask_leave(actor=officer, case=case, wanted=wanted, approver=overseer)
        services.decide(actor=overseer, asked=request, granted=True, words="同意")
        answer(case)

        assert counted(Measure.ON_TIME) == (0, 1)

    def test_a_pause_after_the_limit_does_not_carry_it_into_another_month(self, bring, officer, at):
        case = bring()
        before = case.timers.get(clock="resolution").judged_at
        at(LATE)
        services.pause(actor=officer, case=case, reason="等配件", until=clock.now() + timedelta(days=1))

        assert case.timers.get(clock="resolution").judged_at == before

    def test_taking_a_case_back_after_its_limit_leaves_it_counted(self, bring, at):
        case = bring()
        at(LATE)
        services.withdraw(actor=case.reporters.get().person, case=case)

        assert counted(Measure.ON_TIME) == (0, 1)

    def test_taking_it_back_in_time_counts_for_nothing(self, bring, at):
        case = bring()
        at(IN_TIME)
        services.withdraw(actor=case.reporters.get().person, case=case)
        at(LATE)

        assert counted(Measure.ON_TIME) == (0, 0)


class TestSplitting:
    def test_easy_pieces_of_a_late_case_add_nothing(self, bring, answer, officer, at):
        case = bring()
        at(IN_TIME)
        for _ in range(3):
            answer(
                services.contact(actor=officer, case=services.split(actor=officer, case=case, words="灯"), words="好")
            )
        at(YEAR_END)

        assert (counted(Measure.ON_TIME), counted(Measure.HANDLER), counted(Measure.RESPONSE)) == (
            (0, 1),
            (0, 1),
            (1, 1),
        )

    def test_the_hard_piece_is_due_when_the_whole_was(self, bring, answer, officer, at):
        case = bring()
        at(IN_TIME)
        piece = services.split(actor=officer, case=case, words="最难的一部分")
        answer(case)
        at(LATE)
        answer(services.contact(actor=officer, case=piece, words="还在办"))
        at(YEAR_END)

        assert counted(Measure.ON_TIME) == (0, 1)

    def test_whoever_is_content_with_the_easy_pieces_only_is_not_content(self, bring, answer, officer, call, at):
        case = bring()
        piece = services.contact(actor=officer, case=services.split(actor=officer, case=case, words="灯"), words="好")
        call(answer(piece), solved=False, level=1)
        call(answer(case))
        at(YEAR_END)

        assert (opinions(Measure.PERSON), opinions(Measure.CONTENT)) == ((0, 1), (0, 1))

    def test_a_family_that_was_all_in_time_counts_once(self, bring, answer, officer, at):
        case = bring()
        answer(services.contact(actor=officer, case=services.split(actor=officer, case=case, words="灯"), words="好"))
        answer(case)
        at(YEAR_END)

        assert (counted(Measure.ON_TIME), counted(Measure.HANDLER)) == ((1, 1), (1, 1))


class TestMerging:
    def test_a_late_case_stays_late_when_it_follows_a_fresh_one(self, bring, answer, officer, at):
        late = bring()
        at(LATE)
        fresh = bring()
        services.follow(actor=officer, case=late, into=fresh)
        answer(fresh)
        at(YEAR_END)

        assert counted(Measure.ON_TIME) == (1, 2)

    def test_speaking_to_one_reporter_is_no_contact_with_the_others(self, bring, answer, officer, at):
        services.follow(actor=officer, case=bring(contacted=False), into=(leader := bring()))
        answer(leader)
        at(YEAR_END)

        assert counted(Measure.RESPONSE) == (1, 2)

    def test_every_reporter_of_a_series_is_asked(self, bring, answer, officer, call, at):
        follower, leader = bring(), bring()
        services.follow(actor=officer, case=follower, into=leader)
        call(answer(leader))
        call(follower, solved=False, level=1)
        at(YEAR_END)

        assert (opinions(Measure.PERSON), counted(Measure.HANDLER)) == ((1, 2), (1, 2))


class TestExcluding:
    @pytest.fixture
    def excluded(self, bring, officer, overseer, at):
        """A late case that is left out, with leave."""
        case = bring()
        at(LATE)
        wanted = services.Wanted(kind=RequestKind.EXCLUSION, ground="台风")
        request = services.ask_leave(actor=officer, case=case, wanted=wanted, approver=overseer)
        services.decide(actor=overseer, asked=request, granted=True, words="属实")
        return case

    def test_what_is_left_out_still_counts_in_the_rate_beside_it(self, excluded):
        assert (counted(Measure.ON_TIME, whole=False), counted(Measure.ON_TIME)) == ((0, 0), (0, 1))

    def test_nobody_leaves_out_a_case_by_themselves(self, bring, officer):
        wanted = services.Wanted(kind=RequestKind.EXCLUSION, ground="台风")

        with pytest.raises(refusals.ApproverIsAsker):
            services.ask_leave(actor=officer, case=bring(), wanted=wanted, approver=officer)

    def test_a_colleague_of_the_station_may_not_agree(self, bring, officer, colleague):
        wanted = services.Wanted(kind=RequestKind.EXCLUSION, ground="台风")

        with pytest.raises(PermissionDenied):
            services.ask_leave(actor=officer, case=bring(), wanted=wanted, approver=colleague)

    def test_what_was_asked_for_and_not_granted_leaves_nothing_out(self, bring, officer, overseer, at):
        wanted = services.Wanted(kind=RequestKind.EXCLUSION, ground="台风")
        services.ask_leave(actor=officer, case=bring(), wanted=wanted, approver=overseer)
        at(LATE)

        assert counted(Measure.ON_TIME, whole=False) == (0, 1)
        assert Request.objects.get().decided_at is None


class TestAskingOnlyTheHappy:
    def test_whom_nobody_asked_counts_as_not_content(self, bring, answer, call, at):
        happy, unhappy = bring(), bring()
        answer(unhappy)
        call(answer(happy))
        at(YEAR_END)

        assert (opinions(Measure.PERSON), opinions(Measure.CONTENT)) == ((1, 2), (1, 2))

    def test_asking_after_the_month_is_over_changes_nothing(self, bring, answer, call, at):
        case = answer(bring())
        at("2027-01-04T10:00+08:00")
        call(case)

        assert opinions(Measure.PERSON) == (0, 1)

    def test_silence_needs_three_tries_and_is_neither_yes_nor_no(self, bring, answer, colleague, at):
        call_back = answer(bring()).call_backs.get()
        with pytest.raises(refusals.NotYetSilent):
            services.fall_silent(actor=colleague, call_back=call_back)
        for _ in range(3):
            services.try_again(actor=colleague, call_back=call_back)
        case = services.fall_silent(actor=colleague, call_back=call_back)
        at(YEAR_END)

        assert (case.state, opinions(Measure.PERSON)) == (State.CLOSED, (0, 0))

    def test_the_handler_does_not_ask_about_their_own_work(self, bring, answer, officer):
        call_back = answer(bring()).call_backs.get()

        with pytest.raises(refusals.HandlerCalls):
            services.call_back(actor=officer, call_back=call_back, opinion=services.Opinion(solved=True, level=5))


def test_moving_a_case_to_another_version_of_its_kind_is_not_possible(bring, hub):
    case = bring()
    said = {"limits": {"contact": "9d", "resolution": "15d"}, "mechanisms": ["instant"]}
    services.publish_kind(actor=hub, after=case.kind, said=said)
    services.reread(case_ids=[case.pk])

    assert (case.timers.get(clock="resolution").due_at, case.kind.version) == (instant("2026-12-02T18:00+08:00"), 1)
