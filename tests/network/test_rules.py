"""Admission, scores, distance and photographs, decided without a database."""

from datetime import date
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhan.kernel.states import IllegalMove, step
from yizhan.network import rules
from yizhan.network.models import Kind, Level, StationState, Verdict
from yizhan.network.rules import refusals

GOOD = {"venue": 3, "property_will": 3, "staffing": 3, "services": 3, "scale": 3}
ALLOWED = {
    ("applied", "visited"),
    ("applied", "declined"),
    ("visited", "open"),
    ("visited", "declined"),
    ("declined", "applied"),
    ("open", "closed"),
    ("closed", "applied"),
}


@pytest.mark.parametrize(("at", "to"), sorted(product(StationState.values, StationState.values)))
def test_a_station_moves_only_along_its_path(at, to):
    if (at, to) in ALLOWED:
        assert step(rules.MOVES, at=at, to=StationState(to)) == to
    else:
        with pytest.raises(IllegalMove):
            step(rules.MOVES, at=at, to=StationState(to))


def test_fifteen_points_without_a_one_speak_for_admission():
    advice = rules.admissible(GOOD)

    assert (advice.admit, str(advice.words)) == (True, "总分达到 15 分，且没有明显短板，建议授牌。")


def test_fourteen_points_speak_against_admission():
    advice = rules.admissible(GOOD | {"scale": 2})

    assert (advice.admit, str(advice.words)) == (False, "总分不到 15 分，建议改进后再申报。")


def test_one_aspect_at_one_speaks_against_admission_whatever_the_total():
    advice = rules.admissible(dict.fromkeys(GOOD, 5) | {"venue": 1})

    assert (advice.admit, str(advice.words)) == (False, "有一个方面只得 1 分，建议补齐后再申报。")


@pytest.mark.parametrize(("scale", "verdict"), [(3, Verdict.PASS), (2, Verdict.DECLINE)])
def test_the_verdict_of_a_visit_follows_its_scores(scale, verdict):
    assert rules.visit_verdict(GOOD | {"scale": scale}) == verdict


def test_the_total_is_the_sum_of_the_five():
    assert rules.total({"venue": 1, "property_will": 2, "staffing": 3, "services": 4, "scale": 5}) == 15


@pytest.mark.parametrize("scores", [GOOD | {"venue": 0}, GOOD | {"venue": 6}, {"venue": 3}, GOOD | {"taste": 3}])
def test_scores_that_are_not_five_from_one_to_five_are_refused(scores):
    with pytest.raises(refusals.ScoresIncomplete):
        rules.require_scores(scores)


@pytest.mark.parametrize("score", [1, 5])
def test_scores_from_one_to_five_are_accepted(score):
    rules.require_scores(GOOD | {"venue": score})


@pytest.mark.parametrize("verdict", ["pass", "improve", "upgrade", "withdraw"])
def test_a_review_comes_to_one_of_four_verdicts(verdict):
    assert rules.require_review_verdict(verdict) == Verdict(verdict)


@pytest.mark.parametrize("verdict", ["decline", "", "great"])
def test_other_verdicts_are_refused_for_a_review(verdict):
    with pytest.raises(refusals.VerdictNotForReview):
        rules.require_review_verdict(verdict)


@pytest.mark.parametrize(
    ("kind", "level", "higher"),
    [
        ("point", "standard", (Kind.BUILDING, Level.STANDARD)),
        ("point", "demonstration", (Kind.BUILDING, Level.DEMONSTRATION)),
        ("building", "standard", (Kind.BUILDING, Level.DEMONSTRATION)),
        ("hub", "standard", (Kind.HUB, Level.DEMONSTRATION)),
    ],
)
def test_an_upgrade_is_one_step(kind, level, higher):
    assert rules.upgraded(kind=kind, level=level) == higher


def test_there_is_nothing_above_a_demonstration_station():
    with pytest.raises(refusals.NothingAbove):
        rules.upgraded(kind="building", level="demonstration")


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_an_empty_reason_is_refused(reason):
    with pytest.raises(refusals.ReasonMissing):
        rules.require_reason(reason)


def test_a_reason_is_kept_without_the_spaces_around_it():
    assert rules.require_reason(" 物业收回场地 ") == "物业收回场地"


def test_a_reason_fits_the_ledger():
    assert rules.require_reason("长" * 500) == "长" * 500
    with pytest.raises(refusals.ReasonTooLong):
        rules.require_reason("长" * 501)


def test_today_has_come_and_tomorrow_has_not():
    rules.require_not_future(date(2026, 11, 25), today=date(2026, 11, 25), field="on")
    with pytest.raises(refusals.DayInFuture) as refused:
        rules.require_not_future(date(2026, 11, 26), today=date(2026, 11, 25), field="on")

    assert refused.value.field == "on"


def test_only_the_version_that_was_shown_may_be_changed():
    rules.require_version(3, now=3)
    with pytest.raises(refusals.StationChanged):
        rules.require_version(2, now=3)


def test_a_name_in_chinese_is_asked_for():
    rules.require_name("恒隆广场党群服务站")
    with pytest.raises(refusals.NameMissing):
        rules.require_name(" ")


def test_an_application_has_a_code_of_its_own():
    assert rules.provisional_code(UUID("019ab000-0000-7000-8000-0000deadbeef")) == "SQ-DEADBEEF"


def test_one_degree_of_latitude_is_about_111_kilometres():
    assert rules.metres(31.0, 121.0, to_lat=32.0, to_lon=121.0) == pytest.approx(111_195, abs=1)


def test_plaza_66_is_about_650_metres_from_park_place():
    assert rules.metres(31.2288, 121.4493, to_lat=31.2255, to_lon=121.4434) == pytest.approx(671, abs=1)


LAT, LON = st.floats(-90, 90), st.floats(-180, 180)


@given(LAT, LON, LAT, LON)
def test_the_way_back_is_as_long_and_never_more_than_half_the_globe(lat, lon, other_lat, other_lon):
    there = rules.metres(lat, lon, to_lat=other_lat, to_lon=other_lon)
    back = rules.metres(other_lat, other_lon, to_lat=lat, to_lon=lon)

    assert there == pytest.approx(back, abs=0.001)
    assert 0 <= there <= 20_015_115


def test_ten_megabytes_are_not_too_heavy():
    rules.require_weight(10 * 1024 * 1024)
    with pytest.raises(refusals.PictureTooHeavy):
        rules.require_weight(10 * 1024 * 1024 + 1)


@pytest.mark.parametrize("size", [(400, 300), (10_000, 5_000)])
def test_pictures_within_bounds_are_accepted(size):
    rules.require_dimensions(*size)


@pytest.mark.parametrize("size", [(399, 300), (400, 299)])
def test_small_pictures_are_refused(size):
    with pytest.raises(refusals.PictureTooSmall):
        rules.require_dimensions(*size)


def test_pictures_of_more_than_fifty_million_pixels_are_refused():
    with pytest.raises(refusals.PictureTooLarge):
        rules.require_dimensions(10_001, 5_000)


def test_the_ninth_photograph_is_refused():
    rules.require_room_for_photo(7)
    with pytest.raises(refusals.TooManyPhotos):
        rules.require_room_for_photo(8)


def test_a_caption_is_asked_for():
    assert rules.require_caption(" 前台 ") == "前台"
    with pytest.raises(refusals.CaptionMissing):
        rules.require_caption(" ")
