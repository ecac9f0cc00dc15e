"""Making, editing and publishing activities."""

import hashlib
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.activities.factories import ActivityFactory, BookingFactory, RegistrationFactory
from tests.factories import AppointmentFactory, CategoryFactory, RoomFactory, ServiceFactory, StationFactory
from yizhan.activities import services
from yizhan.activities.events import ActivityPublished
from yizhan.activities.models import Activity, Allotment
from yizhan.activities.rules import booking as booking_rules
from yizhan.activities.rules import making as rules
from yizhan.kernel import seals
from yizhan.kernel.states import IllegalMove
from yizhan.people.queries import changes_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
NOW = datetime.fromisoformat("2026-11-25T12:00+08:00")
START = datetime.fromisoformat("2026-12-01T12:15+08:00")
END = START + timedelta(hours=1)


@pytest.fixture
def fields(station):
    return {
        "station": station,
        "category": CategoryFactory(),
        "title_zh": "午间问律师",
        "about_zh": "带上合同来。",
        "starts_at": START,
        "ends_at": END,
        "capacity": 12,
    }


def draft(station, **more):
    plain = {"state": "draft", "starts_at": START, "ends_at": END, "about_zh": "带上合同来。"}
    return ActivityFactory(station=station, **{**plain, **more})


def test_what_is_left_out_of_a_new_activity_is_filled_in(officer, fields, room, verbs):
    service = ServiceFactory(name_zh="律师值班", name_en="Lawyer on duty")
    given = {"station": fields["station"], "starts_at": START, "ends_at": END, "room": room, "service": service}

    activity = services.make(actor=officer, fields=given)

    activity.refresh_from_db()
    assert (activity.state, activity.capacity, activity.category) == ("draft", 20, service.category)
    assert (activity.title_zh, activity.title_en) == ("律师值班", "Lawyer on duty")
    assert (activity.opens_at, activity.closes_at) == (NOW, START)
    assert activity.cancel_until == START - timedelta(hours=24)
    assert (activity.made_by, activity.made_at, verbs(activity)) == (officer, NOW, ["make"])


def test_what_starts_within_a_day_can_be_cancelled_until_it_starts(officer, fields):
    soon = NOW + timedelta(hours=3)

    activity = services.make(actor=officer, fields={**fields, "starts_at": soon, "ends_at": soon + timedelta(hours=1)})

    assert activity.cancel_until == soon


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"title_zh": " "}, rules.TitleMissing),
        ({"category": None}, rules.CategoryMissing),
        ({"capacity": None}, rules.PlacesMissing),
        ({"ends_at": START}, rules.EndsBeforeStart),
        ({"starts_at": NOW, "opens_at": NOW - timedelta(days=1)}, rules.StartsInPast),
        ({"closes_at": END + timedelta(minutes=1)}, rules.SignUpTimesWrong),
        ({"opens_at": START}, rules.SignUpTimesWrong),
        ({"cancel_until": END + timedelta(minutes=1)}, rules.CancelTooLate),
        ({"most_per_person": 11}, rules.PlacesPerPersonWrong),
    ],
)
def test_an_activity_that_is_not_whole_is_refused_and_not_kept(officer, fields, wrong, refusal):
    with pytest.raises(refusal):
        services.make(actor=officer, fields={**fields, **wrong})

    assert Activity.objects.count() == 0


def test_a_room_has_to_be_at_the_station_in_use_and_large_enough(officer, fields, station):
    for room, refusal in [
        (RoomFactory(), rules.RoomElsewhere),
        (RoomFactory(station=station, closed_on="2026-01-01"), rules.RoomClosed),
        (RoomFactory(station=station, seats=11), rules.TooManyForRoom),
    ]:
        with pytest.raises(refusal):
            services.make(actor=officer, fields={**fields, "room": room})


def test_only_those_who_run_the_station_make_activities(member, officer, fields):
    with pytest.raises(PermissionDenied):
        services.make(actor=member, fields=fields)
    with pytest.raises(PermissionDenied):
        services.make(actor=officer, fields={**fields, "station": StationFactory()})


def test_publishing_books_the_room_and_tells_the_others(officer, station, room, published, verbs):
    activity = draft(station, room=room)

    services.publish(actor=officer, activity=activity)

    activity.refresh_from_db()
    booking = room.bookings.get()
    assert (activity.state, activity.version, activity.seed_hash) == ("published", 2, "")
    assert (booking.activity, booking.state, booking.people) == (activity, "held", 10)
    assert booking.starts_at == START.replace(minute=0)
    assert (booking.ends_at, booking.clear_at) == (END.replace(minute=30), END.replace(minute=30))
    assert published == [ActivityPublished(activity_id=activity.pk)]
    assert verbs(activity) == ["publish"]


