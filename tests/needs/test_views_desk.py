"""Needs on the desk, what officers do with one, and the walk."""

import json

import pytest
from django.urls import reverse

from tests.cases.factories import KindFactory
from tests.factories import CategoryFactory, StationFactory
from tests.needs.factories import NeedFactory, RequesterFactory
from yizhan.needs.models import Need

pytestmark = pytest.mark.django_db
INBOX, WALK = "/desk/needs/", "/desk/walk/"
NONCE = "0193a1f2-7c1e-7b1a-9b1e-0f3c5a6d7e8f"


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    client.get(INBOX)
    return client


@pytest.fixture
def need(station, service):
    return RequesterFactory(need__station=station, need__service=service).need


def address(name, need):
    return reverse(f"needs:{name}", args=[need.pk])


@pytest.mark.parametrize("path", [INBOX, WALK])
def test_members_have_no_desk(client, member, path):
    client.force_login(member)

    assert client.get(path).status_code == 403


def test_the_inbox_shows_the_open_needs_of_the_officer_s_station_the_oldest_first(desk, station, at):
    old, new = NeedFactory(station=station), NeedFactory(station=station, raised_at="2026-11-20T09:00+08:00")
    NeedFactory(station=station, state="met")
    NeedFactory()

    response = desk.get(INBOX)

    assert list(response.context["needs"]) == [old, new]
    assert {value: count for value, _label, count in response.context["states"]}["met"] == 1


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("state=met", ["已经办好的"]),
        ("state=", ["午休按摩", "刚说的", "已经办好的"]),
        ("category=JK", ["午休按摩"]),
        ("channel=walk", ["刚说的"]),
        ("age=7", ["午休按摩"]),
        ("age=x", ["午休按摩", "刚说的"]),
        ("q=按摩", ["午休按摩"]),
    ],
)
def test_the_inbox_is_filtered(desk, station, asked, found):
    NeedFactory(station=station, service=None, category=CategoryFactory(code="JK"), words="午休按摩")
    NeedFactory(station=station, channel="walk", words="刚说的", raised_at="2026-11-24T09:00+08:00")
    NeedFactory(station=station, state="met", words="已经办好的", raised_at="2026-11-25T09:00+08:00")

    response = desk.get(f"{INBOX}?{asked}")

    assert [need.words for need in response.context["needs"]] == found


def test_the_hub_filters_by_station(client, hub, station):
    client.force_login(hub)
    mine = NeedFactory(station=station)
    NeedFactory()

    response = client.get(f"{INBOX}?station={station.slug}")

    assert list(response.context["needs"]) == [mine]


def test_an_empty_inbox_says_what_now(desk):
    assert "这里没有需求" in desk.get(INBOX).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_costs_the_same_for_many(desk, station, count, django_assert_num_queries):
    NeedFactory.create_batch(count, station=station)

    with django_assert_num_queries(9):
        response = desk.get(INBOX)

    assert len(response.context["needs"]) == count


def test_a_need_is_shown_with_its_people_its_line_and_what_is_like_it(desk, need, station, service):
    merged = NeedFactory(station=station, state="merged", merged_into=need, words="合进来的一条")
    like = NeedFactory(station=station, service=service)

    response = desk.get(address("need-dossier", need))

    text, dossier = response.content.decode(), response.context["dossier"]
    assert (list(dossier.merged), list(dossier.similar)) == ([merged], [like])
    assert str(need.requesters.get().person) in text
    assert f"{address('need-merge', need)}?into={like.pk}" in text


@pytest.mark.parametrize("count", [1, 3])
def test_a_need_costs_the_same_for_many(desk, need, station, service, count, django_assert_num_queries):
    RequesterFactory.create_batch(count, need=need)
    NeedFactory.create_batch(count, station=station, service=service)
    NeedFactory.create_batch(count, station=station, state="merged", merged_into=need)

    with django_assert_num_queries(10):
        response = desk.get(address("need-dossier", need))

    assert len(response.context["dossier"].merged) == count


@pytest.mark.parametrize("name", ["need-dossier", "need-accept", "need-merge", "need-split", "need-return"])
def test_a_need_of_another_station_does_not_exist(desk, name):
    assert desk.get(address(name, NeedFactory())).status_code == 404


