"""What the database never lets be false about quotas, drafts and runs."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.delivery.factories import DraftFactory
from tests.delivery.months import NOVEMBER_DAY, WEDNESDAY, small_month
from tests.factories import LONG_AGO, CategoryFactory, StationFactory
from yizhan.delivery.models import Ban, Edit, PlannedParty, Quota, Run, Shortage, Unmet

pytestmark = pytest.mark.django_db


@pytest.fixture
def month(at):
    at(NOVEMBER_DAY)
    return small_month()


def refused(name, make):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make()


def test_a_quota_is_within_reason():
    station, category = StationFactory(), CategoryFactory()

    refused(
        "delivery_quota_within_reason", lambda: Quota.objects.create(station=station, category=category, sessions=21)
    )


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"state": "lost", "published_at": LONG_AGO}, "delivery_draft_state_known"),
        ({"month": date(2026, 12, 2)}, "delivery_draft_month_by_first_day"),
        ({"published_at": LONG_AGO}, "delivery_draft_published_at_an_instant"),
        ({"state": "published"}, "delivery_draft_published_at_an_instant"),
        ({"covered": 1.1}, "delivery_draft_covered_is_a_share"),
    ],
)
def test_a_draft_is_what_it_says(fields, name):
    refused(name, lambda: DraftFactory(**fields))


def test_a_month_has_one_published_plan_and_its_drafts_are_numbered():
    DraftFactory(number=1, state="published", published_at=LONG_AGO)

    refused("delivery_draft_numbered", lambda: DraftFactory(number=1))
    refused("delivery_draft_one_published", lambda: DraftFactory(number=2, state="published", published_at=LONG_AGO))


def test_a_session_of_a_draft_is_there_once_in_slots_of_a_day_with_seats(month):
    draft = month.planned()
    row = draft.sessions.get()

    def again(**fields):
        for name, value in {"pk": None, **fields}.items():
            setattr(row, name, value)
        row._state.adding = True
        row.save()

    refused("delivery_plannedsession_once", again)
    refused("delivery_plannedsession_slots_of_a_day", lambda: again(slot=8))
    refused("delivery_plannedsession_has_seats", lambda: again(slot=2, seats=0))


def test_a_need_has_one_party_of_somebody_in_a_session(month):
    session = month.planned().sessions.get()

    refused(
        "delivery_plannedparty_once",
        lambda: PlannedParty.objects.create(session=session, need=month.need, people=1),
    )
    refused("delivery_plannedparty_somebody", lambda: session.parties.update(people=0))


def test_a_ban_says_whose_and_is_there_once(month):
    draft = month.draft()
    Ban.objects.create(draft=draft, station=month.station)

    refused("delivery_ban_says_whose", lambda: Ban.objects.create(draft=draft, day=WEDNESDAY))
    refused("delivery_ban_once", lambda: Ban.objects.create(draft=draft, station=month.station))


def test_who_is_left_over_is_told_once_and_is_somebody(month):
    draft = month.draft()
    Unmet.objects.create(draft=draft, need=month.need, people=1)

    refused("delivery_unmet_once", lambda: Unmet.objects.create(draft=draft, need=month.need, people=2))
    refused("delivery_unmet_somebody", lambda: draft.unmet.update(people=0))


def test_a_shortage_is_told_once_and_is_of_something(month):
    draft, fields = month.draft(), {"station": month.station, "category": month.service.category}
    Shortage.objects.create(draft=draft, sessions=1, **fields)

    refused("delivery_shortage_once", lambda: Shortage.objects.create(draft=draft, sessions=2, **fields))
    refused("delivery_shortage_of_something", lambda: draft.shortages.update(sessions=0))


def test_an_edit_is_of_a_known_kind_and_one_a_version(month):
    draft = month.draft()
    Edit.objects.create(draft=draft, version=2, kind="moved", at=LONG_AGO)

    refused(
        "delivery_edit_one_a_version", lambda: Edit.objects.create(draft=draft, version=2, kind="moved", at=LONG_AGO)
    )
    refused("delivery_edit_kind_known", lambda: Edit.objects.create(draft=draft, version=3, kind="x", at=LONG_AGO))


def run(draft, **fields):
    return Run.objects.create(**{"draft": draft, "seconds": 1, "asked_at": LONG_AGO, "beat_at": LONG_AGO, **fields})


def test_a_draft_has_one_run_at_a_time_that_ends_after_it_was_asked_for(month):
    draft = month.draft()
    run(draft)

    refused("delivery_run_one_at_a_time", lambda: run(draft))
    refused("delivery_run_state_known", lambda: run(draft, state="x", ended_at=LONG_AGO))
    refused("delivery_run_ends", lambda: run(draft, state="done"))
    refused("delivery_run_ends", lambda: run(draft, state="done", ended_at=LONG_AGO - timedelta(seconds=1)))
    refused("delivery_run_has_time", lambda: run(draft, state="done", ended_at=LONG_AGO, seconds=0))
