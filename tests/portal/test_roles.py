"""Giving and ending roles on pages."""

from datetime import date

import pytest

from tests.factories import AppointmentFactory, PersonFactory, ProviderFactory, StationFactory, SubdistrictFactory
from yizhan.people.models import Appointment, Change, Role

pytestmark = pytest.mark.django_db
UNKNOWN = "0193a1f2-7c1e-7b1a-9b1e-0f3c5a6d7e8f"
LIST, NEW = "/desk/roles/", "/desk/roles/new/"


@pytest.fixture(autouse=True)
def noon(at):
    """It is noon on Wednesday 25 November 2026."""
    at("2026-11-25T12:00+08:00")


@pytest.fixture
def administrator(client):
    person = AppointmentFactory(person__name="江一鸣", person__phone="+8613911110000").person
    client.force_login(person)
    return person


@pytest.fixture
def hub(client):
    person = AppointmentFactory(role=Role.HUB).person
    client.force_login(person)
    return person


def names(response):
    return [row.appointment.person.name for row in response.context["rows"]]


def typed(**more):
    return {"phone": "13900139000", "starts_on": "2026-11-25", "ends_on": ""} | more


def test_roles_are_listed_with_masked_phones_and_places(client, administrator):
    station = StationFactory(name_zh="恒隆广场站")
    AppointmentFactory(
        role=Role.STATION, place=station, person__name="叶澄", person__phone="+8613900139000", ends_on=date(2027, 1, 1)
    )

    words = client.get(LIST).content.decode()

    for expected in ("叶澄", "139****9000", "恒隆广场站", "党群工作者", "全网络", "长期"):
        assert expected in words
    assert "13900139000" not in words


def test_ended_roles_are_not_listed(client, administrator):
    AppointmentFactory(person__name="从前的", ends_on=date(2026, 11, 25))

    assert names(client.get(LIST)) == ["江一鸣"]


@pytest.mark.parametrize("wanted", [{"q": "叶"}, {"q": "9000"}, {"role": "station"}])
def test_roles_are_found_by_name_last_digits_and_role(client, administrator, wanted):
    AppointmentFactory(role=Role.STATION, place=StationFactory(), person__name="叶澄", person__phone="+8613900139000")

    assert names(client.get(LIST, wanted)) == ["叶澄"]


def test_the_list_says_what_to_do_when_nobody_fits(client, administrator):
    assert "换一个姓名或尾号试试" in client.get(LIST, {"q": "无此人"}).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_role_list_costs_the_same_for_many(client, hub, count, django_assert_num_queries):
    for station in StationFactory.create_batch(count):
        AppointmentFactory(role=Role.STATION, place=station)
    client.get(LIST)

    with django_assert_num_queries(8):
        response = client.get(LIST, {"role": "station"})

    assert len(names(response)) == count


def test_role_list_sends_only_the_rows_to_htmx(client, administrator):
    words = client.get(LIST, headers={"HX-Request": "true"}).content.decode()

    assert ("<html" in words, "江一鸣" in words) == (False, True)


def test_first_the_role_is_chosen_among_those_one_may_give(client, hub):
    words = client.get(NEW).content.decode()

    assert [f'?role={role}"' in words for role in ("station", "subdistrict", "provider", "hub", "administrator")] == [
        True,
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("role", "factory"),
    [("station", StationFactory), ("subdistrict", SubdistrictFactory), ("provider", ProviderFactory)],
)
def test_the_places_of_the_role_are_offered(client, hub, role, factory):
    place = factory()

    form = client.get(NEW, {"role": role}).context["form"]

    assert form.fields["scope_id"].choices[1:] == [(place.pk, place.name)]


def test_an_officer_is_appointed(client, hub):
    person, station = PersonFactory(phone="+8613900139000"), StationFactory()

    response = client.post(f"{NEW}?role=station", typed(scope_id=station.pk))

    given = Appointment.objects.get(person=person)
    assert response.headers["Location"] == LIST
    assert (given.role, given.scope_id, given.starts_on, given.ends_on) == (
        "station",
        station.pk,
        date(2026, 11, 25),
        None,
    )


def test_an_administrator_gives_a_role_of_the_whole_network(client, administrator):
    person = PersonFactory(phone="+8613900139000")

    client.post(f"{NEW}?role=hub", typed())

    assert Appointment.objects.get(person=person).scope == "network"


@pytest.mark.parametrize(("wrong", "field"), [
    ({"phone": "12"}, "phone"),
    ({"phone": "13900139001"}, "phone"),
    ({"phone": ""}, "phone"),
    ({"scope_id": ""}, "scope_id"),
    ({"scope_id": "0193a1f2-7c1e-7b1a-9b1e-0f3c5a6d7e8f"}, "scope_id"),
    ({"ends_on": "2026-11-25"}, "ends_on"),
    ({"starts_on": "昨天"}, "starts_on"),
])  # fmt: skip
def test_a_refused_appointment_names_the_field_and_keeps_what_was_typed(client, hub, wrong, field):
    PersonFactory(phone="+8613900139000")
    sent = typed(scope_id=StationFactory().pk) | wrong

    response = client.post(f"{NEW}?role=station", sent)

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (422, [field])
    assert (form["phone"].value(), Appointment.objects.filter(role=Role.STATION).exists()) == (sent["phone"], False)


def test_a_role_that_is_held_already_is_refused(client, hub):
    person, station = PersonFactory(phone="+8613900139000"), StationFactory()
    AppointmentFactory(role=Role.STATION, place=station, person=person)

    response = client.post(f"{NEW}?role=station", typed(scope_id=station.pk))

    assert (response.status_code, "已经担任这个角色" in response.content.decode()) == (422, True)


@pytest.mark.parametrize("role", ["hub", "administrator"])
def test_the_hub_does_not_give_roles_of_the_whole_network(client, hub, role):
    assert client.post(f"{NEW}?role={role}", typed()).status_code == 403


def test_a_role_is_ended_with_a_reason(client, hub):
    held = AppointmentFactory(role=Role.STATION, place=StationFactory(name_zh="恒隆广场站"))
    address = f"{LIST}{held.pk}/end/"

    asked = client.get(address).content.decode()
    refused = client.post(address, {"reason": " "})
    done = client.post(address, {"reason": "调往别处"})

    held.refresh_from_db()
    assert "恒隆广场站" in asked
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["reason"])
    assert (done.headers["Location"], held.ends_on) == (LIST, date(2026, 11, 25))
    assert Change.objects.get().reason == "调往别处"


def test_a_role_that_ended_meanwhile_is_refused_in_place(client, hub):
    held = AppointmentFactory(role=Role.STATION, place=StationFactory(), ends_on=date(2026, 11, 1))

    response = client.post(f"{LIST}{held.pk}/end/", {"reason": "调往别处"})

    assert (response.status_code, "已经结束" in response.content.decode()) == (422, True)


def test_the_hub_does_not_end_an_administrator(client, hub):
    held = AppointmentFactory()

    assert client.post(f"{LIST}{held.pk}/end/", {"reason": "不要"}).status_code == 403
    assert f"{held.pk}/end/" not in client.get(LIST).content.decode()


def test_an_unknown_role_is_not_found(client, hub):
    assert client.get(f"{LIST}{UNKNOWN}/end/").status_code == 404


@pytest.mark.parametrize("address", [LIST, NEW, f"{LIST}{UNKNOWN}/end/"])
def test_others_do_not_see_roles(client, address):
    assert client.get(address).status_code == 302

    client.force_login(AppointmentFactory(role=Role.STATION, place=StationFactory()).person)
    assert client.get(address).status_code == 403
