"""The survey, and improvements from a figure to the next."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.evaluation.factories import FigureFactory, ImprovementFactory, ReleaseFactory
from tests.factories import AppointmentFactory, BuildingFactory, PersonFactory, StationFactory
from yizhan.evaluation import services
from yizhan.evaluation.models import SurveyAnswer
from yizhan.evaluation.queries import improvements
from yizhan.evaluation.rules import refusals
from yizhan.kernel.states import IllegalMove
from yizhan.messages.models import Notice
from yizhan.network.models import Workplace
from yizhan.people.models import Change, Role
from yizhan.people.queries import changes_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
ANSWER = {"gain": 4, "happiness": 3, "safety": 5}


def begin(hub, **more):
    given = {"owner": hub, "due_on": date(2026, 2, 1), "words": "换一个安静的房间", **more}
    return services.open_improvement(actor=hub, figure=given.pop("figure", None) or FigureFactory(), **given)


def test_an_answer_is_kept_with_the_zone_and_without_a_line_in_the_ledger(member):
    building = BuildingFactory()
    Workplace.objects.create(person=member, building=building, starts_on=date(2026, 1, 1))

    answer = services.answer_survey(actor=member, year=2026, **ANSWER)

    assert (answer.zone, answer.gain, answer.happiness, answer.safety) == (building.zone, 4, 3, 5)
    assert Change.objects.count() == 0


def test_without_a_workplace_there_is_no_zone(member):
    assert services.answer_survey(actor=member, year=2026, **ANSWER).zone is None


def test_a_member_answers_once_a_year(member):
    services.answer_survey(actor=member, year=2026, **ANSWER)

    with pytest.raises(refusals.AnsweredAlready):
        services.answer_survey(actor=member, year=2026, **ANSWER)
    assert SurveyAnswer.objects.count() == 1


@pytest.mark.parametrize("year", [2025, 2027])
def test_only_the_survey_of_this_year_is_open(member, year):
    with pytest.raises(refusals.SurveyNotOpen):
        services.answer_survey(actor=member, year=year, **ANSWER)


def test_a_sense_beyond_five_is_refused(member):
    with pytest.raises(refusals.SenseUnknown):
        services.answer_survey(actor=member, year=2026, **{**ANSWER, "safety": 6})


def test_an_improvement_is_handed_to_somebody(hub):
    officer = AppointmentFactory(role=Role.STATION, place=StationFactory()).person

    improvement = begin(hub, owner=officer)

    assert (improvement.owner, improvement.opened_by) == (officer, hub)
    assert Notice.objects.get().person == officer
    assert [change.verb for change in changes_of(improvement)] == ["improve"]


@pytest.mark.parametrize(
    ("more", "refusal"),
    [({"words": " "}, refusals.WordsMissing), ({"due_on": date(2026, 1, 13)}, refusals.DueInPast)],
)
def test_what_cannot_be_done_is_refused(hub, more, refusal):
    with pytest.raises(refusal):
        begin(hub, **more)


def test_a_member_is_given_no_improvement(hub):
    with pytest.raises(refusals.NobodyToDoIt):
        begin(hub, owner=PersonFactory())


def test_a_figure_has_one_open_improvement(hub):
    figure = FigureFactory()
    begin(hub, figure=figure)

    with pytest.raises(refusals.ImprovementOpen):
        begin(hub, figure=figure)


def test_an_officer_opens_none(hub):
    officer = AppointmentFactory(role=Role.STATION, place=StationFactory()).person

    with pytest.raises(PermissionDenied):
        services.open_improvement(
            actor=officer, figure=FigureFactory(), owner=hub, due_on=date(2026, 2, 1), words="换房间"
        )


def test_it_is_closed_once_with_an_outcome():
    improvement = ImprovementFactory()

    closed = services.close_improvement(actor=improvement.owner, improvement=improvement, outcome="换好了")

    assert (closed.outcome, [change.verb for change in changes_of(closed)]) == ("换好了", ["close_improvement"])
    with pytest.raises(IllegalMove):
        services.close_improvement(actor=improvement.owner, improvement=improvement, outcome="又换了")


def test_it_is_not_closed_without_words_or_by_others(member):
    improvement = ImprovementFactory()

    with pytest.raises(refusals.WordsMissing):
        services.close_improvement(actor=improvement.owner, improvement=improvement, outcome=" ")
    with pytest.raises(PermissionDenied):
        services.close_improvement(actor=member, improvement=improvement, outcome="换好了")


def test_until_the_next_release_there_is_only_before():
    ImprovementFactory()

    (one,) = improvements()

    assert (one.subject, one.before.text, one.after, one.change_words, one.beyond_chance) == (
        "全网络",
        "4.0",
        None,
        "",
        False,
    )


@pytest.mark.parametrize(
    ("after", "words", "beyond"),
    [
        ({"value": 4.6, "low": 4.4, "high": 4.8}, "+0.6（+0.3 – +0.9）", True),
        ({"value": 4.1, "low": 3.9, "high": 4.3}, "+0.1（-0.2 – +0.4）", False),
        ({"value": 3.0, "low": 2.8, "high": 3.2}, "-1.0（-1.3 – -0.7）", True),
    ],
)
def test_the_next_release_says_whether_it_moved_by_more_than_chance(after, words, beyond):
    improvement = ImprovementFactory()
    FigureFactory(release=ReleaseFactory(period=date(2026, 2, 1)), **after)
    FigureFactory(release=ReleaseFactory(period=date(2026, 3, 1)), measure="attendance", value=0.9, low=0.8, high=1)

    (one,) = improvements()

    assert (one.task, one.change_words, one.beyond_chance) == (improvement, words, beyond)


def test_shares_move_by_percentage_points():
    share = {"measure": "attendance", "low": 0.5, "high": 0.7}
    station = StationFactory(name_zh="恒隆站")
    of = {"dimension": "station", "subject_id": station.pk}
    ImprovementFactory(figure=FigureFactory(**of, **share, value=0.6))
    FigureFactory(
        release=ReleaseFactory(period=date(2026, 2, 1)), **of, measure="attendance", value=0.8, low=0.7, high=0.9
    )

    (one,) = improvements()

    assert (one.subject, one.change_words) == ("恒隆站", "+20（+6 – +34）")
