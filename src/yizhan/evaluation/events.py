"""What happens in evaluation that others may need to know."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class CallBackOverdue:
    """An officer's time to call back is over and nothing was done."""

    call_back_id: UUID
