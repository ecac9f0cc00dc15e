"""What the door needs to know: who is expected, who came, which scans were refused."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from yizhan.activities.models import Activity, Invitation, Registration, RegistrationState, Scan, Verdict
from yizhan.activities.rules import codes

State = RegistrationState
LAST_DIGITS = 4
SCANS_SHOWN = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class Attendance:
    """How many sign-ups are in of those expected, in people."""

    came: int
    expected: int


def activities_at_the_door() -> QuerySet[Activity]:
    """Activities as the pages of the door show them."""
    found: QuerySet[Activity] = Activity.objects.select_related("station__building", "category", "room")
    return found


def attendance_of(activity: Activity) -> Attendance:
    """Who came, companions counted."""
    sums = activity.registrations.aggregate(
        came=Sum("places", filter=Q(state=State.ATTENDED)), expected=Sum("places", filter=Q(state__in=State.holding()))
    )
    return Attendance(came=sums["came"] or 0, expected=sums["expected"] or 0)


def expected_at(activity: Activity) -> list[str]:
    """What a scanner without a connection carries: hidden numbers of the sign-ups that have a place."""
    found = activity.registrations.filter(state__in=[State.CONFIRMED, State.ATTENDED]).values_list("pk", flat=True)
    return sorted(codes.hidden(activity.pk, pk) for pk in found)


def by_last_digits(activity: Activity, digits: str) -> list[Registration]:
    """The sign-ups of people whose phone ends with those four digits."""
    if len(digits) != LAST_DIGITS or not digits.isdecimal():
        return []
    held = activity.registrations.filter(state__in=State.holding()).select_related("person")
    found = held.prefetch_related("companions").order_by("registered_at", "id")
    return [registration for registration in found if registration.person.phone.endswith(digits)]


def doubts_about(activity: Activity) -> list[Scan]:
    """Scans by which nobody was let in, the newest first."""
    refused = activity.scans.filter(verdict__in=Verdict.refusals()).select_related("registration__person", "by")
    return list(refused[:SCANS_SHOWN])


def registration_at_the_door(pk: UUID) -> Registration | None:
    """A sign-up with person, activity and station, for an act at the door."""
    return Registration.objects.select_related("person", "activity__station").filter(pk=pk).first()


def invitations_to(activity: Activity) -> list[Invitation]:
    """Who is invited, with whether they have signed up."""
    mine = Registration.objects.filter(activity=activity, person=OuterRef("person")).standing()
    return list(activity.invitations.select_related("person").annotate(signed_up=Exists(mine)).order_by("invited_at"))
