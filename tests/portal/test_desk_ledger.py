"""The ledger as the hub reads it: who, what, when and why."""

import pytest

from tests.factories import AppointmentFactory, ChecklistItemFactory, PersonFactory, StationFactory
from yizhan.kernel.identifiers import uuid7
from yizhan.network import services
from yizhan.people.models import Role
from yizhan.people.services import record
from yizhan.portal.queries.deeds import deed

pytestmark = pytest.mark.django_db
LEDGER = "/desk/ledger/"


@pytest.fixture
def hub(client):
    person = AppointmentFactory(role=Role.HUB, person__name="周岚").person
    client.force_login(person)
    return person


def deeds(response):
    return [str(line.deed) for line in response.context["lines"]]


def test_a_line_says_who_did_what_to_which_thing_and_why(client, hub):
    station = StationFactory(name_zh="恒隆广场站")
    services.close_station(actor=hub, station=station, reason="物业更换")

    line = client.get(LEDGER).context["lines"][0]

    assert (line.who, str(line.deed), str(line.subject), line.thing.name, line.reason) == (
        "周岚",
        "摘牌",
        "站点",
        "恒隆广场站",
        "物业更换",
    )
    assert line.thing.url == f"/desk/stations/{station.slug}/"


def test_an_edit_tells_which_fields_were_changed(client, hub):
    station = StationFactory()
    services.edit_station(actor=hub, station=station, version=1, fields={"floor": "3 楼", "desk_phone": "021"})

    assert client.get(LEDGER).context["lines"][0].particulars == "楼层、站点电话"


def test_things_of_every_kind_have_a_name(client, hub):
    item, appointment = ChecklistItemFactory(name_zh="有场所"), AppointmentFactory(person__name="叶澄")
    person = PersonFactory(name="林夏")
    for subject in (item, appointment, person):
        record(actor=hub, verb="update", subject=subject)

    names = [line.thing.name for line in client.get(LEDGER).context["lines"]]

    assert names == ["林夏", "叶澄 · 系统管理员", "有场所"]


@pytest.mark.parametrize(
    ("verb", "subject", "words"),
    [
        ("decline", "network.station", "不予通过"),
        ("decline", "activities.booking", "不同意订场地"),
        ("set_quotas", "network.station", "修改常规配额"),
        ("draft_pinned", "delivery.draft", "钉住一场"),
        ("unheard-of", "delivery.draft", "unheard-of"),
    ],
)
def test_the_same_verb_says_what_it_says_of_that_thing(verb, subject, words):
    assert str(deed(verb, subject)) == words


def test_what_the_system_did_and_what_is_gone_can_still_be_read(client, hub):
    person = PersonFactory()
    record(actor=None, verb="erase", subject=person)
    person.delete()

    line = client.get(LEDGER).context["lines"][0]

    assert (line.who, line.thing.name) == ("系统", "")


def test_the_ledger_can_be_narrowed_to_a_kind_and_to_one_thing(client, hub):
    station, other = StationFactory(), StationFactory()
    record(actor=hub, verb="edit", subject=station)
    record(actor=hub, verb="import", subject=other)
    record(actor=hub, verb="join", subject=hub)

    assert deeds(client.get(LEDGER, {"subject": "network.station"})) == ["批量导入", "修改资料"]
    assert deeds(client.get(LEDGER, {"thing": station.pk})) == ["修改资料"]


def test_the_ledger_is_read_from_the_newest_back(client, hub, at):
    station = StationFactory()
    for n in range(51):
        at(f"2026-11-25T12:{n:02}+08:00")
        record(actor=hub, verb="edit" if n else "apply", subject=station)

    first = client.get(LEDGER)
    second = client.get(LEDGER, {"cursor": first.context["older"]})

    assert (len(deeds(first)), deeds(second), second.context["older"]) == (50, ["申报"], None)
    assert "最新的" in second.content.decode()


@pytest.mark.parametrize("wrong", [{"cursor": "x"}, {"thing": "x"}, {"cursor": str(uuid7())}])
def test_an_address_that_cannot_be_read_shows_the_newest(client, hub, wrong):
    record(actor=hub, verb="join", subject=hub)

    assert deeds(client.get(LEDGER, wrong)) == ["成为会员"]


def test_a_kind_without_lines_says_so(client, hub):
    assert "没有这样的记录" in client.get(LEDGER, {"subject": "nothing"}).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_ledger_costs_the_same_for_many_lines(client, hub, count, django_assert_num_queries):
    for station in StationFactory.create_batch(count):
        record(actor=PersonFactory(), verb="edit", subject=station)
    client.get(LEDGER)

    with django_assert_num_queries(10):
        response = client.get(LEDGER)

    assert len(deeds(response)) == count


def test_the_ledger_sends_only_the_rows_to_htmx(client, hub):
    record(actor=hub, verb="join", subject=hub)

    words = client.get(LEDGER, headers={"HX-Request": "true"}).content.decode()

    assert ("<html" in words, "成为会员" in words) == (False, True)


def test_only_the_hub_and_administrators_read_the_ledger(client):
    client.force_login(AppointmentFactory(role=Role.STATION, place=StationFactory()).person)

    assert client.get(LEDGER).status_code == 403
