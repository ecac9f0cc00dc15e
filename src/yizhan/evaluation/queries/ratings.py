"""Reads of asks, ratings and call-backs."""

from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import Count, Q

from yizhan.activities.models import Registration, RegistrationState
from yizhan.evaluation.models import Ask, CallBack, RatingItem
from yizhan.kernel import calendar, clock
from yizhan.network.queries import CALENDAR
from yizhan.people.models import Actor, Appointment, Person, Role
from yizhan.people.queries import holds, places_of, today


def asks_of(person: Person) -> models.QuerySet[Ask]:
    """What `person` was asked, newest first."""
    asked: models.QuerySet[Ask] = Ask.objects.of(person.pk)
    return asked


def waiting_for(person: Person) -> models.QuerySet[Ask]:
    """What `person` was asked and has not answered, while it can be."""
    waiting: models.QuerySet[Ask] = Ask.objects.of(person.pk).waiting(clock.now())
    return waiting


def came_to(activity_id: UUID) -> models.QuerySet[Registration]:
    """The registrations of those who came to an activity."""
    found = Registration.objects.filter(activity_id=activity_id, state=RegistrationState.ATTENDED)
    return found.select_related("person", "activity")


def items_of(category_id: UUID) -> list[RatingItem]:
    """What is offered to be ticked for a category, in order."""
    return list(RatingItem.objects.filter(category_id=category_id).order_by("position", "code"))


def call_backs_for(actor: Actor) -> models.QuerySet[CallBack]:
    """The call-backs without a result that `actor` may do, the first due first."""
    return _in_charge(actor, CallBack.objects.open()).select_related(
        "station", "officer", "rating__ask__registration__activity__category"
    )


def call_back_of(actor: Actor) -> models.QuerySet[CallBack]:
    """Any call-back that `actor` may do, with the rating and the one who rated."""
    return _in_charge(actor, CallBack.objects.all()).select_related(
        "station",
        "officer",
        "done_by",
        "rating__ask__registration__activity__category",
        "rating__ask__registration__person",
    )


def _in_charge(actor: Actor, found: models.QuerySet[CallBack]) -> models.QuerySet[CallBack]:
    if holds(actor, Role.HUB, Role.ADMINISTRATOR):
        return found
    return found.filter(station__in=places_of(actor, Role.STATION))


def officer_for(station_id: UUID) -> Person | None:
    """Who calls back for a station: of its officers, or of the hub when it has none, the one with the least to do."""
    in_force = Appointment.objects.on(today())
    here = in_force.filter(role=Role.STATION, scope_id=station_id)
    held = here if here.exists() else in_force.filter(role=Role.HUB)
    open_now = CallBack.objects.filter(done_at=None).order_by()
    waiting = dict(open_now.values_list("officer").annotate(n=Count("pk")))
    people = [row.person for row in held.select_related("person").order_by("starts_on", "id")]
    return min(people, key=lambda person: waiting.get(person.pk, 0), default=None)


def hub_people() -> models.QuerySet[Person]:
    """Everyone who works for the hub today."""
    held = Appointment.objects.on(today()).filter(role=Role.HUB)
    return Person.objects.filter(pk__in=held.values("person"))


def overdue(at: datetime) -> models.QuerySet[CallBack]:
    """The call-backs whose time was over at `at` and of which the hub was not told."""
    found: models.QuerySet[CallBack] = CallBack.objects.overdue(at).filter(Q(escalated_at=None))
    return found


def working_calendar() -> calendar.Calendar:
    """The calendar that the limits of call-backs are counted on."""
    return calendar.load(CALENDAR)


def rated_by(person: Person) -> models.QuerySet[Ask]:
    """What `person` has rated, newest first."""
    return asks_of(person).filter(rating__isnull=False)


def said(ask: Ask) -> dict[str, object]:
    """What was answered to an ask so far; nothing when nothing was."""
    rating = getattr(ask, "rating", None)
    if rating is None:
        return {}
    return {name: getattr(rating, name) for name in ("level", "items", "words", "may_call")}


def is_called_back(ask: Ask) -> bool:
    """Whether somebody asks after what was said."""
    return CallBack.objects.filter(rating__ask=ask, done_at=None).exists()


def item_names(category_id: UUID, codes: list[str]) -> list[str]:
    """What the ticked items of a category are called."""
    return [str(item) for item in items_of(category_id) if item.code in codes]


def call_backs_done(actor: Actor) -> models.QuerySet[CallBack]:
    """The call-backs with a result that `actor` may see, the last first."""
    found = _in_charge(actor, CallBack.objects.filter(done_at__isnull=False))
    return found.select_related("station", "done_by").order_by("-done_at", "-id")
