"""Giving and ending roles, and keys to the API."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import AppointmentFactory, PersonFactory, StationFactory
from yizhan.kernel import events
from yizhan.people import rules, services
from yizhan.people.events import Appointed
from yizhan.people.models import Appointment, Change, Role

pytestmark = pytest.mark.django_db
PHONE = "+8613900139000"
TODAY = date(2026, 11, 25)
NOW = "2026-11-25T12:00+08:00"


@pytest.fixture
def heard(monkeypatch):
    """Every role that is told to others."""
    told = []
    monkeypatch.setattr(events, "_wiring", {Appointed: (told.append,)})
    return told


def administrator():
    return AppointmentFactory(role=Role.ADMINISTRATOR).person


def test_a_role_is_given_and_told(at, heard):
    at(NOW)
    actor, person, station = administrator(), PersonFactory(), StationFactory()

    given = services.appoint(
        actor=actor, person=person, role=Role.STATION, scope_id=station.pk, starts_on=TODAY, ends_on=None
    )

    assert (given.scope, given.scope_id, given.person) == ("station", station.pk, person)
    assert heard == [Appointed(appointment_id=given.pk)]
    assert Change.objects.get().actor == actor


def test_a_role_is_given_by_phone(at):
    at(NOW)
    person = PersonFactory(phone=PHONE)

    given = services.appoint_by_phone(
        actor=administrator(), phone="139 0013 9000", role=Role.HUB, scope_id=None, starts_on=TODAY
    )

    assert given.person == person


def test_a_role_is_not_given_to_an_unknown_phone():
    with pytest.raises(rules.UnknownPhone):
        services.appoint_by_phone(actor=administrator(), phone=PHONE, role=Role.HUB, scope_id=None, starts_on=TODAY)


def test_a_role_is_not_given_to_somebody_who_never_came():
    services.welcome(phone=PHONE)

    with pytest.raises(rules.UnknownPhone):
        services.appoint_by_phone(actor=administrator(), phone=PHONE, role=Role.HUB, scope_id=None, starts_on=TODAY)


def test_a_role_is_not_given_to_what_is_no_phone():
    with pytest.raises(rules.BadPhone):
        services.appoint_by_phone(actor=administrator(), phone="12", role=Role.HUB, scope_id=None, starts_on=TODAY)


def test_whoever_may_not_appoint_does_not_learn_who_is_known():
    with pytest.raises(PermissionDenied):
        services.appoint_by_phone(actor=PersonFactory(), phone=PHONE, role=Role.HUB, scope_id=None, starts_on=TODAY)


def test_a_local_role_needs_its_place():
    with pytest.raises(rules.RoleNeedsPlace):
        services.appoint(
            actor=administrator(), person=PersonFactory(), role=Role.STATION, scope_id=None, starts_on=TODAY
        )


def test_a_role_ends_after_it_starts():
    with pytest.raises(rules.EndsBeforeStart):
        services.appoint(
            actor=administrator(),
            person=PersonFactory(),
            role=Role.HUB,
            scope_id=None,
            starts_on=TODAY,
            ends_on=TODAY,
        )


def test_the_same_role_is_not_given_twice():
    held = AppointmentFactory(role=Role.HUB)

    with pytest.raises(rules.AlreadyAppointed):
        services.appoint(actor=administrator(), person=held.person, role=Role.HUB, scope_id=None, starts_on=TODAY)


def test_the_hub_does_not_appoint_the_hub():
    with pytest.raises(PermissionDenied):
        services.appoint(
            actor=AppointmentFactory(role=Role.HUB).person,
            person=PersonFactory(),
            role=Role.HUB,
            scope_id=None,
            starts_on=TODAY,
        )


def test_a_role_ends_today_with_its_reason(at):
    at(NOW)
    held = AppointmentFactory(role=Role.HUB)

    services.end_appointment(actor=administrator(), appointment=held, reason="调岗")

    held.refresh_from_db()
    assert held.ends_on == TODAY
    assert Change.objects.get().reason == "调岗"


def test_a_role_to_come_is_taken_back(at):
    at(NOW)
    held = AppointmentFactory(role=Role.HUB, starts_on=date(2026, 12, 1))

    services.end_appointment(actor=administrator(), appointment=held, reason="填错")

    assert not Appointment.objects.filter(pk=held.pk).exists()


def test_a_role_ends_once(at):
    at(NOW)
    held = AppointmentFactory(role=Role.HUB, ends_on=TODAY)

    with pytest.raises(rules.AppointmentEnded):
        services.end_appointment(actor=administrator(), appointment=held, reason="调岗")


def test_a_role_does_not_end_without_a_reason():
    with pytest.raises(rules.ReasonMissing):
        services.end_appointment(actor=administrator(), appointment=AppointmentFactory(), reason=" ")


def test_a_member_ends_no_role():
    with pytest.raises(PermissionDenied):
        services.end_appointment(actor=PersonFactory(), appointment=AppointmentFactory(), reason="x")


def test_a_token_is_shown_once_and_kept_as_a_hash():
    token, secret = services.create_token(person=administrator(), name="t", scopes=["network:read"], days=30)

    assert secret.startswith("yz_")
    assert secret not in str(token.__dict__)
    assert (token.expires_at - token.created_at).days == 30


def test_a_member_gets_no_token():
    with pytest.raises(PermissionDenied):
        services.create_token(person=PersonFactory(), name="t", scopes=["network:read"], days=30)


def test_the_first_administrator_founds_an_installation(at):
    at(NOW)
    person = PersonFactory()

    founded = services.found(person=person)

    assert (founded.person, founded.role, founded.scope, founded.starts_on) == (
        person,
        "administrator",
        "network",
        TODAY,
    )
    assert Change.objects.get().verb == "found"


def test_an_installation_is_founded_once():
    administrator()

    with pytest.raises(rules.AlreadyFounded):
        services.found(person=PersonFactory())
