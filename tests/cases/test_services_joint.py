"""Asking bodies for their part, and what they answer."""

import pytest
from django.core.exceptions import PermissionDenied

from tests.cases.factories import BodyFactory
from tests.factories import PersonFactory, SubdistrictFactory
from yizhan.cases import services
from yizhan.cases.models import Mechanism, PartState, Result, State
from yizhan.cases.rules import refusals
from yizhan.kernel.states import IllegalMove

pytestmark = pytest.mark.django_db


@pytest.fixture
def part(contacted, officer, body):
    return services.ask(actor=officer, case=contacted, body=body, task="查一下水管", limit="2d")


def test_asking_a_body_lets_the_case_rise_and_tells_the_body(part, contacted, delegate, officer, log, told):
    contacted.refresh_from_db()

    assert (contacted.mechanism, contacted.responsible) == (Mechanism.JOINT, officer)
    assert (log(contacted)[-2:], told(delegate)) == (["rose", "asked"], ["请你们协办一件诉求"])
    assert f"{part.due_at:%m-%d %H:%M}" == "11-27 10:00"


def test_asking_another_body_does_not_rise_twice(part, contacted, officer, log):
    services.ask(actor=officer, case=contacted, body=BodyFactory(), task="看一下", limit="1d")

    assert log(contacted)[-1] == "asked"
    assert log(contacted).count("rose") == 1


def test_asking_is_no_contact(brought, officer, body):
    services.ask(actor=officer, case=brought, body=body, task="查一下水管", limit="1d")

    brought.refresh_from_db()
    assert (brought.state, brought.timers.get(clock="contact").stopped_at) == (State.HANDLING, None)


def test_a_part_may_not_take_longer_than_the_case(contacted, officer, body):
    with pytest.raises(refusals.LimitOutside):
        services.ask(actor=officer, case=contacted, body=body, task="查一下水管", limit="6d")


@pytest.mark.parametrize(("limit", "refusal"), [("三天", refusals.LimitUnreadable), ("0d", refusals.LimitPast)])
def test_a_limit_that_cannot_be_is_refused(contacted, officer, body, limit, refusal):
    with pytest.raises(refusal):
        services.ask(actor=officer, case=contacted, body=body, task="查一下水管", limit=limit)


def test_a_body_of_another_subdistrict_is_outside_the_scope(contacted, officer):
    elsewhere = BodyFactory(subdistrict=SubdistrictFactory())

    with pytest.raises(refusals.BodyOutside):
        services.ask(actor=officer, case=contacted, body=elsewhere, task="查一下水管", limit="1d")


def test_a_body_that_nobody_answers_for_is_not_asked(contacted, officer, body):
    body.people.all().delete()

    with pytest.raises(refusals.BodyHasNobody):
        services.ask(actor=officer, case=contacted, body=body, task="查一下水管", limit="1d")


def test_a_body_is_asked_once_a_round(part, contacted, officer, body):
    with pytest.raises(refusals.BodyAsked):
        services.ask(actor=officer, case=contacted, body=body, task="再查一下", limit="1d")


def test_a_body_that_was_excused_may_be_asked_again(part, contacted, officer, body):
    services.excuse(actor=officer, part=part, reason="换别人")

    assert services.ask(actor=officer, case=contacted, body=body, task="还是要查", limit="1d").state == PartState.ASKED


def test_a_kind_without_that_rung_is_handled_by_the_station_alone(contacted, officer, body):
    contacted.kind.mechanisms = [Mechanism.INSTANT]
    contacted.kind.save()

    with pytest.raises(refusals.MechanismUnknown):
        services.ask(actor=officer, case=contacted, body=body, task="查一下水管", limit="1d")


def test_a_whistle_is_answered_by_reporting_in(contacted, officer, body, delegate):
    part = services.whistle(actor=officer, case=contacted, body=body, task="马上到场", limit="1d")

    services.report_in(actor=delegate, part=part)

    part.refresh_from_db()
    clock = contacted.timers.get(clock="report_in")
    assert (part.whistle, part.state) == (True, PartState.WORKING)
    assert (clock.stopped_at, f"{clock.due_at:%H:%M}") == (part.reported_in_at, "07:00")


def test_one_reports_in_once(part, delegate):
    services.report_in(actor=delegate, part=part)

    with pytest.raises(IllegalMove):
        services.report_in(actor=delegate, part=part)


def test_somebody_of_another_body_has_nothing_to_say(part):
    with pytest.raises(PermissionDenied):
        services.finish(actor=PersonFactory(), part=part, outcome="修好了")


def test_a_part_is_handed_back_with_a_ground_and_the_officer_hears_of_it(part, delegate, officer, told):
    services.refuse(actor=delegate, part=part, ground="不归我们管")

    part.refresh_from_db()
    assert (part.state, part.ground, told(officer)[-1]) == (
        PartState.REFUSED,
        "不归我们管",
        f"{part.body.name_zh}退回了协办",
    )


def test_a_part_is_handed_back_with_a_ground_only(part, delegate):
    with pytest.raises(refusals.ReasonMissing):
        services.refuse(actor=delegate, part=part, ground="")


def test_a_body_that_is_asked_again_cannot_hand_it_back_a_second_time(part, delegate, officer):
    services.refuse(actor=delegate, part=part, ground="不归我们管")
    services.insist(actor=officer, part=part, reason="目录里归你们")

    with pytest.raises(refusals.RefusedOnce):
        services.refuse(actor=delegate, part=part, ground="还是不管")


def test_only_what_was_handed_back_is_asked_for_again(part, officer):
    with pytest.raises(IllegalMove):
        services.insist(actor=officer, part=part, reason="目录里归你们")


def test_a_case_is_not_answered_before_every_part_is_over(part, contacted, officer, delegate):
    with pytest.raises(refusals.PartsOpen):
        services.answer(actor=officer, case=contacted, result=Result.SOLVED, words="修好了")

    services.finish(actor=delegate, part=part, outcome="换了水管")

    assert services.answer(actor=officer, case=contacted, result=Result.SOLVED, words="修好了").pk == contacted.pk


def test_a_part_that_was_handed_back_still_waits_for_the_station(part, contacted, officer, delegate):
    services.refuse(actor=delegate, part=part, ground="不归我们管")

    with pytest.raises(refusals.PartsOpen):
        services.answer(actor=officer, case=contacted, result=Result.SOLVED, words="修好了")


def test_what_is_done_is_not_excused(part, officer, delegate):
    services.finish(actor=delegate, part=part, outcome="换了水管")

    with pytest.raises(IllegalMove):
        services.excuse(actor=officer, part=part, reason="不用了")


def test_the_station_rates_what_was_done(part, officer, delegate, contacted):
    services.finish(actor=delegate, part=part, outcome="换了水管")

    services.rate(actor=officer, part=part, level=4, words="来得快")

    part.refresh_from_db()
    assert (part.level, part.level_words) == (4, "来得快")


def test_what_is_not_done_is_not_rated(part, officer):
    with pytest.raises(refusals.PartNotOver):
        services.rate(actor=officer, part=part, level=4)


def test_a_rating_outside_one_to_five_is_refused(part, officer, delegate):
    services.finish(actor=delegate, part=part, outcome="换了水管")

    with pytest.raises(refusals.AnswerUnknown):
        services.rate(actor=officer, part=part, level=6)
