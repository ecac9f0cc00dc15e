"""How the network's services sign what they do."""

from collections.abc import Mapping

from yizhan.network.models import Station
from yizhan.people.models import Actor, Person
from yizhan.people.services import record


def signed(actor: Actor | None) -> Person | None:
    """The person behind `actor`, for columns that say by whom."""
    return actor if isinstance(actor, Person) else None


def note(
    actor: Actor | None, verb: str, station: Station, *, reason: str = "", details: Mapping[str, object] | None = None
) -> None:
    """Write one line of a station's history."""
    record(actor=actor, verb=verb, subject=station, reason=reason, details=details)
