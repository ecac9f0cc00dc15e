"""Facts about plans that upper contexts may react to."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftPublished:
    """A draft became the plan of its month, and its orders went out."""

    draft_id: UUID
