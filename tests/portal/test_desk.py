"""What staff find on their desk: their own stations, what they look after, and what waits."""

from datetime import date, time

import pytest

from tests.delivery.factories import DeliveryFactory, OrderFactory
from tests.factories import (
    AppointmentFactory,
    ChecklistItemFactory,
    HoursFactory,
    OfferFactory,
    OpeningExceptionFactory,
    PersonFactory,
    ProviderFactory,
    RoomFactory,
    StationFactory,
)
from tests.needs.factories import NeedFactory
from yizhan.needs.models import Need
from yizhan.network.models import Assessment, ChecklistMark, Photo
from yizhan.people.models import Person, Role
from yizhan.portal.queries import rail

pytestmark = pytest.mark.django_db
DESK = "/desk/"


@pytest.fixture(autouse=True)
def noon(at):
    """It is noon on Wednesday 25 November 2026."""
    at("2026-11-25T12:00+08:00")


@pytest.fixture
def hub():
    return AppointmentFactory(role=Role.HUB).person


def officer_of(station, person=None):
    return AppointmentFactory(role=Role.STATION, place=station, person=person or PersonFactory()).person


def opened(client, person):
    client.force_login(person)
    return client.get(DESK)


def test_a_visitor_is_asked_to_sign_in_and_a_member_is_turned_away(client):
    assert client.get(DESK).status_code == 302
    assert opened(client, PersonFactory()).status_code == 403


def test_an_officer_sees_the_day_of_the_own_station(client):
    station = StationFactory(name_zh="恒隆广场站")
    HoursFactory(station=station, weekday=3)
    RoomFactory(station=station, name_zh="会谈室")
    OfferFactory(station=station, service__name_zh="律师值班咨询", weekday=3, starts=time(14), ends=time(16))

    words = opened(client, officer_of(station)).content.decode()

    for expected in ("<h1>恒隆广场站</h1>", "营业中 至 18:00", "09:00–18:00", "律师值班咨询", "14:00", "会谈室"):
        assert expected in words


def test_an_officer_is_told_of_days_ahead_that_differ(client):
    station = StationFactory()
    HoursFactory(station=station, weekday=4, opens=time(18), closes=time(20, 30), kind="extended")
    OpeningExceptionFactory(station=station, day=date(2026, 11, 27), reason_zh="消防检修")

    own = opened(client, officer_of(station)).context["own"][0]

    assert [day.day.isoformat() for day in own.ahead] == ["2026-11-26", "2026-11-27", "2026-12-03"]


def test_an_officer_is_told_what_is_missing_and_where_to_add_it(client):
    station, flag = StationFactory(), ChecklistItemFactory(name_zh="有党旗")
    held = ChecklistItemFactory()
    ChecklistMark.objects.create(station=station, item=held, met=True, evidence="看过", seen_on="2026-11-01")

    own = opened(client, officer_of(station)).context["own"][0]

    assert (own.met, own.length) == (1, 2)
    assert [(todo.what, todo.url.removeprefix(f"/desk/stations/{station.slug}/")) for todo in own.todo] == [
        ("七个有还缺 1 项", f"checklist/{flag.code}/"),
        ("近两周没有开放时间", "hours/new/"),
        ("未来七天没有延时", "exceptions/new/"),
        ("还没有登记空间", "rooms/new/"),
        ("还没有照片", "photos/new/"),
    ]


def test_an_officer_whose_station_lacks_nothing_has_nothing_to_do(client):
    station = StationFactory()
    HoursFactory(station=station, weekday=4, kind="extended")
    RoomFactory(station=station)
    Photo.objects.create(station=station, alt_zh="前台", width=800, height=600, at="2026-11-01T02:00Z")

    response = opened(client, officer_of(station))

    assert response.context["own"][0].todo == []
    assert "都齐了，没有要补的" in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_costs_the_same_for_many_own_stations(client, count, django_assert_num_queries):
    person = PersonFactory()
    for station in StationFactory.create_batch(count):
        officer_of(station, person)
        RoomFactory(station=station)
        ChecklistItemFactory()
    opened(client, person)

    with django_assert_num_queries(21):
        response = client.get(DESK)

    assert len(response.context["own"]) == count


def test_the_hub_sees_the_network_in_true_figures(client, hub):
    zone = StationFactory(level="demonstration").zone
    late = StationFactory(zone=zone, kind="point")
    HoursFactory(station=late, weekday=3, opens=time(9), closes=time(20), kind="extended")
    StationFactory(state="applied", zone=zone)
    StationFactory(state="closed", zone=zone)
    Assessment.objects.create(
        station=late, kind="review", on="2026-03-01", verdict="pass", at="2026-03-01T02:00Z",
        venue=3, property_will=3, staffing=3, services=3, scale=3,
    )  # fmt: skip

    seen = opened(client, hub).context["overview"]

    assert (seen.serving, seen.open_now, seen.late_today, seen.reviewed) == (2, 1, 1, 1)
    assert seen.states == {"open": 2, "applied": 1, "closed": 1}
    assert [(bar.count, bar.most) for bar in seen.kinds] == [(1, 1), (1, 1)]
    assert {bar.label: bar.count for bar in seen.zones}[zone.name] == 2


