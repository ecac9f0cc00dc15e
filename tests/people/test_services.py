"""What is done to people's records."""

import threading
from datetime import date, datetime

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import connection

from tests.factories import (
    AppointmentFactory,
    ConsentFactory,
    ConsentTextFactory,
    PersonFactory,
)
from yizhan.kernel import clock, events
from yizhan.people import rules, services
from yizhan.people.events import Appointed, CodeIssued, ConsentWithdrawn, Erased
from yizhan.people.models import Appointment, Change, Consent, ConsentText, Person, Role

pytestmark = pytest.mark.django_db
PHONE = "+8613900139000"
TODAY = date(2026, 11, 25)
NOW = "2026-11-25T12:00+08:00"


@pytest.fixture
def heard(monkeypatch):
    """Every event that is published."""
    told = []
    monkeypatch.setattr(
        events, "_wiring", dict.fromkeys((CodeIssued, Appointed, ConsentWithdrawn, Erased), (told.append,))
    )
    return told


def signed_in(person, agent="curl"):
    store = SessionStore()
    store["_auth_user_id"] = str(person.pk)
    store.create()
    return UserSession.objects.create(user=person, ip="127.0.0.1", user_agent=agent, session_key=store.session_key)


def optional_text():
    return ConsentTextFactory(purpose="messages", required=False)


def administrator():
    return AppointmentFactory(role=Role.ADMINISTRATOR).person


def test_a_new_phone_is_welcomed_as_an_unfinished_person_without_a_password():
    person = services.welcome(phone=PHONE)

    assert (person.phone, person.joined_at, person.has_usable_password()) == (PHONE, None, False)


def test_a_known_phone_is_welcomed_as_the_same_person():
    person = PersonFactory(phone=PHONE)

    assert services.welcome(phone=PHONE) == person


@pytest.mark.django_db(transaction=True)
def test_the_same_new_phone_twice_at_once_is_one_person():
    gate, made = threading.Barrier(6), []

    def ask():
        gate.wait()
        made.append(services.welcome(phone=PHONE).pk)
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(6)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert (len(made), len(set(made)), Person.objects.count()) == (6, 1, 1)


def test_joining_is_noted_once(at):
    person = services.welcome(phone=PHONE)
    at(NOW)

    services.join(person=person)
    at("2026-11-26T12:00+08:00")
    services.join(person=person)

    person.refresh_from_db()
    assert person.joined_at == datetime.fromisoformat(NOW)
    assert list(Change.objects.values_list("verb", flat=True)) == ["join"]


def test_a_code_is_told_to_whoever_sends_it(heard):
    services.issue_code(phone=PHONE, code="012345")

    assert heard == [CodeIssued(phone=PHONE, code="012345")]


def test_each_try_leaves_one_less():
    person = PersonFactory()

    assert [services.take_try(person=person) for _ in range(6)] == [5, 4, 3, 2, 1, 0]


def test_after_the_last_try_the_phone_waits(at):
    at(NOW)
    person = PersonFactory()
    [services.take_try(person=person) for _ in range(6)]

    with pytest.raises(rules.PhoneLocked) as refusal:
        services.take_try(person=person)

    assert refusal.value.until == datetime.fromisoformat("2026-11-25T12:10+08:00")


def test_the_right_code_makes_counting_begin_afresh():
    person = PersonFactory()
    services.take_try(person=person)

    services.forget_tries(person=person)

    assert services.take_try(person=person) == 5


