"""What happens around enterprises that others may need to know."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class WishHeard:
    """On a visit an enterprise said what its people want."""

    finding_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class WorryHeard:
    """On a visit an enterprise said what troubles it."""

    finding_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class ColourChanged:
    """An enterprise was judged less stable than before."""

    assessment_id: UUID
