"""The draw: whose turn comes when, recomputable by anyone who knows the seed and the numbers of the registrations."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

SEED_BYTES = 32


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A registration in the draw, how many places it asks for, and from which firm where firms have a limit."""

    id: UUID
    places: int
    firm: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
    """Who has places, and who waits in which order."""

    winners: tuple[Entry, ...]
    waiting: tuple[Entry, ...]


def entries(registrations: Iterable[tuple[UUID, int, str]]) -> list[Entry]:
    """Entries without the names of firms, which become numbers: id, places and firm of each registration."""
    found = list(registrations)
    numbers = {firm: str(n) for n, firm in enumerate(sorted({firm for _, _, firm in found if firm}), start=1)}
    return [Entry(id=pk, places=places, firm=numbers.get(firm, "")) for pk, places, firm in found]


def hash_of(seed: str) -> str:
    """What is published before the draw, so that the seed cannot be chosen afterwards."""
    return hashlib.sha256(seed.encode()).hexdigest()


def ticket(seed: str, registration: UUID) -> str:
    """The number by which a registration is put in order; the smallest comes first."""
    return hashlib.sha256(f"{seed}{registration}".encode()).hexdigest()


def draw(seed: str, entries: Iterable[Entry], *, places: int, per_firm: int | None = None) -> Drawn:
    """Go through the entries in drawn order: whoever fits in the places that are left wins, the rest wait in that order."""
    winners, waiting, left = [], [], places
    of_firm: Counter[str] = Counter()
    for entry in sorted(entries, key=lambda entry: (ticket(seed, entry.id), entry.id)):
        if entry.places <= left and (per_firm is None or of_firm[entry.firm] + entry.places <= per_firm):
            winners.append(entry)
            left -= entry.places
            of_firm[entry.firm] += entry.places
        else:
            waiting.append(entry)
    return Drawn(winners=tuple(winners), waiting=tuple(waiting))
