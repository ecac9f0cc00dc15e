"""Moving and cancelling activities, and what delivery does with them."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.activities.factories import ActivityFactory, BookingFactory, RegistrationFactory
from tests.factories import ProviderFactory, RoomFactory, ServiceFactory
from yizhan.activities import services
from yizhan.activities.events import ActivityCancelled, ActivityMoved, ActivityPublished
from yizhan.activities.models import Activity, Booking
from yizhan.activities.rules import booking as booking_rules
from yizhan.activities.rules import making as rules
from yizhan.kernel.states import IllegalMove
from yizhan.messages.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
START = datetime.fromisoformat("2026-12-01T12:00+08:00")
END = START + timedelta(hours=1)
LATER = START + timedelta(days=1, hours=2)


@pytest.fixture
def activity(station, room):
    """A published activity for tomorrow week, its room booked."""
    found = ActivityFactory(
        station=station,
        room=room,
        title_zh="问律师",
        starts_at=START,
        ends_at=END,
        cancel_until=START - timedelta(hours=24),
    )
    BookingFactory(room=room, activity=found, starts_at=START, ends_at=END)
    return found


def standing():
    return list(Booking.objects.standing().values_list("room", "starts_at", "ends_at"))


def test_a_move_takes_booking_and_deadlines_along(officer, activity, station, published, verbs):
    other = RoomFactory(station=station, seats=10)

    services.move(actor=officer, activity=activity, starts_at=LATER, ends_at=LATER + timedelta(hours=2), room=other)

    activity.refresh_from_db()
    assert (activity.starts_at, activity.ends_at, activity.room) == (LATER, LATER + timedelta(hours=2), other)
    assert (activity.closes_at, activity.cancel_until, activity.version) == (LATER, LATER - timedelta(hours=24), 2)
    assert standing() == [(other.pk, LATER, LATER + timedelta(hours=2))]
    assert (published, verbs(activity)) == ([ActivityMoved(activity_id=activity.pk)], ["move"])


def test_everyone_who_is_signed_up_is_told_of_a_move(officer, activity, room):
    coming = RegistrationFactory(activity=activity)
    waiting = RegistrationFactory(activity=activity, state="waiting", queued_at=START - timedelta(days=9))
    RegistrationFactory(activity=activity, state="cancelled")

    services.move(actor=officer, activity=activity, starts_at=LATER, ends_at=LATER + timedelta(hours=1), room=room)

    told = Notice.objects.order_by("person__created_at", "pk")
    assert {notice.person for notice in told} == {coming.person, waiting.person}
    assert {notice.link for notice in told} == {f"/activities/{activity.pk}/"}
    assert "12月2日 14:00–15:00" in told[0].body_zh
    assert "2 Dec 14:00–15:00" in told[0].body_en


def test_a_move_within_its_own_time_meets_nobody(officer, activity, room):
    services.move(actor=officer, activity=activity, starts_at=START, ends_at=END + timedelta(hours=1), room=room)

    assert standing() == [(room.pk, START, END + timedelta(hours=1))]


def test_a_move_into_a_taken_room_changes_nothing(officer, activity, room):
    BookingFactory(room=room, starts_at=LATER, ends_at=LATER + timedelta(hours=1))

    with pytest.raises(booking_rules.RoomTaken):
        services.move(actor=officer, activity=activity, starts_at=LATER, ends_at=LATER + timedelta(hours=1), room=room)

    activity.refresh_from_db()
    assert (activity.starts_at, activity.version, len(standing())) == (START, 1, 2)


def test_an_activity_can_leave_its_room(officer, activity):
    services.move(actor=officer, activity=activity, starts_at=START, ends_at=END, room=None)

    assert standing() == []


def test_moves_that_say_nothing_or_come_too_late_are_refused(officer, activity, room, at, member):
    move = {"activity": activity, "starts_at": START, "ends_at": END, "room": room}

    with pytest.raises(PermissionDenied):
        services.move(actor=member, **move)
    with pytest.raises(rules.NothingMoved):
        services.move(actor=officer, **move)
    with pytest.raises(rules.StartsInPast):
        services.move(actor=officer, **{**move, "starts_at": START - timedelta(days=30)})
    with pytest.raises(rules.EndsBeforeStart):
        services.move(actor=officer, **{**move, "ends_at": START})
    at("2026-12-01T12:00+08:00")
    with pytest.raises(rules.ActivityOver):
        services.move(actor=officer, **{**move, "starts_at": LATER, "ends_at": LATER + timedelta(hours=1)})


def test_a_draft_is_edited_and_not_moved(officer, activity, room):
    Activity.objects.update(state="draft")

    with pytest.raises(IllegalMove):
        services.move(actor=officer, activity=activity, starts_at=LATER, ends_at=LATER + timedelta(hours=1), room=room)


def test_a_cancellation_tells_why_and_gives_the_room_back(officer, activity, published):
    registration = RegistrationFactory(activity=activity)

    services.cancel(actor=officer, activity=activity, reason=" 讲师生病 ")

    activity.refresh_from_db()
    notice = Notice.objects.get()
    assert (activity.state, activity.cancelled_because, activity.version) == ("cancelled", "讲师生病", 2)
    assert (standing(), published) == ([], [ActivityCancelled(activity_id=activity.pk)])
    assert (notice.person, notice.title_zh) == (registration.person, "你报名的活动取消了")
    assert "讲师生病" in notice.body_zh


def test_cancellations_without_a_reason_or_of_what_is_over_are_refused(officer, activity, member, at):
    with pytest.raises(PermissionDenied):
        services.cancel(actor=member, activity=activity, reason="讲师生病")
    for reason, refusal in ((" ", rules.ReasonMissing), ("长" * 501, rules.ReasonTooLong)):
        with pytest.raises(refusal):
            services.cancel(actor=officer, activity=activity, reason=reason)
    at("2026-12-01T13:00+08:00")
    with pytest.raises(rules.ActivityOver):
        services.cancel(actor=officer, activity=activity, reason="讲师生病")


def test_delivery_makes_a_published_activity_without_an_actor(station, room, published):
    service, provider = ServiceFactory(about_zh="当面问律师。"), ProviderFactory()

    activity = services.make_for_delivery(
        station=station,
        service=service,
        provider=provider,
        room=room,
        starts_at=START,
        ends_at=END,
        capacity=15,
        title_zh="午间问律师",
        title_en="Ask a lawyer",
    )

    activity.refresh_from_db()
    assert (activity.state, activity.about_zh, activity.provider) == ("published", "当面问律师。", provider)
    assert (activity.made_by, activity.category) == (None, service.category)
    assert standing() == [(room.pk, START, END)]
    assert published == [ActivityPublished(activity_id=activity.pk)]


def test_delivery_moves_and_cancels_and_does_not_cancel_twice(activity, room, published):
    services.move_for_delivery(activity_id=activity.pk, starts_at=LATER, ends_at=LATER + timedelta(hours=1), room=room)
    services.cancel_for_delivery(activity_id=activity.pk, reason="服务方来不了")
    services.cancel_for_delivery(activity_id=activity.pk, reason="服务方来不了")

    activity.refresh_from_db()
    assert (activity.state, activity.cancelled_because) == ("cancelled", "服务方来不了")
    assert [type(fact) for fact in published] == [ActivityMoved, ActivityCancelled]
