"""Call-backs: who does them until when, what comes of them, and what happens when nobody does."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from tests.evaluation.factories import AskFactory, CallBackFactory
from tests.factories import AppointmentFactory
from yizhan.evaluation import services
from yizhan.evaluation.models import CallBack
from yizhan.evaluation.rules import refusals
from yizhan.evaluation.services.calling import open_call_back
from yizhan.kernel.states import IllegalMove
from yizhan.messages.models import Notice
from yizhan.people.models import Role
from yizhan.people.queries import changes_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def ask():
    return AskFactory()


def rated_badly(ask):
    services.rate(actor=ask.registration.person, ask=ask, level=1)
    return CallBack.objects.get(rating__ask=ask)


def close(call_back, actor, **more):
    said = {"reached": True, "solved": False, "words": "换了房间，下次请他再来", **more}
    return services.close_call_back(actor=actor, call_back=call_back, **said)


def test_the_officer_of_the_station_has_three_working_days(ask, officer_of, at):
    at("2026-02-12T12:00+08:00")  # the Spring Festival follows: off until 23 February, make-up work on 14 February
    ask.closes_at = datetime.fromisoformat("2026-02-13T12:00+08:00")
    ask.save()
    officer = officer_of(ask.registration.activity.station)

    call_back = rated_badly(ask)

    assert (call_back.officer, call_back.due_at) == (officer, datetime.fromisoformat("2026-02-24T18:00+08:00"))
    assert Notice.objects.get(person=officer).link == f"/desk/callbacks/{call_back.pk}/"


def test_without_an_officer_the_hub_has_it(ask, hub):
    assert rated_badly(ask).officer == hub


def test_without_anybody_it_waits_without_a_name(ask):
    assert rated_badly(ask).officer is None


def test_an_officer_whose_role_ended_is_not_given_anything(ask, hub):
    station = ask.registration.activity.station
    AppointmentFactory(role=Role.STATION, place=station, ends_on=date(2026, 1, 13))

    assert rated_badly(ask).officer == hub


def test_the_one_with_the_least_to_do_gets_the_next(ask, officer_of):
    station = ask.registration.activity.station
    busy, free = officer_of(station), officer_of(station)
    CallBackFactory(officer=busy)

    assert rated_badly(ask).officer == free


def test_a_rating_that_is_bad_twice_is_called_back_once(ask):
    call_back = rated_badly(ask)
    services.rate(actor=ask.registration.person, ask=ask, level=2)

    assert open_call_back(rating=call_back.rating, station=call_back.station) == call_back
    assert CallBack.objects.count() == 1


def test_a_result_is_kept_and_told_to_the_one_who_rated(ask, officer_of):
    officer = officer_of(ask.registration.activity.station)
    call_back = close(rated_badly(ask), officer)

    assert (call_back.done_by, call_back.reached, call_back.solved) == (officer, True, False)
    assert [change.verb for change in changes_of(call_back)] == ["call_back"]
    assert Notice.objects.get(person=ask.registration.person).body_zh == "换了房间，下次请他再来"


def test_a_result_needs_words(hub):
    call_back = CallBackFactory()

    with pytest.raises(refusals.WordsMissing):
        close(call_back, hub, words=" ")
    with pytest.raises(refusals.WordsTooLong):
        close(call_back, hub, words="字" * 501)


def test_a_call_back_has_one_result(hub):
    call_back = CallBackFactory()
    close(call_back, hub)

    with pytest.raises(IllegalMove):
        close(call_back, hub)


def test_others_have_no_business_with_it(member):
    with pytest.raises(PermissionDenied):
        close(CallBackFactory(), member)


def test_the_hub_is_told_once_of_what_is_overdue(hub, at):
    call_back = CallBackFactory()
    at("2026-01-20T12:00+08:00")

    assert [services.escalate(), services.escalate()] == [1, 0]

    call_back.refresh_from_db()
    assert (call_back.late, Notice.objects.get().person) == (True, hub)


def test_what_is_done_or_not_due_is_not_told(hub, at):
    close(CallBackFactory(), hub)
    CallBackFactory(due_at=datetime.fromisoformat("2026-01-21T12:00+08:00"))
    at("2026-01-20T12:00+08:00")

    assert services.escalate() == 0
