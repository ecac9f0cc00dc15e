"""Reads about people."""

import json
from datetime import date, datetime

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core.serializers.json import DjangoJSONEncoder

from tests.factories import (
    AppointmentFactory,
    ConsentFactory,
    ConsentTextFactory,
    NoticeFactory,
    PersonFactory,
    StationFactory,
)
from yizhan.people import queries, services
from yizhan.people.models import Role

pytestmark = pytest.mark.django_db
NOW = "2026-11-25T12:00+08:00"


def test_the_day_is_the_one_where_the_network_is(at):
    at("2026-11-24T16:30+00:00")

    assert queries.today() == date(2026, 11, 25)


def test_a_visitor_holds_no_role():
    assert queries.roles_of(AnonymousUser()) == ()


def test_somebody_who_is_not_active_holds_no_role():
    held = AppointmentFactory(person__is_active=False)

    assert queries.roles_of(held.person) == ()


def test_a_role_is_held_in_its_own_place_only():
    station, other = StationFactory(), StationFactory()
    person = AppointmentFactory(role=Role.STATION, place=station).person

    assert queries.holds(person, Role.STATION, scope_id=station.pk)
    assert not queries.holds(person, Role.STATION, scope_id=other.pk)
    assert queries.places_of(person, Role.STATION) == {station.pk}


def test_holders_in_a_place_come_with_their_person(django_assert_num_queries):
    held = AppointmentFactory(role=Role.STATION, place=StationFactory())
    AppointmentFactory(role=Role.STATION, place=StationFactory())

    with django_assert_num_queries(1):
        found = [appointment.person for appointment in queries.people_in(Role.STATION, [held.scope_id])]

    assert found == [held.person]


def test_the_newest_published_text_is_current(at):
    at(NOW)
    ConsentTextFactory(version="1", published_on=date(2026, 1, 1))
    current = ConsentTextFactory(version="2", published_on=date(2026, 11, 25))
    ConsentTextFactory(version="3", published_on=date(2026, 11, 26))

    assert queries.current_texts() == [current]


def test_a_new_version_is_open_until_it_is_agreed_to(at):
    at(NOW)
    person = ConsentFactory(text__version="1").person
    newer = ConsentTextFactory(version="2", published_on=date(2026, 11, 1))

    assert queries.open_texts(person) == [newer]
    (agreement,) = queries.agreements_of(person)
    assert (agreement.text, agreement.consent.text.version, agreement.outdated) == (newer, "1", True)


def test_nothing_is_open_after_agreeing():
    assert queries.open_texts(ConsentFactory().person) == []


def test_a_purpose_without_consent_is_shown_without_one():
    ConsentTextFactory()

    (agreement,) = queries.agreements_of(PersonFactory())

    assert (agreement.consent, agreement.outdated) == (None, False)


def test_a_withdrawn_consent_does_not_stand():
    consent = ConsentFactory(withdrawn_at=datetime.fromisoformat(NOW))

    assert not queries.has_consented(consent.person, consent.text.purpose)


def test_a_standing_consent_stands():
    consent = ConsentFactory()

    assert queries.has_consented(consent.person, consent.text.purpose)


def test_devices_are_the_live_sessions_the_one_that_asks_is_marked(django_assert_num_queries):
    person = PersonFactory()
    for agent in ("Mozilla/5.0 (iPhone) Safari/604.1", "Mozilla/5.0 (Windows NT 10.0) Chrome/140"):
        store = SessionStore()
        store.create()
        UserSession.objects.create(user=person, ip="127.0.0.1", user_agent=agent, session_key=store.session_key)
    UserSession.objects.create(user=person, ip="127.0.0.1", user_agent="old", session_key="gone")

    with django_assert_num_queries(1):
        devices = queries.devices_of(person, session_key=store.session_key)

    assert [(device.name, device.current) for device in devices] == [
        ("Windows · Chrome", True),
        ("iPhone · Safari", False),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [("", ["林晓", "Ann"]), ("林", ["林晓"]), ("ann", ["Ann"]), ("9001", ["Ann"]), ("9", []), ("王", [])],
)
def test_roles_are_found_by_name_or_by_the_last_digits_of_the_phone(at, text, names):
    at(NOW)
    AppointmentFactory(role=Role.HUB, person=PersonFactory(name="林晓", phone="+8613900139000"))
    AppointmentFactory(role=Role.HUB, person=PersonFactory(name="Ann", phone="+8613900139001"))

    assert sorted(a.person.name for a in queries.appointments_found(text=text)) == sorted(names)


def test_roles_are_filtered_and_past_ones_left_out(at):
    at(NOW)
    hub = AppointmentFactory(role=Role.HUB)
    AppointmentFactory(role=Role.ADMINISTRATOR)
    AppointmentFactory(role=Role.HUB, ends_on=date(2026, 11, 25))

    assert queries.appointments_found(role=Role.HUB) == [hub]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_roles_costs_the_same_for_many(count, django_assert_num_queries):
    AppointmentFactory.create_batch(count)

    with django_assert_num_queries(1):
        assert len(queries.appointments_found()) == count


def test_a_token_is_found_by_its_secret_while_it_stands(at):
    person = AppointmentFactory().person
    token, secret = services.create_token(person=person, name="t", scopes=["network:read"], days=1)

    assert queries.token_by_secret(secret) == token
    assert queries.token_by_secret("yz_other") is None
    at("2030-01-01T00:00+08:00")
    assert queries.token_by_secret(secret) is None


def test_own_data_holds_every_table_and_no_secret():
    notice = NoticeFactory(person=AppointmentFactory().person)
    services.create_token(person=notice.person, name="t", scopes=["network:read"], days=1)

    held = queries.own_data(notice.person)

    body = json.dumps(held, cls=DjangoJSONEncoder)
    assert held["phone"] == notice.person.phone
    assert [row["title_zh"] for row in held["messages.notice.person"]] == [notice.title_zh]
    assert [row["role"] for row in held["people.appointment.person"]] == ["administrator"]
    assert [secret for secret in ("digest", "password", "phone_key", "session_key") if f'"{secret}"' in body] == []


def test_the_ledger_of_a_thing_is_read_with_who_did_it(django_assert_num_queries):
    person = PersonFactory()
    services.update_profile(actor=person, person=person, name="x", language="en", scale=100, high_contrast=False)

    with django_assert_num_queries(1):
        assert [change.actor for change in queries.changes_of(person)] == [person]


def test_one_appointment_comes_with_its_person(django_assert_num_queries):
    held = AppointmentFactory()

    with django_assert_num_queries(1):
        assert queries.appointment(held.pk).person == held.person
