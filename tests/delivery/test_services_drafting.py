"""Changing a draft by hand."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.delivery.months import NOON, NOVEMBER_DAY, THURSDAY, TUESDAY, WEDNESDAY, small_month, station_in
from tests.factories import AppointmentFactory, RoomFactory
from tests.needs.factories import NeedFactory
from yizhan.delivery.models import Draft, DraftState, EditKind
from yizhan.delivery.queries import drafts as queries
from yizhan.delivery.rules import refusals
from yizhan.delivery.rules.trials import Spot
from yizhan.delivery.services import drafting, planning
from yizhan.needs.models import NeedState
from yizhan.people.models import Role
from yizhan.people.queries import changes_of
from yizhan.planner.delivery.problem import Ban

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november(at):
    at(NOVEMBER_DAY)


def spot(month, **changes):
    usual = {
        "station": month.station.pk,
        "room": month.room.pk,
        "service": month.service.pk,
        "provider": month.provider.pk,
        "day": THURSDAY,
        "slot": NOON,
    }
    return Spot(**{**usual, **changes})


def test_a_session_moves_with_its_people_and_the_version_counts():
    month = small_month()
    draft = month.planned()

    edit = drafting.move(actor=month.hub, draft=draft, version=1, session_id=draft.sessions.get().pk, spot=spot(month))

    moved = draft.sessions.get()
    assert (moved.day, moved.parties.get().people) == (THURSDAY, 6)
    assert (edit.kind, edit.version, edit.gain, edit.by) == (EditKind.MOVED, 2, 0.0, month.hub)
    assert [line.verb for line in changes_of(draft)] == ["draft_moved"]


def test_people_who_cannot_come_then_are_left_over():
    month = small_month()
    other = station_in(month.station.zone)
    other.building.lat += 0.05
    other.building.save()
    room = RoomFactory(station=other, seats=8)
    draft = month.planned()

    edit = drafting.move(
        actor=month.hub,
        draft=draft,
        version=1,
        session_id=draft.sessions.get().pk,
        spot=spot(month, station=other.pk, room=room.pk),
    )

    assert draft.sessions.get().parties.count() == 0
    assert ([row.people for row in draft.unmet.all()], edit.gain < 0) == ([6], True)


def test_a_pinned_session_that_moves_stays_pinned():
    month = small_month()
    draft = month.planned()
    drafting.pin(actor=month.hub, draft=draft, version=1, session_id=draft.sessions.get().pk, pinned=True)

    drafting.move(actor=month.hub, draft=draft, version=2, session_id=draft.sessions.get().pk, spot=spot(month))

    assert (draft.sessions.get().pinned, queries.problem_of(draft).pinned[0].day) == (True, THURSDAY)


def test_a_session_that_is_added_seats_those_who_wait():
    month = small_month()
    NeedFactory(station=month.station, service=month.service, people=5, state=NeedState.ACCEPTED, parts_of_day=["noon"])
    draft = month.planned()

    drafting.add(actor=month.hub, draft=draft, version=1, spot=spot(month))

    assert sorted(sum(party.people for party in row.parties.all()) for row in draft.sessions.all()) == [3, 8]


def test_a_session_that_is_removed_leaves_its_people_over():
    month = small_month()
    draft = month.planned()

    drafting.remove(actor=month.hub, draft=draft, version=1, session_id=draft.sessions.get().pk)

    assert (draft.sessions.count(), draft.unmet.get().people, draft.shortages.get().sessions) == (0, 6, 1)


def test_the_last_change_is_undone_and_then_the_one_before():
    month = small_month()
    draft = month.planned()
    session = draft.sessions.get()
    drafting.pin(actor=month.hub, draft=draft, version=1, session_id=session.pk, pinned=True)
    drafting.remove(actor=month.hub, draft=draft, version=2, session_id=session.pk)

    drafting.undo(actor=month.hub, draft=draft, version=3)
    after_one = [(row.day, row.pinned) for row in draft.sessions.all()]
    drafting.undo(actor=month.hub, draft=draft, version=4)

    assert after_one == [(WEDNESDAY, True)]
    assert [(row.day, row.pinned) for row in draft.sessions.all()] == [(WEDNESDAY, False)]
    assert [edit.kind for edit in draft.edits.all()] == ["undone", "undone", "removed", "pinned"]


def test_with_nothing_changed_there_is_nothing_to_undo():
    month = small_month()
    draft = month.planned()

    with pytest.raises(refusals.NothingToUndo):
        drafting.undo(actor=month.hub, draft=draft, version=1)


def test_what_is_forbidden_falls_out_and_stays_out():
    month = small_month()
    draft = month.planned()

    drafting.forbid(actor=month.hub, draft=draft, version=1, ban=Ban(provider=str(month.provider.pk), day=WEDNESDAY))

    assert (draft.sessions.count(), len(queries.problem_of(draft).forbidden)) == (0, 1)


def test_a_ban_is_taken_back():
    month = small_month()
    draft = month.planned()
    drafting.forbid(actor=month.hub, draft=draft, version=1, ban=Ban(station=str(month.station.pk), day=TUESDAY))

    drafting.allow(actor=month.hub, draft=draft, version=2, ban_id=draft.bans.get().pk)

    assert (draft.bans.count(), draft.sessions.count()) == (0, 1)


def test_a_ban_on_what_is_pinned_is_refused():
    month = small_month()
    draft = month.planned()
    drafting.pin(actor=month.hub, draft=draft, version=1, session_id=draft.sessions.get().pk, pinned=True)

    with pytest.raises(refusals.BanOnPin):
        drafting.forbid(actor=month.hub, draft=draft, version=2, ban=Ban(station=str(month.station.pk)))


def test_a_ban_on_everything_is_refused():
    month = small_month()
    draft = month.planned()

    with pytest.raises(refusals.BanEmpty):
        drafting.forbid(actor=month.hub, draft=draft, version=1, ban=Ban(day=TUESDAY))


def test_the_second_of_two_editors_is_told_and_nothing_is_lost():
    month = small_month()
    draft = month.planned()
    session = draft.sessions.get()
    drafting.pin(actor=month.hub, draft=draft, version=1, session_id=session.pk, pinned=True)

    with pytest.raises(refusals.DraftMoved):
        drafting.remove(actor=month.hub, draft=draft, version=1, session_id=session.pk)

    assert [(row.pk, row.pinned) for row in draft.sessions.all()] == [(session.pk, True)]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"day": date(2026, 12, 5)}, refusals.DayUnknown),
        ({"slot": 4}, refusals.SlotUnknown),
        ({"day": WEDNESDAY}, refusals.SessionTwice),
    ],
)
def test_what_no_month_has_is_refused(changes, refusal):
    month = small_month()
    draft = month.planned()

    with pytest.raises(refusal):
        drafting.add(actor=month.hub, draft=draft, version=1, spot=spot(month, **changes))


def test_a_session_that_somebody_took_out_cannot_be_moved():
    month = small_month()
    draft = month.planned()

    with pytest.raises(refusals.SessionGone):
        drafting.move(actor=month.hub, draft=draft, version=1, session_id=month.need.pk, spot=spot(month))


def test_while_it_is_solved_a_draft_is_not_changed():
    month = small_month()
    draft = month.planned()
    planning.solve(actor=month.hub, draft=draft)

    with pytest.raises(refusals.RunUnderWay):
        drafting.undo(actor=month.hub, draft=draft, version=1)


def test_a_published_draft_is_not_changed():
    month = small_month()
    draft = month.planned(state=DraftState.PUBLISHED, published_at=month.hub.created_at)

    with pytest.raises(refusals.DraftClosed):
        drafting.undo(actor=month.hub, draft=draft, version=1)


def test_a_station_officer_changes_no_draft():
    month = small_month()
    draft = month.planned()
    officer = AppointmentFactory(role=Role.STATION, place=month.station).person

    with pytest.raises(PermissionDenied):
        drafting.undo(actor=officer, draft=draft, version=1)


def test_brought_up_to_date_people_who_no_longer_wait_lose_their_seats():
    month = small_month()
    draft = month.planned()
    month.need.state = NeedState.WITHDRAWN
    month.need.save()
    other = NeedFactory(
        station=month.station, service=month.service, people=4, state=NeedState.ACCEPTED, parts_of_day=["noon"]
    )

    drafting.refresh(actor=month.hub, draft=draft, version=1)

    assert [(party.need, party.people) for party in draft.sessions.get().parties.all()] == [(other, 4)]


def test_brought_up_to_date_sessions_in_rooms_that_are_gone_fall_out():
    month = small_month()
    draft = month.planned()
    month.room.closed_on = date(2026, 11, 24)
    month.room.save()

    edit = drafting.refresh(actor=month.hub, draft=draft, version=1)

    assert (draft.sessions.count(), edit.zh) == (0, "去掉 1 场")


def test_two_words_of_the_same_change():
    month = small_month()
    draft = month.planned()

    edit = drafting.remove(actor=month.hub, draft=draft, version=1, session_id=draft.sessions.get().pk)

    assert edit.zh == f"12月2日 12:00 {month.station.name_zh} {month.service.name_zh}（{month.provider.name_zh}）"
    assert edit.en == f"2 Dec 12:00, {month.service.name_en} at {month.station.name_en} ({month.provider.name_en})"


def test_a_copy_holds_the_same_and_lives_on_its_own():
    month = small_month()
    draft = month.planned()

    other = planning.copy(actor=month.hub, draft=draft)

    drafting.remove(actor=month.hub, draft=draft, version=1, session_id=draft.sessions.get().pk)
    assert (other.month, other.number, other.sessions.count()) == (draft.month, draft.number + 1, 1)


def test_a_draft_is_discarded():
    month = small_month()
    draft = month.planned()

    planning.discard(actor=month.hub, draft=draft)

    assert Draft.objects.count() == 0
