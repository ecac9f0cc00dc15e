"""What happens to stations that others may need to know."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class StationClosed:
    """A station left the network."""

    station_id: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class StationOpened:
    """A station was admitted and serves from now on."""

    station_id: UUID
