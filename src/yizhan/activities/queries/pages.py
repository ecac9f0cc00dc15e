"""What the pages of members show about activities."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from yizhan.activities.models import Activity, Registration, RegistrationState
from yizhan.activities.queries.registrations import Prospect, position_of, prospect, registration_of, registrations_of
from yizhan.activities.rules import signing
from yizhan.activities.rules.lottery import Entry, draw, ticket
from yizhan.kernel import clock
from yizhan.kernel.errors import Refused
from yizhan.people.models import Actor, Person
from yizhan.people.queries import changes_of

LIST_LENGTH = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Where one person stands with an activity: signed up and how, or what keeps them from it."""

    seen: Prospect | None = None
    mine: Registration | None = None
    position: int | None = None
    blocked: str = ""
    can_leave: bool = False
    can_claim: bool = False


def shown_activities() -> QuerySet[Activity]:
    """Those that members may look at, with where and what."""
    found: QuerySet[Activity] = Activity.objects.shown().select_related("provider", "programme")
    return found


def standing_of(activity: Activity, actor: Actor) -> Standing:
    """Where `actor` stands with `activity`; for a visitor only whether sign-up is open."""
    if not isinstance(actor, Person):
        return Standing(blocked=_blocked(activity, None))
    mine = registration_of(actor, activity.pk)
    if mine and mine.state in RegistrationState.standing():
        waiting = mine.state == RegistrationState.WAITING
        return Standing(
            mine=mine,
            position=position_of(mine) if waiting else None,
            can_leave=_can_leave(activity, mine),
            can_claim=waiting and mine.places <= activity.left,
        )
    seen = prospect(activity.pk, actor)
    return Standing(seen=seen, mine=mine, blocked=_blocked(activity, seen))


def _blocked(activity: Activity, seen: Prospect | None) -> str:
    """What keeps somebody from signing up, in words; empty when nothing does."""
    at = clock.now()
    try:
        signing.require_open(activity, at=at)
        if seen:
            signing.require_eligible(activity, works_here=seen.works_here, invited=seen.invited)
            signing.require_reliable(activity, seen.absences, at=at)
    except Refused as refusal:
        return str(refusal)
    return ""


def _can_leave(activity: Activity, mine: Registration) -> bool:
    try:
        signing.require_can_leave(activity, state=mine.state, at=clock.now())
    except Refused:
        return False
    return True


def my_activities(person: Person) -> dict[str, list[Registration]]:
    """What `person` signed up for: to come (the next first), and over (the last first)."""
    rows = registrations_of(person)
    at = clock.now()
    standing = RegistrationState.standing()
    ahead = rows.filter(state__in=standing, activity__ends_at__gt=at).order_by("activity__starts_at", "id")
    behind = rows.exclude(pk__in=ahead.values("pk"))
    return {"ahead": list(ahead[:LIST_LENGTH]), "behind": list(behind[:LIST_LENGTH])}


def next_to_check_in(person: Person) -> Registration | None:
    """The sign-up of `person` whose code is wanted next."""
    mine = registrations_of(person).filter(
        state__in=[RegistrationState.CONFIRMED, RegistrationState.ATTENDED], activity__ends_at__gt=clock.now()
    )
    return mine.order_by("activity__starts_at", "id").first()


def drawn_of(activity: Activity) -> list[tuple[Entry, bool]]:
    """Everybody who was in the draw, in drawn order and without names, and whether they won; kept by the ledger."""
    change = changes_of(activity).filter(verb="draw").first()
    if change is None:
        return []
    entries = [Entry(id=UUID(pk), places=places, firm=firm) for pk, places, firm in change.details["entries"]]
    drawn = draw(activity.seed, entries, places=change.details["places"], per_firm=change.details["per_firm"])
    won = [(entry, True) for entry in drawn.winners] + [(entry, False) for entry in drawn.waiting]
    return sorted(won, key=lambda one: ticket(activity.seed, one[0].id))
