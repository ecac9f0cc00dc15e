"""Visit, decision, review and withdrawal, as the hub does them on pages."""

from datetime import date

import pytest

from tests.factories import StationFactory
from yizhan.network.models import Assessment, AssessmentKind, Kind, Level, Station, StationState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
SCORES = {"venue": 4, "property_will": 5, "staffing": 3, "services": 4, "scale": 4}
ACTS = ("visit", "approve", "decline", "review", "close")


def address(station, act):
    return f"/desk/stations/{station.slug}/{act}/"


def visited(**more):
    station = StationFactory(state="visited")
    Assessment.objects.create(
        station=station,
        kind=AssessmentKind.VISIT,
        on="2026-11-20",
        verdict="pass",
        at="2026-11-20T02:00Z",
        **SCORES | more,
    )
    return station


def judged(**more):
    return {"on": "2026-11-24", "words": "物业支持", **SCORES} | more


@pytest.fixture
def desk(client, hub):
    client.force_login(hub)
    return client


def test_a_visit_is_noted_with_five_scores(desk):
    station = StationFactory(state="applied")

    response = desk.post(address(station, "visit"), judged())

    visit = Assessment.objects.get()
    assert response.headers["Location"] == f"/desk/stations/{station.slug}/"
    assert (visit.total, visit.on, visit.words) == (20, date(2026, 11, 24), "物业支持")
    assert Station.objects.get().state == StationState.VISITED


def test_a_visit_without_all_scores_keeps_those_that_were_given(desk):
    station = StationFactory(state="applied")

    response = desk.post(address(station, "visit"), judged(scale=""))

    form = response.context["form"]
    assert (response.status_code, dict(form.errors)) == (422, {"scale": ["请给这一项打分。"]})
    assert (form["venue"].value(), form["words"].value()) == ("4", "物业支持")


@pytest.mark.parametrize(("field", "value"), [("venue", "6"), ("on", "2026-11-26"), ("on", "明天")])
def test_a_visit_with_a_wrong_score_or_day_names_the_field(desk, field, value):
    response = desk.post(address(StationFactory(state="applied"), "visit"), judged(**{field: value}))

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_every_level_of_every_aspect_is_in_words(desk):
    words = desk.get(address(StationFactory(state="applied"), "visit")).content.decode()

    assert words.count('type="radio"') == 25
    assert "临时借用" in words


def test_the_page_of_a_visited_place_says_what_the_visit_speaks_for(desk):
    assert "建议授牌" in desk.get(f"/desk/stations/{visited().slug}/").content.decode()
    assert "只得 1 分" in desk.get(f"/desk/stations/{visited(venue=1).slug}/").content.decode()


def test_a_visited_place_is_admitted(desk):
    station = visited()

    desk.post(address(station, "approve"), {"opened_on": "2026-11-25", "reason": ""})

    station.refresh_from_db()
    assert (station.state, station.opened_on) == (StationState.OPEN, date(2026, 11, 25))


def test_admission_on_a_day_to_come_is_refused(desk):
    response = desk.post(address(visited(), "approve"), {"opened_on": "2026-12-01"})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["opened_on"])


def test_an_act_that_does_not_fit_the_state_is_refused_in_place(desk):
    response = desk.post(address(StationFactory(state="applied"), "approve"), {"opened_on": "2026-11-25"})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["__all__"])


@pytest.mark.parametrize(("act", "before", "after"), [
    ("decline", "applied", StationState.DECLINED),
    ("reapply", "closed", StationState.APPLIED),
    ("close", "open", StationState.CLOSED),
])  # fmt: skip
def test_what_changes_the_standing_asks_why(desk, act, before, after):
    station = StationFactory(state=before)

    refused = desk.post(address(station, act), {"reason": " "})
    done = desk.post(address(station, act), {"reason": "物业更换"})

    station.refresh_from_db()
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["reason"])
    assert (done.status_code, station.state) == (302, after)


def test_withdrawing_says_first_what_it_means(desk):
    assert "会员不再看到这个站点" in desk.get(address(StationFactory(), "close")).content.decode()


def test_a_review_can_upgrade(desk):
    station = StationFactory(kind=Kind.BUILDING)

    desk.post(address(station, "review"), judged(verdict="upgrade"))

    station.refresh_from_db()
    assert station.level == Level.DEMONSTRATION


def test_a_second_review_of_a_year_is_refused_at_the_day(desk):
    station = StationFactory()
    desk.post(address(station, "review"), judged(verdict="pass"))

    response = desk.post(address(station, "review"), judged(verdict="pass"))

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["on"])
    assert "2026 年已评估" in desk.get(f"/desk/stations/{station.slug}/").content.decode()


def test_a_withdrawal_by_review_asks_for_confirmation_and_for_words(desk):
    station, withdrawal = StationFactory(), judged(verdict="withdraw")

    unsure = desk.post(address(station, "review"), withdrawal)
    silent = desk.post(address(station, "review"), withdrawal | {"confirmed": "on", "words": ""})
    done = desk.post(address(station, "review"), withdrawal | {"confirmed": "on"})

    station.refresh_from_db()
    assert [list(refused.context["form"].errors) for refused in (unsure, silent)] == [["confirmed"], ["words"]]
    assert (done.status_code, station.state) == (302, StationState.CLOSED)


def test_a_review_without_verdict_is_refused(desk):
    response = desk.post(address(StationFactory(), "review"), judged())

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["verdict"])


@pytest.mark.parametrize("act", ACTS)
def test_a_subdistrict_decides_nothing(client, officer_of, act):
    station = StationFactory()
    client.force_login(officer_of(station.subdistrict))

    assert client.post(address(station, act), {}).status_code == 403


def test_a_subdistrict_may_apply_again_and_an_officer_may_not(client, officer_of):
    station = StationFactory(state="closed")

    client.force_login(officer_of(station))
    assert client.post(address(station, "reapply"), {"reason": "再来"}).status_code == 403
    client.force_login(officer_of(station.subdistrict))
    assert client.post(address(station, "reapply"), {"reason": "再来"}).status_code == 302


@pytest.mark.parametrize("act", [*ACTS, "reapply"])
def test_an_act_on_an_unknown_station_is_not_found(desk, act):
    assert desk.get(f"/desk/stations/nowhere/{act}/").status_code == 404
