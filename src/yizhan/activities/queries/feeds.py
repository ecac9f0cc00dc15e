"""What calendars show: an activity, a station's, one's own."""

from datetime import timedelta

from django.db.models import QuerySet

from yizhan.activities.models import Activity, CalendarLink, Registration, RegistrationState
from yizhan.activities.models.activities import ActivityQuerySet
from yizhan.kernel import clock
from yizhan.people.models import Person
from yizhan.people.queries import digest

KEPT = timedelta(days=60)
EXPECTED = (*RegistrationState.holding(), RegistrationState.WAITING, RegistrationState.DRAWING)


def calendar_of_station(slug: str) -> ActivityQuerySet:
    """What happens at a station, the cancelled included, from two months ago on."""
    found: ActivityQuerySet = Activity.objects.shown().filter(station__slug=slug, ends_at__gt=clock.now() - KEPT)
    return found.order_by("starts_at", "id")


def calendar_of_person(person: Person) -> "QuerySet[Registration]":
    """What a person is signed up for, from two months ago on."""
    found = Registration.objects.filter(
        person=person, state__in=EXPECTED, activity__ends_at__gt=clock.now() - KEPT
    ).select_related("activity__station__building", "activity__category", "activity__room")
    return found.order_by("activity__starts_at", "id")


def person_by_calendar(secret: str) -> Person | None:
    """Whose calendar a secret address opens, while it stands."""
    found = CalendarLink.objects.filter(digest=digest(secret), revoked_at=None, person__is_active=True)
    link = found.select_related("person").first()
    return link.person if link else None


def calendar_link_of(person: Person) -> CalendarLink | None:
    """The address of a person's calendar that stands, if any."""
    return CalendarLink.objects.filter(person=person, revoked_at=None).first()
