"""What the database refuses about people, whoever writes."""

from datetime import date, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError

from tests.factories import AppointmentFactory, ConsentFactory, ConsentTextFactory, PersonFactory, StationFactory
from yizhan.people.models import ApiToken, Change

pytestmark = pytest.mark.django_db
NOON = datetime.fromisoformat("2026-11-25T12:00+08:00")


def refused(name, write):
    with pytest.raises(IntegrityError) as broken:
        write()
    assert broken.value.__cause__.diag.constraint_name == name


def test_a_phone_belongs_to_one_person():
    PersonFactory(phone="+8613900139000")

    refused("people_person_phone_once", lambda: PersonFactory(phone="+8613900139000"))


def test_type_has_one_of_three_sizes():
    refused("people_person_scale_known", lambda: PersonFactory(scale=110))


def test_pages_speak_two_languages():
    refused("people_person_language_known", lambda: PersonFactory(language="fr"))


def test_a_role_is_one_of_the_known():
    refused("people_appointment_role_known", lambda: AppointmentFactory(role="king", scope="king", scope_id=uuid4()))


def test_a_place_is_named_by_its_role_and_by_nothing_else():
    refused("people_appointment_scope_names_its_place", lambda: AppointmentFactory(scope_id=uuid4()))


def test_a_role_fits_its_scope():
    station = StationFactory()

    refused("people_appointment_role_fits_scope", lambda: AppointmentFactory(scope="station", scope_id=station.pk))


def test_a_role_starts_before_it_ends():
    day = date(2026, 11, 25)

    refused("people_appointment_starts_before_end", lambda: AppointmentFactory(starts_on=day, ends_on=day))


def test_a_role_is_held_once_at_a_time():
    held = AppointmentFactory(starts_on=date(2026, 1, 1), ends_on=date(2026, 7, 1))

    refused(
        "people_appointment_once_at_a_time", lambda: AppointmentFactory(person=held.person, starts_on=date(2026, 6, 30))
    )


def test_a_role_may_begin_again_on_the_day_it_ended():
    held = AppointmentFactory(starts_on=date(2026, 1, 1), ends_on=date(2026, 7, 1))

    again = AppointmentFactory(person=held.person, starts_on=date(2026, 7, 1))

    assert again.pk != held.pk


def test_a_text_has_a_version_once():
    ConsentTextFactory(version="1")

    refused("people_consenttext_version_once", lambda: ConsentTextFactory(version="1"))


def test_a_text_serves_a_known_purpose():
    refused("people_consenttext_purpose_known", lambda: ConsentTextFactory(purpose="selling"))


def test_a_consent_stands_once():
    consent = ConsentFactory()

    refused("people_consent_stands_once", lambda: ConsentFactory(person=consent.person, text=consent.text))


def test_a_consent_is_given_before_it_is_withdrawn():
    early = datetime.fromisoformat("2025-01-01T00:00+08:00")

    refused("people_consent_given_before_withdrawn", lambda: ConsentFactory(withdrawn_at=early))


def test_a_consent_comes_through_a_known_channel():
    refused("people_consent_channel_known", lambda: ConsentFactory(channel="rumour"))


def token(**changes):
    fields = {"name": "t", "digest": "0" * 64, "scopes": ["network:read"], "created_at": NOON}
    later = NOON.replace(year=2027)
    return ApiToken.objects.create(**{"person": PersonFactory(), "expires_at": later, **fields, **changes})


def test_a_secret_opens_one_token():
    token()

    refused("people_apitoken_digest_once", token)


def test_a_token_ends_after_it_starts():
    refused("people_apitoken_ends_after_start", lambda: token(expires_at=NOON))


def test_a_token_opens_something():
    refused("people_apitoken_opens_something", lambda: token(scopes=[]))


def test_a_line_of_the_ledger_names_its_verb():
    refused(
        "people_change_names_its_verb",
        lambda: Change.objects.create(verb="", subject="people.person", subject_id=uuid4(), at=NOON),
    )
