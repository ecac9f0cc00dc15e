"""Pure decisions about enterprises; time is an argument."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from yizhan.enterprises.models import Contact, Enterprise, FindingKind, Topic
from yizhan.enterprises.rules import refusals
from yizhan.network.models import Building, Kind, Station, StationState

__all__ = ["Heard", "refusals"]
VISIT_DAYS = range(7, 367)
LONGEST_AGO = timedelta(days=366)
MOST_PEOPLE = 500
MOST_PICTURES = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """A wish or a worry as somebody heard it."""

    kind: FindingKind
    topic: Topic
    words: str
    people: int = 1


def require_place(*, building: Building, station: Station, point: Station | None) -> None:
    """Raise unless a serving station may look after an enterprise in `building`, and its point is one."""
    if station.state != StationState.OPEN:
        raise refusals.StationNotServing
    known = building.subdistrict_id and station.subdistrict_id
    if known and building.subdistrict_id != station.subdistrict_id:
        raise refusals.Elsewhere
    if point is not None and point.kind != Kind.POINT:
        raise refusals.NotAPoint


def require_profile(*, name_zh: str, visit_days: int) -> None:
    """Raise unless an enterprise has a name and is visited at least once a year."""
    if not name_zh.strip():
        raise refusals.NameMissing
    if visit_days not in VISIT_DAYS:
        raise refusals.VisitInterval


def require_here(enterprise: Enterprise) -> None:
    """Raise when the enterprise has moved away."""
    if enterprise.left_on is not None:
        raise refusals.MovedAway


def require_leaving(*, came_on: date | None, left_on: date, today: date) -> None:
    """Raise unless an enterprise may have left on that day."""
    if left_on > today:
        raise refusals.LeavesLater
    if came_on is not None and left_on < came_on:
        raise refusals.LeftBeforeItCame


def require_visit(*, on: date, words: str, contact: Contact | None, enterprise: Enterprise, today: date) -> None:
    """Raise unless that may be said of a visit."""
    if not words.strip():
        raise refusals.WordsMissing
    if on > today:
        raise refusals.VisitLater
    if on < today - LONGEST_AGO:
        raise refusals.VisitTooLongAgo
    if contact is not None and contact.enterprise_id != enterprise.pk:
        raise refusals.NotItsContact


def require_findings(findings: Sequence[Heard]) -> None:
    """Raise unless every finding says what, and for how many."""
    for finding in findings:
        if not finding.words.strip():
            raise refusals.FindingWordless
        if not 1 <= finding.people <= MOST_PEOPLE:
            raise refusals.TooManyPeople


def require_room(pictures: int) -> None:
    """Raise when a visit has more photographs than it may."""
    if pictures > MOST_PICTURES:
        raise refusals.TooManyPictures


def visit_by(*, last: date, days: int) -> date:
    """The day by which an enterprise should be visited again, `last` being its last visit or when it was noted."""
    return last + timedelta(days=days)


def require_consent(*, name: str, agreed_on: date, today: date) -> None:
    """Raise unless a contact has a name and has agreed by today."""
    if not name.strip():
        raise refusals.ContactNameMissing
    if agreed_on > today:
        raise refusals.AgreedLater


def require_ending(*, starts_on: date, ends_on: date, reason: str, today: date) -> None:
    """Raise unless something that began on `starts_on` may have ended on that day, for a reason."""
    if ends_on > today:
        raise refusals.EndsLater
    if ends_on < starts_on:
        raise refusals.EndedBeforeItBegan
    if not reason.strip():
        raise refusals.EndReasonMissing
