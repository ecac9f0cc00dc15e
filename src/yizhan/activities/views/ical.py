"""Activities as iCalendar (RFC 5545) has them."""

from collections.abc import Iterable
from datetime import UTC

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from yizhan.activities.models import Activity, ActivityState

PRODUCT = "-//Yizhan//Activities//ZH"
SETTLED, OPEN, OFF = "CONFIRMED", "TENTATIVE", "CANCELLED"


def calendar(name: str, events: Iterable[Event]) -> bytes:
    """A calendar with that name."""
    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", name)
    found.add("x-wr-timezone", settings.TIME_ZONE)
    for event in events:
        found.add_component(event)
    return bytes(found.to_ical())


def event(activity: Activity, *, settled: bool = True) -> Event:
    """An activity; its identifier never changes, and each change of it raises its sequence."""
    off = activity.state == ActivityState.CANCELLED
    found = Event()
    found.add("uid", f"{activity.pk}@yizhan")
    found.add("sequence", activity.version - 1)
    found.add("dtstamp", activity.made_at.astimezone(UTC))
    found.add("dtstart", activity.starts_at.astimezone(UTC))
    found.add("dtend", activity.ends_at.astimezone(UTC))
    found.add("summary", _("已取消：%(title)s") % {"title": activity.title} if off else activity.title)
    found.add("status", OFF if off else SETTLED if settled else OPEN)
    found.add("location", _place(activity))
    found.add("description", _words(activity, off=off))
    found.add("categories", [activity.category.name])
    found.add("url", address(activity))
    return found


def address(activity: Activity) -> str:
    """Where the activity is found, from outside."""
    return settings.ORIGIN + reverse("activities:activity-detail", args=[activity.pk])


def _place(activity: Activity) -> str:
    building = activity.station.building
    parts = [activity.station.name, activity.room.name if activity.room else "", building.address if building else ""]
    return ", ".join(filter(None, parts))


def _words(activity: Activity, *, off: bool) -> str:
    if off:
        return _("这场活动已取消。原因：%(reason)s") % {"reason": activity.cancelled_because}
    return f"{activity.about}\n\n{address(activity)}".strip()
