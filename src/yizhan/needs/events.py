"""What happens to needs that others may need to know."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class NeedRaised:
    """Somebody said what they want; an officer has to look at it."""

    need_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class NeedMoved:
    """Something was done about a need that its requesters should hear of; the step says what."""

    step_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class NeedHandedOver:
    """A need turned out to be an issue to be solved, not a service to be delivered."""

    need_id: UUID
