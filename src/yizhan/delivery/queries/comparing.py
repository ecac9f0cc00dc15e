"""Two drafts of a month side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Sum

from yizhan.delivery.models import Draft, PlannedSession
from yizhan.delivery.queries.drafts import sessions_of

Who = tuple[UUID, UUID, UUID]


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """The figures of one draft."""

    draft: Draft
    sessions: int
    people: int
    left: int
    missing: int

    @property
    def covered(self) -> int | None:
        """The covered share in whole per cent."""
        return self.draft.per_cent


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """What both hold is left out: sessions of one alone, and those held by the same at another time or in another room."""

    first: Side
    second: Side
    same: int
    moved: tuple[tuple[PlannedSession, PlannedSession], ...]
    only_first: tuple[PlannedSession, ...]
    only_second: tuple[PlannedSession, ...]


def compare(first: Draft, second: Draft) -> Compared:
    """See `Compared`."""
    one, other = list(sessions_of(first)), list(sessions_of(second))
    here = {_spot(row) for row in one} & {_spot(row) for row in other}
    left, right = ([row for row in rows if _spot(row) not in here] for rows in (one, other))
    moved = _moved(left, right)
    gone, come = {before.pk for before, _after in moved}, {after.pk for _before, after in moved}
    return Compared(
        first=_side(first, one),
        second=_side(second, other),
        same=len(here),
        moved=tuple(moved),
        only_first=tuple(row for row in left if row.pk not in gone),
        only_second=tuple(row for row in right if row.pk not in come),
    )


def _spot(row: PlannedSession) -> tuple[object, ...]:
    return (*_who(row), row.room_id, row.day, row.slot)


def _who(row: PlannedSession) -> Who:
    return row.provider_id, row.service_id, row.station_id


def _moved(
    left: Sequence[PlannedSession], right: Sequence[PlannedSession]
) -> list[tuple[PlannedSession, PlannedSession]]:
    """Pairs of the same provider, service and station, in the order of time."""
    waiting: dict[Who, list[PlannedSession]] = {}
    for row in right:
        waiting.setdefault(_who(row), []).append(row)
    return [(row, waiting[_who(row)].pop(0)) for row in left if waiting.get(_who(row))]


def _side(draft: Draft, rows: Sequence[PlannedSession]) -> Side:
    return Side(
        draft=draft,
        sessions=len(rows),
        people=sum(party.people for row in rows for party in row.parties.all()),
        left=draft.unmet.aggregate(people=Sum("people"))["people"] or 0,
        missing=draft.shortages.aggregate(sessions=Sum("sessions"))["sessions"] or 0,
    )
