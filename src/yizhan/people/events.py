"""What happens to people that others may need to know."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeIssued:
    """A person asked to sign in; the code is in the fact, and no job is written down with it."""

    phone: str
    code: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Joined:
    """These people became members."""

    person_ids: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Appointed:
    """A person was given a role."""

    appointment_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class ConsentWithdrawn:
    """A person took a consent back; what stood on it must go."""

    person_id: UUID
    purpose: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Erased:
    """A person is about to be deleted for good; what others keep about them must go now."""

    person_id: UUID