@pytest.mark.django_db(transaction=True)
def test_rivals_do_not_share_a_try():
    person, gate, left = PersonFactory(), threading.Barrier(8), []

    def attempt():
        gate.wait()
        try:
            left.append(services.take_try(person=person))
        except rules.PhoneLocked:
            left.append(None)
        connection.close()

    threads = [threading.Thread(target=attempt) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert sorted(left, key=str) == [0, 1, 2, 3, 4, 5, None, None]


def test_a_member_has_a_name_and_the_consents_given():
    person, required, optional = PersonFactory(name=""), ConsentTextFactory(), optional_text()

    services.become_member(actor=person, person=person, name="小陈", language="en", texts=[required])

    person.refresh_from_db()
    assert (person.name, person.language) == ("小陈", "en")
    assert list(person.consents.values_list("text", flat=True)) == [required.pk]
    assert not Consent.objects.filter(text=optional).exists()


def test_nobody_becomes_a_member_without_the_required_consent():
    person, optional = PersonFactory(name=""), optional_text()
    ConsentTextFactory()

    with pytest.raises(rules.ConsentRequired):
        services.become_member(actor=person, person=person, name="小陈", language="en", texts=[optional])

    assert Consent.objects.count() == 0


def test_a_required_text_agreed_to_before_is_not_asked_again():
    consent = ConsentFactory()

    services.become_member(actor=consent.person, person=consent.person, name="小陈", language="zh-hans", texts=[])

    assert Consent.objects.count() == 1


def test_nobody_joins_for_somebody_else():
    with pytest.raises(PermissionDenied):
        services.become_member(actor=PersonFactory(), person=PersonFactory(), name="x", language="en", texts=[])


def test_a_profile_keeps_name_and_display():
    person = PersonFactory()

    services.update_profile(actor=person, person=person, name="Ann", language="en", scale=150, high_contrast=True)

    person.refresh_from_db()
    assert (person.name, person.language, person.scale, person.high_contrast) == ("Ann", "en", 150, True)


def test_nobody_changes_the_profile_of_somebody_else():
    with pytest.raises(PermissionDenied):
        services.update_profile(
            actor=PersonFactory(), person=PersonFactory(), name="x", language="en", scale=100, high_contrast=False
        )


def test_a_consent_given_twice_stands_once():
    person, text = PersonFactory(), ConsentTextFactory()

    first = services.give_consent(actor=person, person=person, text=text)
    second = services.give_consent(actor=person, person=person, text=text)

    assert first == second


def test_nobody_consents_for_somebody_else():
    with pytest.raises(PermissionDenied):
        services.give_consent(actor=PersonFactory(), person=PersonFactory(), text=ConsentTextFactory())


def test_a_withdrawn_consent_stands_no_longer_and_others_are_told(at, heard):
    consent = ConsentFactory(text__purpose="workplace")
    at(NOW)

    services.withdraw_consent(actor=consent.person, person=consent.person, purpose="workplace")

    consent.refresh_from_db()
    assert consent.withdrawn_at == datetime.fromisoformat(NOW)
    assert heard == [ConsentWithdrawn(person_id=consent.person_id, purpose="workplace")]


@pytest.mark.parametrize(("purpose", "left"), [("service", 0), ("workplace", 1)])
def test_only_without_the_service_consent_nobody_stays_signed_in(purpose, left):
    consent = ConsentFactory(text__purpose=purpose)
    signed_in(consent.person)

    services.withdraw_consent(actor=consent.person, person=consent.person, purpose=purpose)

    assert (UserSession.objects.count(), Session.objects.count()) == (left, left)


def test_nobody_withdraws_for_somebody_else():
    with pytest.raises(PermissionDenied):
        services.withdraw_consent(actor=PersonFactory(), person=PersonFactory(), purpose="service")


def test_one_device_is_signed_out():
    person = PersonFactory()
    phone, desk = signed_in(person), signed_in(person)

    services.end_session(actor=person, person=person, session=phone)

    assert list(UserSession.objects.all()) == [desk]
    assert list(Session.objects.values_list("pk", flat=True)) == [desk.session_key]


def test_a_device_of_somebody_else_stays_signed_in():
    person, theirs = PersonFactory(), signed_in(PersonFactory())

    services.end_session(actor=person, person=person, session=theirs)

    assert list(UserSession.objects.all()) == [theirs]


def test_nobody_signs_somebody_else_out():
    session = signed_in(PersonFactory())

    with pytest.raises(PermissionDenied):
        services.end_session(actor=PersonFactory(), person=session.user, session=session)


def test_all_other_devices_are_signed_out():
    person = PersonFactory()
    here, _, _ = signed_in(person), signed_in(person), signed_in(person)
    elsewhere = signed_in(PersonFactory())

    ended = services.end_other_sessions(actor=person, person=person, keeping=here.session_key)

    assert ended == 2
    assert set(UserSession.objects.all()) == {here, elsewhere}


def test_nobody_signs_out_the_other_devices_of_somebody_else():
    with pytest.raises(PermissionDenied):
        services.end_other_sessions(actor=PersonFactory(), person=PersonFactory(), keeping="")


def test_an_erased_person_leaves_nothing_but_a_ledger_without_a_name(at, heard):
    at(NOW)
    person = ConsentFactory().person
    AppointmentFactory(person=person, ends_on=TODAY)
    signed_in(person)
    services.update_profile(actor=person, person=person, name="x", language="en", scale=100, high_contrast=False)
    pk = person.pk

    services.erase(actor=person, person=person)

    assert heard == [Erased(person_id=pk)]
    assert not Person.objects.filter(pk=pk).exists()
    assert (Consent.objects.count(), Appointment.objects.count(), UserSession.objects.count()) == (0, 0, 0)
    assert sorted(Change.objects.values_list("verb", "actor")) == [("erase", None), ("update", None)]


def test_whoever_holds_a_role_is_not_erased(at):
    at(NOW)
    person = AppointmentFactory().person

    with pytest.raises(rules.RoleHeld):
        services.erase(actor=person, person=person)

    assert Person.objects.filter(pk=person.pk).exists()


def test_nobody_erases_somebody_else():
    with pytest.raises(PermissionDenied):
        services.erase(actor=administrator(), person=PersonFactory())


def test_who_never_came_back_is_forgotten_after_a_day(at):
    at("2026-11-24T11:00+08:00")
    services.welcome(phone=PHONE)
    at("2026-11-24T13:00+08:00")
    recent, member = services.welcome(phone="+8613900139001"), PersonFactory()
    at(NOW)

    assert services.forget_unfinished() == 1
    assert set(Person.objects.all()) == {recent, member}


def test_sessions_that_ran_out_or_ended_are_forgotten():
    person = PersonFactory()
    live, old, gone = signed_in(person), signed_in(person), signed_in(person)
    Session.objects.filter(pk=old.session_key).update(expire_date=clock.now())
    Session.objects.filter(pk=gone.session_key).delete()

    assert services.forget_ended_sessions() == 2
    assert list(UserSession.objects.all()) == [live]


def test_the_ledger_names_the_thing_even_without_an_actor():
    person = PersonFactory()

    services.record(actor=None, verb="import", subject=person, details={"rows": 3})

    line = Change.objects.get()
    assert (line.actor, line.subject, line.subject_id, line.details) == (None, "people.person", person.pk, {"rows": 3})


def test_a_published_text_is_never_changed():
    row = {
        "purpose": "service",
        "version": "1",
        "published_on": "2026-01-01",
        "title_zh": "条款",
        "title_en": "Terms",
        "body_zh": "只收所需。",
        "body_en": "Only what is needed.",
        "required": "yes",
    }

    services.publish_texts([row])
    services.publish_texts([{**row, "body_zh": "什么都收。"}])

    text = ConsentText.objects.get()
    assert (text.body_zh, text.required) == ("只收所需。", True)
