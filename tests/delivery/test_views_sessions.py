"""Pages of one session of a draft."""

import pytest
from django.urls import reverse

from tests.delivery.months import NOVEMBER_DAY, small_month, station_in
from tests.factories import RoomFactory
from yizhan.delivery.models import Draft
from yizhan.delivery.services import drafting

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def november(at):
    at(NOVEMBER_DAY)


@pytest.fixture
def month(client):
    found = small_month()
    client.force_login(found.hub)
    return found


def edit_page(draft):
    return reverse("delivery:session-edit", args=[draft.pk, draft.sessions.get().pk])


def create_page(draft):
    return reverse("delivery:session-create", args=[draft.pk])


def spot(month, **changes):
    usual = {
        "version": "1",
        "station": str(month.station.pk),
        "room": str(month.room.pk),
        "service": str(month.service.pk),
        "provider": str(month.provider.pk),
        "day": "2026-12-03",
        "slot": "1",
    }
    return {**usual, **changes}


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_before_it_is_saved_the_page_says_what_a_move_breaks_and_costs(client, month):
    draft = month.planned()

    response = client.get(edit_page(draft), {"slot": "0"}, headers=PART)

    foreseen = response.context_data["foreseen"]
    assert foreseen.broken == (f"{month.provider.name_zh}这个时段没有空。",)
    assert (foreseen.gain < 0, Draft.objects.get().version) == (True, 1)


def test_a_move_that_breaks_nothing_says_so(client, month):
    draft = month.planned()

    page = client.get(edit_page(draft), {"day": "2026-12-03"}, headers=PART).content.decode()

    assert ("排得成，不违反任何规则。" in page, "和现在一样好。" in page, "<html" in page) == (True, True, False)


def test_dragged_to_another_station_a_session_gets_a_room_there(client, month):
    other = station_in(month.station.zone)
    RoomFactory(station=other, seats=30)
    room = RoomFactory(station=other, seats=10)
    draft = month.planned()

    response = client.get(edit_page(draft), {"station": str(other.pk)}, headers=PART)

    assert response.context_data["form"]["room"].value() == str(room.pk)


def test_saved_without_a_script_the_session_moves(client, month):
    draft = month.planned()

    response = client.post(edit_page(draft), spot(month))

    assert response.url == f"{reverse('delivery:draft-detail', args=[draft.pk])}?station={month.station.slug}"
    assert draft.sessions.get().day.day == 3


def test_the_second_editor_sees_what_the_first_did_and_keeps_what_was_typed(client, month):
    draft = month.planned()
    drafting.pin(actor=month.hub, draft=draft, version=1, session_id=draft.sessions.get().pk, pinned=True)

    response = client.post(edit_page(draft), spot(month))

    page = response.content.decode()
    assert (response.status_code, "有人改了这份草案" in page, "钉住一场" in page) == (422, True, True)
    assert (response.context_data["form"]["day"].value(), draft.sessions.get().day.day) == ("2026-12-03", 2)


def test_what_no_month_has_is_refused_in_place(client, month):
    draft = month.planned()

    response = client.post(edit_page(draft), spot(month, day="2027-01-01"))

    assert (response.status_code, Draft.objects.get().version) == (422, 1)


def test_a_session_is_added_from_an_empty_cell(client, month):
    draft = month.planned()

    asked = client.get(create_page(draft), {"station": str(month.station.pk), "day": "2026-12-03", "slot": "1"})
    response = client.post(create_page(draft), spot(month))

    assert (asked.status_code, response.status_code, draft.sessions.count()) == (200, 302, 2)


def test_a_session_twice_is_refused(client, month):
    draft = month.planned()

    response = client.post(create_page(draft), spot(month, day="2026-12-02"))

    assert (response.status_code, draft.sessions.count()) == (422, 1)


def test_pin_let_go_and_remove_are_buttons(client, month):
    draft = month.planned()
    pk = draft.sessions.get().pk

    pinned = client.post(
        reverse("delivery:session-pin", args=[draft.pk, pk]), {"version": "1", "pinned": "yes"}, follow=True
    )
    freed = client.post(
        reverse("delivery:session-pin", args=[draft.pk, pk]), {"version": "2", "pinned": "no"}, follow=True
    )
    removed = client.post(reverse("delivery:session-remove", args=[draft.pk, pk]), {"version": "3"}, follow=True)

    assert said(pinned) + said(freed) + said(removed) == [
        "已钉住，再求解也不会动它。",
        "已松开，再求解时可以改。",
        "已去掉一场，可以撤销。",
    ]


@pytest.mark.parametrize(
    ("scope", "named"),
    [
        ("session", ["day", "provider", "service", "slot", "station"]),
        ("provider_day", ["day", "provider"]),
        ("station_day", ["day", "station"]),
        ("pair", ["provider", "service", "station"]),
    ],
)
def test_a_session_or_its_like_is_forbidden_and_allowed_again(client, month, scope, named):
    draft = month.planned()
    address = reverse("delivery:session-forbid", args=[draft.pk, draft.sessions.get().pk])

    client.post(address, {"version": "1", "scope": scope})
    ban = draft.bans.get()
    client.post(reverse("delivery:ban-remove", args=[draft.pk, ban.pk]), {"version": "2"})

    given = [name for name in ("day", "provider", "service", "slot", "station") if getattr(ban, name) is not None]
    assert (given, draft.bans.count(), draft.sessions.count()) == (named, 0, 0)