@pytest.mark.parametrize(
    ("name", "sent", "state"),
    [
        ("need-accept", {"month": "2026-12-01"}, "accepted"),
        ("need-return", {"reason": "没有场地"}, "returned"),
        ("need-hand-over", {"reason": ""}, "handed_over"),
    ],
)
def test_an_act_is_shown_and_done(desk, need, service, name, sent, state):
    KindFactory(code="help")

    shown = desk.get(address(name, need))
    done = desk.post(address(name, need), {"service": service.pk, **sent})

    need.refresh_from_db()
    assert (shown.status_code, done.url, need.state) == (200, address("need-dossier", need), state)


def test_a_need_stays_when_there_is_no_kind_of_case_for_it(desk, need):
    response = desk.post(address("need-hand-over", need), {"reason": ""})

    need.refresh_from_db()
    assert (response.status_code, need.state) == (422, "open")
    assert "请枢纽先在“诉求类别”里发布它" in response.content.decode()


def test_an_act_in_a_sheet_reads_the_page_anew(desk, need):
    response = desk.post(address("need-return", need), {"reason": "没有场地"}, headers={"HX-Request": "true"})

    assert response["HX-Redirect"] == address("need-dossier", need)


def test_a_need_is_merged_into_the_one_that_was_chosen(desk, need, station):
    into = NeedFactory(station=station)

    shown = desk.get(f"{address('need-merge', need)}?into={into.pk}")
    desk.post(address("need-merge", need), {"into": into.pk})

    need.refresh_from_db()
    assert (f'<option value="{into.pk}" selected>' in shown.content.decode(), need.merged_into) == (True, into)


def split_into(*rows):
    sent = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": 0}
    return sent | {f"form-{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}


def test_a_need_is_split_into_the_rows_that_were_filled_in(desk, need, service):
    need.people = 3
    need.save()

    desk.post(
        address("need-split", need),
        split_into({"service": service.pk, "people": 2}, {}, {"service": service.pk, "people": 1}),
    )

    assert sorted(need.parts.values_list("people", flat=True)) == [1, 2]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"people": 2}, "请选服务。"),
        ({"service": True}, "请填人数。"),
        ({"service": True, "people": 1}, "拆分至少要有两条"),
    ],
)
def test_a_split_that_is_wrong_says_where_and_loses_nothing(desk, need, service, row, told):
    row = {**row, **({"service": service.pk} if "service" in row else {})}

    response = desk.post(address("need-split", need), split_into(row))

    assert response.status_code == 422
    assert told in response.content.decode()


def test_a_refusal_stands_in_place(desk, need):
    response = desk.post(address("need-return", need), {"reason": " "})

    assert response.status_code == 422
    assert "请写明原因，提出的人会看到。" in response.content.decode()


@pytest.fixture
def walked(station, service):
    """What the form of a walk sends, with what is said otherwise."""
    plain = {
        "category": service.category_id,
        "words": "十二楼想要午间理发",
        "people": 8,
        "station": station.pk,
        "building": station.building_id,
        "urgency": 1,
        "reach_m": 600,
        "nonce": NONCE,
    }
    return lambda **said: {**plain, **said}


def test_a_walk_writes_one_need_after_another(desk, station, walked):
    response = desk.post(WALK, walked())

    need = Need.objects.get()
    assert (need.channel, need.people, need.building) == ("walk", 8, station.building)
    assert response.url == f"{WALK}?station={station.pk}&building={station.building_id}"


def test_what_a_walk_sends_again_is_answered_the_same_and_made_once(desk, walked):
    answers = [desk.post(WALK, walked(), headers={"Accept": "application/json"}) for _ in range(2)]

    need = Need.objects.get()
    expected = {"id": str(need.pk), "words": need.words, "url": address("need-dossier", need)}
    assert [(answer.status_code, json.loads(answer.content)) for answer in answers] == [(200, expected)] * 2


def test_what_is_wrong_with_a_walk_s_need_is_told_by_field(desk, walked):
    response = desk.post(WALK, walked(people=0, building=""), headers={"Accept": "application/json"})

    assert (response.status_code, sorted(json.loads(response.content)["errors"])) == (422, ["building", "people"])


def test_a_walk_goes_through_the_officer_s_own_buildings(desk, walked):
    elsewhere = StationFactory()

    response = desk.post(WALK, walked(station=elsewhere.pk, building=elsewhere.building_id))

    assert (response.status_code, Need.objects.count()) == (422, 0)


def test_the_walk_begins_in_the_officer_s_building(desk, station):
    form = desk.get(WALK).context["form"]

    assert (form["station"].value(), form["building"].value()) == (station.pk, station.building_id)
