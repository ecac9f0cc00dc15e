"""The page of rates, its report on paper and its file."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.cases.factories import CaseFactory
from tests.factories import PersonFactory, StationFactory
from yizhan.cases.models import CallBack, Clock, Timer
from yizhan.kernel import clock

pytestmark = pytest.mark.django_db
PATH = "/desk/case-rates/"


@pytest.fixture
def bring(kind):
    """Makes cases of a station that were answered in October, and what was said of them: bring(station, 5)."""

    def bring(station, count, *, late=0, **said):
        for n in range(count):
            case = CaseFactory(kind=kind, station=station, raised_at="2026-10-12T09:00+08:00")
            stopped = "2026-10-20T09:00+08:00" if n < late else "2026-10-15T09:00+08:00"
            for position, one in enumerate((Clock.CONTACT, Clock.RESOLUTION)):
                Timer.objects.create(
                    case=case,
                    position=position,
                    clock=one,
                    round=1,
                    started_at="2026-10-12T09:00+08:00",
                    due_at="2026-10-19T18:00+08:00",
                    judged_at="2026-10-19T18:00+08:00",
                    stopped_at=stopped,
                )
            CallBack.objects.create(
                case=case,
                round=1,
                result="solved",
                opened_at="2026-10-15T09:00+08:00",
                due_at="2026-10-22T18:00+08:00",
                done_at="2026-10-16T09:00+08:00",
                **{"solved": True, "level": 5, **said},
            )

    return bring


def shown(client, person, path=PATH, **query):
    client.force_login(person)
    return client.get(path, query).context["report"]


def test_a_month_is_counted_with_numerator_denominator_and_interval(client, officer, station, bring):
    bring(station, 8, late=2)

    total = shown(client, officer, month="2026-10").total.shown["on_time"]

    assert (total.text, total.fraction, total.interval) == ("75%", "6/8", "41%–93%")


def test_the_last_month_that_is_over_is_shown_first(client, officer, station, bring):
    assert f"{shown(client, officer).month:%Y-%m}" == "2026-10"


@pytest.mark.parametrize("month", ["2026-12", "soon", "2099-01"])
def test_a_month_ahead_is_the_last_one_there_is(client, officer, month):
    assert f"{shown(client, officer, month=month).month:%Y-%m}" in {"2026-11", "2026-10"}


def test_opinions_of_a_month_that_runs_wait_for_its_end(client, officer, station, bring, at):
    bring(station, 8)
    at("2026-10-25T09:00+08:00")

    total = shown(client, officer, month="2026-10").total.shown

    assert (total["person"].text, total["on_time"].text) == ("月底后公布", "100%")


def test_fewer_than_five_answers_are_not_shown_nor_worked_out(client, hub, station, bring):
    bring(station, 4)
    bring(StationFactory(), 20)

    found = shown(client, hub, month="2026-10")

    texts = sorted(line.shown["person"].text for line in found.lines["station"])
    assert (texts, found.total.shown["person"].text) == (["少于 5 人", "少于 5 人"], "100%")


def test_an_officer_sees_the_own_station_and_everything_together(client, officer, station, bring):
    bring(station, 6)
    bring(StationFactory(), 6)

    found = shown(client, officer, month="2026-10")

    assert ([line.name for line in found.lines["station"]], found.total.shown["response"].rate.kept.whole) == (
        [station.name],
        12,
    )


def test_handler_and_reporter_stand_side_by_side(client, officer, station, bring):
    bring(station, 6, solved=False, level=1)

    claims = shown(client, officer, month="2026-10").claims

    assert [line.shown["person"].text for line in claims] == ["0%", "少于 5 人"]


@pytest.mark.parametrize("path", [PATH, f"{PATH}report/", f"{PATH}export/"])
def test_members_see_none_of_it(client, path):
    client.force_login(PersonFactory())

    assert client.get(path).status_code == 403


def test_the_report_prints_what_is_counted(client, officer, station, bring):
    bring(station, 6)
    client.force_login(officer)

    text = client.get(f"{PATH}report/", {"month": "2026-10"}).content.decode()

    assert [words in text for words in ("诉求月报 2026年10月", station.name, "自动回执不算联系", "这个月没有剔除")] == [
        True
    ] * 4


def test_the_file_holds_what_is_shown(client, hub, station, bring):
    bring(station, 6, late=3)
    client.force_login(hub)

    answer = client.get(f"{PATH}export/", {"month": "2026-10"})

    book = load_workbook(BytesIO(answer.content))
    rows = [row for row in book["指标"].iter_rows(values_only=True) if row[1:3] == (station.name, "按时答复率")]
    assert (book.sheetnames, rows[0][3:6]) == (["指标", "剔除", "口径"], ("3", "6", "50%"))
    assert answer["Content-Disposition"] == 'attachment; filename="case-rates-2026-10.xlsx"'


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_many(client, hub, bring, count, django_assert_num_queries):
    for _ in range(count):
        bring(StationFactory(), 5)
    client.force_login(hub)
    client.get(PATH)

    with django_assert_num_queries(17):
        client.get(PATH, {"month": "2026-10"})


def test_by_kind_and_by_mechanism(client, officer, station, bring, kind):
    bring(station, 5)
    client.force_login(officer)

    names = [client.get(PATH, {"month": "2026-10", "by": by}).context["lines"][0].name for by in ("kind", "mechanism")]

    assert (names, clock.now().year) == ([kind.name, "即知即办"], 2026)
