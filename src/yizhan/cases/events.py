"""What happens to cases that others may need to know."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseMoved:
    """Something was written into the log of a case."""

    case_id: UUID
    kind: str
