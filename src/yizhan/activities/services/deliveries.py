"""What delivery has decided about activities; it has authorised already, so nobody is asked again."""

from datetime import datetime
from typing import NotRequired, TypedDict, Unpack
from uuid import UUID

from django.db import transaction

from yizhan.activities.models import Activity, ActivityState
from yizhan.activities.services.making import bring_out, draft
from yizhan.activities.services.moving import call_off, shift
from yizhan.catalogue.models import Provider, Service
from yizhan.network.models import Room, Station
from yizhan.people.services import record


class Planned(TypedDict):
    """What delivery knows of a session."""

    station: Station
    service: Service
    provider: Provider | None
    room: Room | None
    starts_at: datetime
    ends_at: datetime
    capacity: int
    title_zh: str
    title_en: str
    about_zh: NotRequired[str]
    about_en: NotRequired[str]


@transaction.atomic
def make_for_delivery(**planned: Unpack[Planned]) -> Activity:
    """The published activity of a delivery, its room booked; the words of the service stand in for what is not said."""
    service = planned["service"]
    about_zh = planned.get("about_zh") or service.about_zh or service.name_zh
    about_en = planned.get("about_en") or service.about_en or service.name_en
    activity = draft({**planned, "about_zh": about_zh, "about_en": about_en}, by=None)
    record(actor=None, verb="make", subject=activity)
    bring_out(activity, by=None)
    return activity


@transaction.atomic
def move_for_delivery(*, activity_id: UUID, starts_at: datetime, ends_at: datetime, room: Room | None) -> None:
    """Move the activity of a delivery."""
    shift(Activity.objects.locked(activity_id), starts_at=starts_at, ends_at=ends_at, room=room, by=None)


@transaction.atomic
def cancel_for_delivery(*, activity_id: UUID, reason: str) -> None:
    """Cancel the activity of a delivery; one that is cancelled already stays so."""
    activity = Activity.objects.locked(activity_id)
    if activity.state != ActivityState.CANCELLED:
        call_off(activity, reason=reason, by=None)