def test_publishing_a_lottery_commits_to_a_seed_that_nobody_sees(officer, station):
    activity = draft(station, allotment=Allotment.LOTTERY)

    services.publish(actor=officer, activity=activity)

    activity.refresh_from_db()
    seed = seals.unseal(activity.seed_sealed)
    assert (hashlib.sha256(seed.encode()).hexdigest(), activity.seed) == (activity.seed_hash, "")


def test_a_taken_room_stops_the_publishing_and_names_the_next_free_time(officer, station, room):
    station.hours.create(weekday=2, opens="09:00", closes="18:00")
    BookingFactory(room=room, starts_at=START.replace(minute=0), ends_at=START.replace(hour=14, minute=0))
    activity = draft(station, room=room)

    with pytest.raises(booking_rules.RoomTaken) as refused:
        services.publish(actor=officer, activity=activity)

    activity.refresh_from_db()
    assert (activity.state, room.bookings.count()) == ("draft", 1)
    assert "12月1日 14:00 到 15:30" in str(refused.value)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"about_zh": ""}, rules.AboutMissing),
        ({"starts_at": NOW - timedelta(hours=1), "opens_at": NOW - timedelta(days=1)}, rules.StartsInPast),
        ({"opens_at": NOW - timedelta(days=2), "closes_at": NOW}, rules.SignUpOver),
        ({"state": "cancelled"}, IllegalMove),
    ],
)
def test_what_members_could_not_use_is_not_published(officer, station, wrong, refusal):
    activity = draft(station, **wrong)

    with pytest.raises(refusal):
        services.publish(actor=officer, activity=activity)


def test_nothing_is_published_at_a_station_that_does_not_serve():
    hub = AppointmentFactory(role="hub").person

    with pytest.raises(rules.StationClosed):
        services.publish(actor=hub, activity=draft(StationFactory(state="closed")))


def test_an_edit_writes_what_changed_into_the_ledger(officer, station):
    activity = draft(station, title_zh="问律师")

    services.edit(actor=officer, activity=activity, version=1, fields={"title_zh": "午间问律师", "capacity": 10})

    activity.refresh_from_db()
    assert (activity.title_zh, activity.version) == ("午间问律师", 2)
    assert changes(activity) == [{"title_zh": ["问律师", "午间问律师"]}]


def changes(activity):
    return [change.details for change in changes_of(activity)]


def test_an_edit_of_what_somebody_changed_meanwhile_is_refused(officer, station):
    activity = draft(station, version=2)

    with pytest.raises(rules.ActivityChanged):
        services.edit(actor=officer, activity=activity, version=1, fields={"title_zh": "别的"})


def test_an_edit_that_changes_nothing_leaves_the_version(officer, station):
    activity = draft(station)

    services.edit(actor=officer, activity=activity, version=1, fields={"title_zh": activity.title_zh, "room": None})

    activity.refresh_from_db()
    assert (activity.version, changes(activity)) == (1, [])


def test_what_people_were_told_is_not_edited_but_moved(officer, station, room):
    activity = draft(station, state="published")

    for settled in ({"room": room}, {"starts_at": START - timedelta(hours=1)}, {"allotment": "lottery"}):
        with pytest.raises(rules.SettledOnPublishing):
            services.edit(actor=officer, activity=activity, version=1, fields=settled)


def test_places_given_away_are_not_taken_back(officer, station):
    activity = draft(station, state="published", taken=4)
    RegistrationFactory.create_batch(4, activity=activity)

    with pytest.raises(rules.FewerThanTaken):
        services.edit(actor=officer, activity=activity, version=1, fields={"capacity": 3})


def test_more_places_are_offered_to_those_who_wait(officer, station):
    activity = draft(station, state="published", capacity=4, taken=4)
    waiting = RegistrationFactory(activity=activity, state="waiting", queued_at=NOW)

    services.edit(actor=officer, activity=activity, version=1, fields={"capacity": 5})

    waiting.refresh_from_db()
    assert waiting.state == "offered"


def test_what_is_over_is_not_edited(officer, station):
    with pytest.raises(rules.ActivityOver):
        services.edit(actor=officer, activity=draft(station, state="cancelled"), version=1, fields={"title_zh": "别的"})


def test_an_activity_goes_to_another_station_only_by_those_who_run_both(officer, station):
    with pytest.raises(PermissionDenied):
        services.edit(actor=officer, activity=draft(station), version=1, fields={"station": StationFactory()})


def test_a_draft_is_thrown_away_and_nothing_else(officer, station, member):
    activity, shown = draft(station), draft(station, state="published")

    with pytest.raises(PermissionDenied):
        services.discard(actor=member, activity=activity)
    services.discard(actor=officer, activity=activity)
    with pytest.raises(IllegalMove):
        services.discard(actor=officer, activity=shown)

    assert list(Activity.objects.all()) == [shown]
