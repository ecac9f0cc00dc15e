"""Twenty cases called back with the keyboard alone."""

import pytest

from tests.cases.factories import KindFactory
from tests.journeys.conftest import DESK, enter
from yizhan.cases import services
from yizhan.cases.models import CallBack, Kind, Result
from yizhan.people.models import Appointment, Role
from yizhan.people.queries import person_by_phone, today
from yizhan.people.services import appoint

pytestmark = pytest.mark.browser
COUNT = 20
OFFICER, HUB = "13900000030", "+8613900000002"


@pytest.fixture
def answered(network):
    """Twenty answered cases at the officer's station, handled by a colleague, brought by members."""
    hub, officer, member = person_by_phone(HUB), person_by_phone(f"+86{OFFICER}"), person_by_phone("+8613900000080")
    role = Appointment.objects.get(person=officer, role=Role.STATION)
    colleague = person_by_phone("+8613900000081")
    appoint(actor=hub, person=colleague, role=Role.STATION, scope_id=role.scope_id, starts_on=today())
    colleague = type(colleague).objects.get(pk=colleague.pk)
    kind = _kind()
    for n in range(COUNT):
        fields = {"kind": kind, "station_id": role.scope_id, "words": f"第 {n + 1} 处漏水", "answers": {}}
        case = services.enter(actor=member, fields=fields, channel="member", reporters=[services.From(person=member)])
        services.contact(actor=colleague, case=case, words="今天去看")
        services.answer(actor=colleague, case=case, result=Result.SOLVED, words="修好了")


def _kind():
    found = Kind.objects.offered().filter(code="leak").first()
    return found or KindFactory(code="leak", name_zh="漏水", name_en="Leak", mechanisms=["instant"])


def test_an_officer_goes_through_twenty_call_backs_without_the_mouse(walk, answered):
    page = walk(size=DESK)
    enter(page, OFFICER)
    page.goto("/desk/case-calls/")

    for n in range(COUNT):
        page.get_by_role("heading", level=2, name=f"第 {n + 1} 处漏水", exact=True).wait_for()
        page.keyboard.press("y")
        page.keyboard.press("5" if n % 2 else "4")
        if n == 0:
            page.keyboard.press("w")
            page.keyboard.type("修得快")
        page.keyboard.press("Enter")

    page.get_by_text("没有要回访的诉求").wait_for()
    rows = list(CallBack.objects.order_by("due_at", "id").values_list("solved", "level", "words"))
    assert rows == [(True, 5 if n % 2 else 4, "" if n else "修得快") for n in range(COUNT)]


def test_one_who_is_not_reached_is_kept_for_later(walk, answered):
    page = walk(size=DESK)
    enter(page, OFFICER)
    page.goto("/desk/case-calls/")
    page.get_by_role("heading", level=2, name="第 1 处漏水", exact=True).wait_for()

    page.keyboard.press("x")
    page.get_by_role("heading", level=2, name="第 2 处漏水", exact=True).wait_for()

    assert CallBack.objects.order_by("due_at", "id").first().tries == 1
