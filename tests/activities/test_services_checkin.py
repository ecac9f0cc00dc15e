"""The door: personal codes, digits, the venue's code, officers, scanners without a connection."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied

from tests.activities.factories import RegistrationFactory
from tests.factories import AppointmentFactory, PersonFactory
from yizhan.activities import services
from yizhan.activities.models import Registration, Scan
from yizhan.activities.rules import codes, refusals
from yizhan.people.models import Role
from yizhan.people.queries import changes_of

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2026-01-12T09:10:30+08:00")  # ten minutes into the activity


@pytest.fixture(autouse=True)
def during(at):
    at(NOW.isoformat())


@pytest.fixture
def officer():
    return AppointmentFactory(role=Role.HUB).person


@pytest.fixture
def mine():
    return RegistrationFactory()


def reading(text, *, at=NOW, offline=False, device="A", nonce=None):
    return services.Reading(text=text, nonce=nonce or uuid4(), device=device, at=at, offline=offline)


def state(registration):
    return Registration.objects.get(pk=registration.pk).state


def code_of(registration, *, at=NOW):
    return codes.personal(registration.pk, at=at)


def test_the_own_code_lets_a_person_in(officer, mine):
    scan = services.scan(actor=officer, activity=mine.activity, reading=reading(code_of(mine)))

    mine.refresh_from_db()
    assert (scan.verdict, scan.registration, mine.state, mine.checked_in_at) == ("admitted", mine, "attended", NOW)
    assert [change.verb for change in changes_of(mine)] == ["check-in"]
    assert [notice.title_zh for notice in mine.person.notices.all()] == ["已签到"]


@pytest.mark.parametrize("seconds", [-60, 60])
def test_the_code_of_the_minute_before_or_after_is_good(officer, mine, seconds):
    text = code_of(mine, at=NOW + timedelta(seconds=seconds))

    assert services.scan(actor=officer, activity=mine.activity, reading=reading(text)).verdict == "admitted"


def test_the_eight_digits_are_as_good(officer, mine):
    digits = codes.number(mine.pk, at=NOW)

    scan = services.scan(actor=officer, activity=mine.activity, reading=reading(digits))

    assert (len(digits), scan.verdict, state(mine)) == (8, "admitted", "attended")


def test_a_second_scan_is_a_calm_answer(officer, mine):
    services.scan(actor=officer, activity=mine.activity, reading=reading(code_of(mine)))

    again = services.scan(actor=officer, activity=mine.activity, reading=reading(code_of(mine), device="B"))

    assert (again.verdict, again.registration.checked_in_at) == ("already", NOW)
    assert changes_of(mine).count() == 1


def test_the_same_scan_sent_again_is_answered_alike_and_kept_once(officer, mine):
    once = reading(code_of(mine), nonce=UUID(int=1))

    verdicts = [services.scan(actor=officer, activity=mine.activity, reading=once).verdict for _ in range(2)]

    assert (verdicts, Scan.objects.count()) == (["admitted", "admitted"], 1)


def _other(mine):
    return code_of(RegistrationFactory())


def _expired(mine):
    return code_of(mine, at=NOW - timedelta(minutes=3))


def _forged(mine):
    return code_of(mine)[:-1] + ("0" if code_of(mine)[-1] != "0" else "1")


def _nonsense(mine):
    return "https://example.org/"


def _digits(mine):
    return "00000000"


@pytest.mark.parametrize(
    ("made", "verdict"),
    [(_other, "other"), (_expired, "expired"), (_forged, "forged"), (_nonsense, "forged"), (_digits, "expired")],
)
def test_a_code_that_is_not_good_is_refused_and_changes_nothing(officer, mine, made, verdict):
    scan = services.scan(actor=officer, activity=mine.activity, reading=reading(made(mine)))

    assert (scan.verdict, state(mine)) == (verdict, "confirmed")


@pytest.mark.parametrize("held", ["waiting", "cancelled", "drawing"])
def test_a_sign_up_without_a_place_is_not_let_in(officer, held):
    mine = RegistrationFactory(state=held, queued_at=NOW if held == "waiting" else None)

    scan = services.scan(actor=officer, activity=mine.activity, reading=reading(code_of(mine)))

    assert (scan.verdict, state(mine)) == ("unexpected", held)


def test_before_the_doors_open_nobody_is_let_in(officer, mine, at):
    early = mine.activity.starts_at - timedelta(minutes=31)
    at(early.isoformat())

    scan = services.scan(actor=officer, activity=mine.activity, reading=reading(code_of(mine, at=early), at=early))

    assert (scan.verdict, state(mine)) == ("shut", "confirmed")


def test_a_scan_made_without_a_connection_counts_when_it_was_made(officer, mine, at):
    made = reading(code_of(mine), offline=True)
    at((NOW + timedelta(minutes=40)).isoformat())

    scan = services.scan(actor=officer, activity=mine.activity, reading=made)

    mine.refresh_from_db()
    assert (scan.verdict, mine.checked_in_at) == ("admitted", NOW)


def test_a_late_scan_corrects_an_absence(officer, mine, at):
    made = reading(code_of(mine), offline=True)
    at((mine.activity.ends_at + timedelta(minutes=5)).isoformat())
    services.conclude(activity_id=mine.activity_id)

    scan = services.scan(actor=officer, activity=mine.activity, reading=made)

    assert (scan.verdict, state(mine)) == ("admitted", "attended")


def test_one_code_on_two_scanners_without_a_connection_is_kept_as_a_doubt(officer, mine, at):
    first, second = (reading(code_of(mine), offline=True, device=device) for device in "AB")
    at((NOW + timedelta(minutes=5)).isoformat())

    verdicts = [services.scan(actor=officer, activity=mine.activity, reading=r).verdict for r in (first, second)]

    assert (verdicts, Scan.objects.count(), changes_of(mine).count()) == (["admitted", "copied"], 2, 1)


def test_a_scanner_cannot_backdate_a_code_beyond_the_clock(officer, mine):
    ahead = NOW + timedelta(minutes=30)

    scan = services.scan(
        actor=officer, activity=mine.activity, reading=reading(code_of(mine, at=ahead), at=ahead, offline=True)
    )

    assert (scan.verdict, state(mine)) == ("expired", "confirmed")


def test_only_those_who_run_the_activity_scan(mine):
    with pytest.raises(PermissionDenied):
        services.scan(actor=PersonFactory(), activity=mine.activity, reading=reading(code_of(mine)))

    assert state(mine) == "confirmed"


def test_an_officer_checks_somebody_in_and_again_changes_nothing(officer, mine):
    [services.check_in(actor=officer, registration=mine) for _ in range(2)]

    assert (state(mine), changes_of(mine).count()) == ("attended", 1)


def test_an_officer_checks_several_in_at_once_and_who_is_in_stays_in(officer, mine):
    other = RegistrationFactory(activity=mine.activity)
    services.check_in(actor=officer, registration=mine)

    let_in = services.check_in_all(actor=officer, activity=mine.activity, registrations=[mine, other])

    other.refresh_from_db()
    assert (let_in, state(mine), other.state, other.checked_in_at) == ([other], "attended", "attended", NOW)
    assert [[change.verb for change in changes_of(one)] for one in (mine, other)] == [["check-in"]] * 2
    assert [notice.title_zh for notice in other.person.notices.all()] == ["已签到"]


def test_of_several_none_is_let_in_when_one_has_no_place_there(officer, mine):
    elsewhere = RegistrationFactory()
    gone = RegistrationFactory(activity=mine.activity, state="cancelled")

    for strangers in ([mine, elsewhere], [mine, gone]):
        with pytest.raises(refusals.NoPlace):
            services.check_in_all(actor=officer, activity=mine.activity, registrations=strangers)

    assert state(mine) == "confirmed"


def test_others_check_nobody_in(mine):
    with pytest.raises(PermissionDenied):
        services.check_in_all(actor=mine.person, activity=mine.activity, registrations=[mine])


def test_an_officer_corrects_an_absence_within_a_week(officer, at):
    mine = RegistrationFactory(state="absent", activity__state="concluded")
    at((mine.activity.ends_at + timedelta(days=6)).isoformat())

    services.check_in(actor=officer, registration=mine)

    assert state(mine) == "attended"


def test_an_absence_is_not_corrected_after_a_week(officer, at):
    mine = RegistrationFactory(state="absent", activity__state="concluded")
    at((mine.activity.ends_at + timedelta(days=8)).isoformat())

    with pytest.raises(refusals.ShutDoors):
        services.check_in(actor=officer, registration=mine)


def test_a_person_comes_by_the_venues_code_and_only_for_themselves(mine):
    with pytest.raises(PermissionDenied):
        services.come(actor=PersonFactory(), registration=mine)

    services.come(actor=mine.person, registration=mine)

    assert state(mine) == "attended"


def test_who_has_no_place_does_not_come_in():
    mine = RegistrationFactory(state="cancelled")

    with pytest.raises(refusals.NoPlace):
        services.come(actor=mine.person, registration=mine)


def test_hours_are_counted_from_in_to_out_once(mine, at):
    mine.activity.counts_hours = True
    mine.activity.save()
    services.come(actor=mine.person, registration=mine)
    at((NOW + timedelta(minutes=40)).isoformat())
    services.check_out(actor=mine.person, registration=mine)
    at((NOW + timedelta(minutes=45)).isoformat())

    services.check_out(actor=mine.person, registration=mine)

    mine.refresh_from_db()
    assert mine.checked_out_at - mine.checked_in_at == timedelta(minutes=40)


@pytest.mark.parametrize(("counts", "refusal"), [(False, refusals.NoHours), (True, refusals.NotComeYet)])
def test_checking_out_needs_hours_and_having_come(counts, refusal):
    mine = RegistrationFactory(activity__counts_hours=counts)

    with pytest.raises(refusal):
        services.check_out(actor=mine.person, registration=mine)


def test_long_after_the_end_nobody_checks_out(mine, at):
    mine.activity.counts_hours = True
    mine.activity.save()
    services.come(actor=mine.person, registration=mine)
    at((mine.activity.ends_at + timedelta(hours=3)).isoformat())

    with pytest.raises(refusals.ShutDoors):
        services.check_out(actor=mine.person, registration=mine)
