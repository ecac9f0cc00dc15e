"""When a delivery is reported, and what a report may hold."""

from collections.abc import Sequence
from datetime import datetime

from yizhan.delivery.models import DeliveryState
from yizhan.delivery.rules import order_refusals as refusals
from yizhan.delivery.rules.dispatching import REPORT_DAYS
from yizhan.kernel.calendar import Calendar, add_working_days

MOST_PHOTOS = 6


def require_reportable(state: str, *, ends_at: datetime, at: datetime) -> None:
    """Raise unless a provider had the session, it is over, and nobody reported it."""
    if state == DeliveryState.DELIVERED:
        raise refusals.ReportedAlready
    if state != DeliveryState.ACCEPTED:
        raise refusals.NotAccepted
    if ends_at > at:
        raise refusals.NotOver


def require_few(photos: Sequence[object]) -> None:
    """Raise when there are more photographs than a report may have."""
    if len(photos) > MOST_PHOTOS:
        raise refusals.TooManyPictures


def report_due(ends_at: datetime, *, calendar: Calendar) -> datetime:
    """When a report is missed: two working days after the session."""
    return add_working_days(calendar, ends_at, REPORT_DAYS)
