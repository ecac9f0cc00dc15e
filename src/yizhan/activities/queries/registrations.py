"""Reads about sign-up: what decides whether one person may, and where everybody stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from yizhan.activities.models import (
    Activity,
    ActivityState,
    Allotment,
    EnterpriseShare,
    Question,
    Registration,
    RegistrationState,
)
from yizhan.activities.rules import signing
from yizhan.kernel import clock
from yizhan.people.models import Person

# In SQL because five subqueries cost the ORM more time to write than the database to answer, and everybody waits
# for this when sign-up opens.
PROSPECT = """
SELECT activity.id, activity.state, activity.title_zh, activity.title_en, activity.starts_at, activity.ends_at,
    activity.capacity, activity.taken, activity.allotment, activity.audience, activity.opens_at, activity.closes_at,
    activity.most_per_person, activity.most_per_enterprise, activity.children_welcome, activity.drawn_at,
    activity.audience = 'building' AND EXISTS (
        SELECT FROM network_workplace workplace JOIN network_station station USING (building_id)
        WHERE station.id = activity.station_id AND workplace.person_id = %(person)s AND workplace.ends_on IS NULL
    ) AS works_here,
    activity.audience = 'invited' AND EXISTS (
        SELECT FROM activities_invitation WHERE activity_id = activity.id AND person_id = %(person)s
    ) AS invited,
    EXISTS (
        SELECT FROM activities_registration
        WHERE activity_id = activity.id AND person_id = %(person)s AND state = ANY(%(standing)s)
    ) AS signed_up,
    EXISTS (SELECT FROM activities_question WHERE activity_id = activity.id) AS asks,
    ARRAY (
        SELECT missed.ends_at FROM activities_registration JOIN activities_activity missed ON missed.id = activity_id
        WHERE person_id = %(person)s AND activities_registration.state = 'absent' AND forgiven_at IS NULL
            AND missed.ends_at > %(since)s
    ) AS absences
FROM activities_activity activity WHERE activity.id = %(activity)s AND activity.state <> 'draft'
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Prospect:
    """An activity as one person sees it who may want to sign up."""

    activity: Activity
    works_here: bool
    invited: bool
    signed_up: bool
    questions: Sequence[Question]
    absences: Sequence[datetime]


def prospect(activity_id: UUID, person: Person) -> Prospect | None:
    """Everything that decides whether `person` may sign up, in one statement, and one more where there are questions.

    None for a draft or an unknown activity.
    """
    since = clock.now() - signing.NO_SHOWS_WITHIN - signing.BARRED_FOR
    standing = RegistrationState.standing()
    terms = {"activity": activity_id, "person": person.pk, "since": since, "standing": standing}
    found = next(iter(Activity.objects.raw(PROSPECT, terms)), None)
    if found is None:
        return None
    facts = vars(found)
    questions = questions_of(activity_id) if facts["asks"] else ()
    seen = {name: facts[name] for name in ("works_here", "invited", "signed_up", "absences")}
    return Prospect(activity=found, questions=questions, **seen)


def questions_of(activity_id: UUID) -> list[Question]:
    """What the sign-up form of an activity asks, in order."""
    return list(Question.objects.filter(activity_id=activity_id).order_by("position", "id"))


def registrations_of(person: Person) -> QuerySet[Registration]:
    """What `person` signed up for, the newest first, with what and where."""
    return (
        Registration.objects.filter(person=person)
        .select_related("activity__station__building", "activity__category", "activity__room")
        .order_by("-activity__starts_at", "-registered_at", "-id")
    )


def registration_of(person: Person, activity_id: UUID) -> Registration | None:
    """The sign-up of `person` for an activity that stands, else the last one."""
    rows = Registration.objects.filter(person=person, activity_id=activity_id).prefetch_related("companions")
    return rows.standing().first() or rows.order_by("-registered_at", "-id").first()


def position_of(registration: Registration) -> int:
    """Which in line a waiting registration is, beginning with one."""
    before = Q(queued_at__lt=registration.queued_at) | Q(queued_at=registration.queued_at, pk__lt=registration.pk)
    line = Registration.objects.filter(activity_id=registration.activity_id, state=RegistrationState.WAITING)
    return line.filter(before).count() + 1


def next_in_line(activity: Activity) -> QuerySet[Registration]:
    """Those who wait and fit into the places that are left, their firm's share included, the first first."""
    full = EnterpriseShare.objects.filter(
        activity=activity,
        enterprise_key=OuterRef("enterprise_key"),
        taken__gt=Value(activity.most_per_enterprise or activity.capacity) - OuterRef("places"),
    )
    return (
        Registration.objects.filter(activity=activity, state=RegistrationState.WAITING, places__lte=activity.left)
        .exclude(Exists(full))
        .order_by("queued_at", "id")
    )


def offers_over(at: datetime) -> list[UUID]:
    """Activities in which somebody let an offer run out."""
    over = Registration.objects.filter(state=RegistrationState.OFFERED, offered_until__lte=at)
    return list(over.order_by("activity_id").values_list("activity_id", flat=True).distinct())


def draws_due(at: datetime) -> list[UUID]:
    """Lotteries whose sign-up is over and that are not drawn."""
    due = Activity.objects.filter(
        state=ActivityState.PUBLISHED, allotment=Allotment.LOTTERY, drawn_at=None, closes_at__lte=at
    )
    return list(due.order_by("closes_at", "id").values_list("pk", flat=True))


def over(at: datetime) -> list[UUID]:
    """Published activities that have ended."""
    ended = Activity.objects.filter(state=ActivityState.PUBLISHED, ends_at__lte=at)
    return list(ended.order_by("ends_at", "id").values_list("pk", flat=True))


def to_reconcile(at: datetime) -> list[UUID]:
    """Published activities that are to come, and those that ended within two days."""
    recent = Activity.objects.filter(
        state__in=[ActivityState.PUBLISHED, ActivityState.CONCLUDED], ends_at__gt=at - timedelta(days=2)
    )
    return list(recent.order_by("starts_at", "id").values_list("pk", flat=True))