def test_the_hub_is_told_what_waits_with_the_act_beside_it(client, hub):
    applied = StationFactory(state="applied", name_zh="申报的")
    visited = StationFactory(state="visited", name_zh="走访过的")
    serving = StationFactory(name_zh="在运行的", code="JA-000")

    todo = opened(client, hub).context["overview"].todo

    assert [(one.what, one.act, one.url) for one in todo] == [
        ("申报的", "记走访", f"/desk/stations/{applied.slug}/visit/"),
        ("走访过的", "决定", f"/desk/stations/{visited.slug}/"),
        ("1 个站点还没有做 2026 年度评估", "查看", f"/desk/stations/{serving.slug}/"),
    ]


def test_the_hub_sees_incomplete_checklists_the_emptiest_first(client, hub):
    items = ChecklistItemFactory.create_batch(2)
    half, full, bare = StationFactory.create_batch(3)
    for station, held in ((half, items[:1]), (full, items)):
        [
            ChecklistMark.objects.create(station=station, item=item, met=True, evidence="看过", seen_on="2026-11-01")
            for item in held
        ]

    seen = opened(client, hub).context["overview"]

    assert (seen.incomplete, seen.incomplete_count, seen.checklist_length) == ([bare, half], 2, 2)


def test_a_subdistrict_sees_its_own_figures_alone_and_looks_where_the_hub_decides(client):
    mine = StationFactory()
    applied = StationFactory(state="applied", building=mine.building)
    StationFactory()
    officer = AppointmentFactory(role=Role.SUBDISTRICT, place=mine.subdistrict).person

    response = opened(client, officer)

    overview = response.context["overview"]
    assert (overview.serving, len(overview.subdistricts)) == (1, 1)
    assert (overview.todo[0].act, overview.todo[0].url) == ("查看", f"/desk/stations/{applied.slug}/")
    assert ("街道总览" in response.content.decode(), "最近的变动" in response.content.decode()) == (True, False)


@pytest.mark.parametrize("count", [1, 3])
def test_the_overview_costs_the_same_for_many_stations(client, hub, count, django_assert_num_queries):
    StationFactory.create_batch(count)
    opened(client, hub)

    with django_assert_num_queries(22):
        response = client.get(DESK)

    assert response.context["overview"].serving == count


def test_a_provider_without_work_is_led_to_the_orders(client):
    provider = AppointmentFactory(role=Role.PROVIDER, place=ProviderFactory()).person

    shown = opened(client, provider).content.decode()

    assert ("没有等你答复的派单" in shown, 'href="/desk/orders/">看派单和日历' in shown) == (True, True)


def test_the_rail_shows_where_one_is_and_how_many_applications_wait(client, hub):
    StationFactory(state="applied")
    client.force_login(hub)

    rail = {item.url: item for item in client.get("/desk/stations/new/").context["rail"]}

    assert [url for url, item in rail.items() if item.current] == ["/desk/stations/"]
    assert rail["/desk/stations/"].count == 1


def test_the_rail_of_an_officer_leaves_out_what_is_the_hubs(client, hub):
    officers = {item.url for item in opened(client, officer_of(StationFactory())).context["rail"]}

    hubs = {item.url for item in opened(client, hub).context["rail"]}

    assert {"/desk/roles/", "/desk/ledger/", "/desk/quotas/", "/desk/weights/"} <= hubs - officers


def test_the_desk_says_what_waits_in_the_loop_with_the_act_beside_it(client, hub):
    NeedFactory.create_batch(2)
    DeliveryFactory(state="unassigned", provider=None)

    todo = opened(client, hub).context["loop"]

    assert [(one.what, one.url) for one in todo] == [
        ("2 条需求等审核", "/desk/needs/"),
        ("待指派", "/desk/deliveries/?wait=unassigned"),
    ]


def test_a_provider_is_told_which_orders_wait(client):
    order = OrderFactory()
    staff = AppointmentFactory(role=Role.PROVIDER, place=order.provider).person

    todo = opened(client, staff).context["loop"]

    assert todo[0].url == "/desk/orders/"


def test_the_rail_says_what_waits_in_one_query(client, hub, django_assert_num_queries):
    NeedFactory()
    assert hub.roles_held is not None

    with django_assert_num_queries(1):
        counts = {item.url: item.count for item in rail.rail(hub, path="/desk/") if item.count}

    assert counts == {"/desk/needs/": 1}


def test_the_rail_counts_what_came_and_went_within_the_minute(hub):
    need = NeedFactory()

    before = rail.rail(hub, path="/desk/")
    NeedFactory(station=need.station)
    after = rail.rail(hub, path="/desk/")

    assert [{one.url: one.count for one in shown}["/desk/needs/"] for shown in (before, after)] == [1, 2]


def test_the_rail_of_somebody_who_is_given_another_station_counts_there_at_once():
    here, there = NeedFactory(), NeedFactory()
    officer = officer_of(here.station)

    before = rail.rail(officer, path="/desk/")
    again = officer_of(there.station, Person.objects.get(pk=officer.pk))
    after = rail.rail(again, path="/desk/")

    assert [{one.url: one.count for one in shown}["/desk/needs/"] for shown in (before, after)] == [1, 2]


def test_what_waits_is_counted_up_to_where_the_query_ends(django_assert_num_queries):
    NeedFactory.create_batch(3)
    needs = Need.objects.order_by("raised_at")

    with django_assert_num_queries(1):
        counts = rail.counted({"all": needs, "few": needs[:2], "none": needs.filter(words="?"), "never": needs.none()})

    assert counts == {"all": 3, "few": 2}


def test_nothing_to_count_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert rail.counted({"never": Need.objects.none()}) == {}
