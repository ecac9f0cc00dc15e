"""What happens to activities that others may need to know."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class ActivityPublished:
    """An activity can be seen, and signed up for when its time comes."""

    activity_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class ActivityMoved:
    """A published activity has another time or place than people were told."""

    activity_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class ActivityCancelled:
    """A published activity will not take place."""

    activity_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class ActivityConcluded:
    """An activity is over; who came is settled."""

    activity_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class Attended:
    """A person came and was checked in."""

    registration_id: UUID
