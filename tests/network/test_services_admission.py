"""Visit, approval, refusal, review, upgrade, withdrawal, and applying again."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import StationFactory, SubdistrictFactory
from yizhan.kernel.states import IllegalMove
from yizhan.network import services
from yizhan.network.events import StationClosed, StationOpened
from yizhan.network.models import Kind
from yizhan.network.rules import refusals

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
TODAY = date(2026, 11, 25)
TOMORROW = date(2026, 11, 26)
SCORES = {"venue": 4, "property_will": 5, "staffing": 3, "services": 4, "scale": 3}


def now(station):
    station.refresh_from_db()
    return station


def test_a_visit_is_scored_and_moves_the_application_on(hub, history):
    station = StationFactory(state="applied")

    assessment = services.visit(actor=hub, station=station, on=TODAY, scores=SCORES, words=" 位置好 ")

    assert (now(station).state, station.version) == ("visited", 2)
    assert (assessment.kind, assessment.total, assessment.verdict) == ("visit", 19, "pass")
    assert (assessment.by, assessment.words) == (hub, "位置好")
    assert history(station) == [("visit", "")]


def test_poor_scores_are_noted_and_decide_nothing(hub):
    station = StationFactory(state="applied")

    assessment = services.visit(actor=hub, station=station, on=TODAY, scores=SCORES | {"venue": 1}, words="")

    assert (assessment.verdict, now(station).state) == ("decline", "visited")


def test_a_visit_needs_five_scores_and_a_day_that_has_come(hub):
    station = StationFactory(state="applied")

    with pytest.raises(refusals.ScoresIncomplete):
        services.visit(actor=hub, station=station, on=TODAY, scores={"venue": 3}, words="")
    with pytest.raises(refusals.DayInFuture):
        services.visit(actor=hub, station=station, on=TOMORROW, scores=SCORES, words="")

    assert (now(station).state, station.assessments.count()) == ("applied", 0)


def test_only_an_application_is_visited(hub):
    with pytest.raises(IllegalMove):
        services.visit(actor=hub, station=StationFactory(), on=TODAY, scores=SCORES, words="")


def test_approval_opens_the_station_and_says_so(hub, history, published):
    station = StationFactory(state="visited")

    services.approve(actor=hub, station=station, opened_on=TODAY, reason="五项齐全")

    assert (now(station).state, station.opened_on) == ("open", TODAY)
    assert history(station) == [("approve", "五项齐全")]
    assert published == [StationOpened(station_id=station.pk)]


def test_a_station_does_not_open_before_its_visit_nor_tomorrow(hub, published):
    with pytest.raises(IllegalMove):
        services.approve(actor=hub, station=StationFactory(state="applied"), opened_on=TODAY)
    with pytest.raises(refusals.DayInFuture):
        services.approve(actor=hub, station=StationFactory(state="visited"), opened_on=TOMORROW)

    assert published == []


def test_there_is_one_open_hub(hub):
    StationFactory(kind=Kind.HUB)
    second = StationFactory(kind=Kind.HUB, state="visited")

    with pytest.raises(refusals.HubAlreadyOpen):
        services.approve(actor=hub, station=second, opened_on=TODAY)

    assert now(second).state == "visited"


@pytest.mark.parametrize("state", ["applied", "visited"])
def test_an_application_is_declined_with_a_reason(hub, history, state):
    station = StationFactory(state=state)

    services.decline(actor=hub, station=station, reason="物业不同意")

    assert now(station).state == "declined"
    assert history(station) == [("decline", "物业不同意")]


def test_declining_needs_a_reason(hub):
    with pytest.raises(refusals.ReasonMissing):
        services.decline(actor=hub, station=StationFactory(state="applied"), reason=" ")


@pytest.mark.parametrize("state", ["declined", "closed"])
def test_what_was_declined_or_left_applies_again(officer_of, history, state):
    subdistrict = SubdistrictFactory()
    station = StationFactory(state=state, building__subdistrict=subdistrict)

    services.reapply(actor=officer_of(subdistrict), station=station, reason="场地已落实")

    assert (now(station).state, station.opened_on, station.closed_on) == ("applied", None, None)
    assert history(station) == [("reapply", "场地已落实")]


def test_what_serves_does_not_apply_again(hub):
    with pytest.raises(IllegalMove):
        services.reapply(actor=hub, station=StationFactory(), reason="再来")


def test_a_review_that_passes_changes_nothing_else(hub, history, published):
    station = StationFactory()

    services.review(actor=hub, station=station, on=TODAY, scores=SCORES, verdict="pass", words="")

    assert (now(station).state, station.kind, station.level) == ("open", "building", "standard")
    assert (history(station), published) == ([("review", "")], [])


def test_a_review_upgrades(hub, history):
    station = StationFactory()

    services.review(actor=hub, station=station, on=TODAY, scores=SCORES, verdict="upgrade", words="")

    assert (now(station).level, station.version) == ("demonstration", 2)
    assert history(station) == [("upgrade", ""), ("review", "")]


def test_a_review_makes_a_point_a_building_station(hub):
    station = StationFactory(kind=Kind.POINT)

    services.review(actor=hub, station=station, on=TODAY, scores=SCORES, verdict="upgrade", words="")

    assert (now(station).kind, station.level) == ("building", "standard")


def test_a_review_that_withdraws_closes_the_station_and_says_so(hub, history, published):
    station = StationFactory()

    services.review(actor=hub, station=station, on=TODAY, scores=SCORES, verdict="withdraw", words="长期无人值守")

    assert (now(station).state, station.closed_on) == ("closed", TODAY)
    assert history(station) == [("close", "长期无人值守"), ("review", "")]
    assert published == [StationClosed(station_id=station.pk)]


def test_a_withdrawal_without_words_leaves_no_review(hub):
    station = StationFactory()

    with pytest.raises(refusals.ReasonMissing):
        services.review(actor=hub, station=station, on=TODAY, scores=SCORES, verdict="withdraw", words="")

    assert (now(station).state, station.assessments.count()) == ("open", 0)


def test_nothing_is_above_a_demonstration_station(hub):
    station = StationFactory(level="demonstration")

    with pytest.raises(refusals.NothingAbove):
        services.review(actor=hub, station=station, on=TODAY, scores=SCORES, verdict="upgrade", words="")

    assert station.assessments.count() == 0


def test_a_station_is_reviewed_once_a_year(hub):
    station = StationFactory()
    services.review(actor=hub, station=station, on=date(2025, 12, 31), scores=SCORES, verdict="pass", words="")
    services.review(actor=hub, station=station, on=date(2026, 1, 2), scores=SCORES, verdict="pass", words="")

    with pytest.raises(refusals.ReviewedThisYear):
        services.review(actor=hub, station=station, on=TODAY, scores=SCORES, verdict="pass", words="")


@pytest.mark.parametrize("state", ["applied", "visited", "declined", "closed"])
def test_only_what_serves_is_reviewed(hub, state):
    with pytest.raises(refusals.StationNotServing):
        services.review(
            actor=hub, station=StationFactory(state=state), on=TODAY, scores=SCORES, verdict="pass", words=""
        )


def test_a_review_asks_for_scores_a_verdict_and_a_day_that_has_come(hub):
    station = StationFactory()

    with pytest.raises(refusals.ScoresIncomplete):
        services.review(actor=hub, station=station, on=TODAY, scores={}, verdict="pass", words="")
    with pytest.raises(refusals.VerdictNotForReview):
        services.review(actor=hub, station=station, on=TODAY, scores=SCORES, verdict="decline", words="")
    with pytest.raises(refusals.DayInFuture):
        services.review(actor=hub, station=station, on=TOMORROW, scores=SCORES, verdict="pass", words="")


def test_closing_a_station_ends_its_service_and_says_so(hub, history, published):
    station = StationFactory()

    services.close_station(actor=hub, station=station, reason="楼宇拆除")

    assert (now(station).state, station.closed_on) == ("closed", TODAY)
    assert history(station) == [("close", "楼宇拆除")]
    assert published == [StationClosed(station_id=station.pk)]


def test_closing_needs_a_reason_and_a_station_that_serves(hub):
    with pytest.raises(refusals.ReasonMissing):
        services.close_station(actor=hub, station=StationFactory(), reason="")
    with pytest.raises(IllegalMove):
        services.close_station(actor=hub, station=StationFactory(state="applied"), reason="不办了")


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        (services.visit, {"on": TODAY, "scores": SCORES, "words": ""}),
        (services.approve, {"opened_on": TODAY}),
        (services.decline, {"reason": "不合适"}),
        (services.review, {"on": TODAY, "scores": SCORES, "verdict": "pass", "words": ""}),
        (services.close_station, {"reason": "不办了"}),
    ],
)
def test_station_and_subdistrict_officers_do_not_decide(officer_of, command, arguments):
    station = StationFactory()

    for officer in (officer_of(station), officer_of(station.subdistrict)):
        with pytest.raises(PermissionDenied):
            command(actor=officer, station=station, **arguments)


def test_a_station_officer_does_not_apply_again(officer_of):
    station = StationFactory(state="closed")

    with pytest.raises(PermissionDenied):
        services.reapply(actor=officer_of(station), station=station, reason="再来")
