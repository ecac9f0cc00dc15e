"""Taking the roster along."""

import csv
from io import BytesIO, StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from openpyxl import load_workbook

from tests.activities.factories import ActivityFactory, QuestionFactory, RegistrationFactory
from yizhan.activities import services
from yizhan.activities.queries.rosters import roster_of
from yizhan.activities.rules import roster as rules
from yizhan.kernel import seals
from yizhan.people.queries import changes_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
HEADINGS = ["称呼", "手机", "状态", "名额", "同行", "所在企业"]


@pytest.fixture
def activity(station):
    return ActivityFactory(station=station, starts_at="2026-12-01T12:00+08:00", ends_at="2026-12-01T13:00+08:00")


def table(content):
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


def test_the_roster_is_there_from_the_first_minute(officer, activity):
    assert table(services.export_roster(actor=officer, activity=activity, kind="csv")) == [HEADINGS]


def test_it_says_who_comes_with_whom_and_hides_most_of_the_phone(officer, activity):
    one = RegistrationFactory(
        activity=activity, person__name="小林", person__phone="+8613912345678", places=2, enterprise="示例公司"
    )
    one.companions.create(name="小周")
    RegistrationFactory(activity=activity, state="cancelled")

    content = services.export_roster(actor=officer, activity=activity, kind="csv")

    assert table(content)[1:] == [["小林", "139****5678", "已有名额", "2", "小周", "示例公司"]]


def test_those_with_a_place_come_first_then_those_who_wait(activity):
    waiting = RegistrationFactory(activity=activity, state="waiting", queued_at="2026-11-20T12:00+08:00")
    coming = RegistrationFactory(activity=activity, places=2)

    roster = roster_of(activity)

    assert ([line.registration for line in roster.lines], roster.places) == ([coming, waiting], 2)


def test_sensitive_answers_stay_home_unless_somebody_says_what_for(officer, activity):
    diet = QuestionFactory(activity=activity, label_zh="口味", position=1)
    allergy = QuestionFactory(activity=activity, label_zh="过敏", position=2, sensitive=True)
    one = RegistrationFactory(activity=activity)
    one.answers.create(question=diet, text="素食")
    one.answers.create(question=allergy, text_sealed=seals.seal("花生"))

    plain = table(services.export_roster(actor=officer, activity=activity, kind="csv"))
    full = table(
        services.export_roster(actor=officer, activity=activity, kind="csv", sensitive=True, reason=" 订餐避开过敏 ")
    )

    assert (plain[0][6:], plain[1][6:]) == (["口味"], ["素食"])
    assert (full[0][6:], full[1][6:]) == (["口味", "过敏"], ["素食", "花生"])
    with pytest.raises(rules.PurposeMissing):
        services.export_roster(actor=officer, activity=activity, kind="csv", sensitive=True)
    assert [(change.verb, change.reason, change.details["sensitive"]) for change in changes_of(activity)] == [
        ("export_roster", "订餐避开过敏", True),
        ("export_roster", "", False),
    ]


def test_a_workbook_says_the_same_and_no_cell_is_a_formula(officer, activity):
    RegistrationFactory(activity=activity, person__name="=1+1", person__phone="+8613912345678")

    content = services.export_roster(actor=officer, activity=activity, kind="xlsx")

    rows = list(load_workbook(BytesIO(content)).active.iter_rows(values_only=True))
    assert rows[0] == tuple(HEADINGS)
    assert rows[1][:4] == ("'=1+1", "139****5678", "已有名额", "1")


def test_only_those_who_run_the_activity_take_it_along(member, activity):
    with pytest.raises(PermissionDenied):
        services.export_roster(actor=member, activity=activity, kind="csv")


@pytest.mark.parametrize(("kind", "starts"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")])
def test_the_page_gives_a_file_after_asking(client, officer, activity, kind, starts):
    client.force_login(officer)
    address = reverse("activities:roster-export", args=[activity.pk])

    asked, given = client.get(address), client.post(address, {"kind": kind})
    refused = client.post(address, {"kind": kind, "sensitive": "on"})

    assert "每次导出都记入台账" in asked.content.decode()
    assert (given.content.startswith(starts), given.headers["Content-Disposition"][-4:-1]) == (True, kind[-3:])
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["reason"])
