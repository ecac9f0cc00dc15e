"""Codes of the door: a person's own, which changes every minute, and the venue's, on a screen or on paper.

Each is a keyed value of what it opens and, but for the one on paper, of the time: nobody makes one without the key.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from yizhan.activities.models import Activity, Registration, RegistrationState
from yizhan.activities.rules import refusals
from yizhan.kernel.seals import lookup

MARK = "YZ1"
MINUTE, SCREEN = 60, 20
MAC_LENGTH, POSTER_LENGTH, DIGITS = 16, 20, 8
DOORS_OPEN = timedelta(minutes=30)
CHECK_OUT_UNTIL = timedelta(hours=2)
CORRECTED_WITHIN = timedelta(days=7)
SKEW = timedelta(minutes=2)
HERE_KEPT = timedelta(minutes=15)


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """What a scanned code says: whose it is, of which minute, and whether we made it."""

    registration_id: UUID
    minute: int
    genuine: bool


def window(at: datetime, *, seconds: int) -> int:
    """The number of the stretch of `seconds` that `at` lies in."""
    return int(at.timestamp()) // seconds


def personal(registration_id: UUID, *, at: datetime) -> str:
    """A person's code for the minute of `at`, short enough for a small QR code."""
    minute = window(at, seconds=MINUTE)
    return f"{MARK}.{registration_id.hex.upper()}.{minute}.{_mac(registration_id, minute)}"


def number(registration_id: UUID, *, at: datetime) -> str:
    """The same as eight digits, for the minute of `at`."""
    return _number(registration_id, window(at, seconds=MINUTE))


def _number(registration_id: UUID, minute: int) -> str:
    return str(int(lookup(f"number:{registration_id}:{minute}"), 16) % 10**DIGITS).zfill(DIGITS)


def _mac(registration_id: UUID, minute: int) -> str:
    return lookup(f"code:{registration_id}:{minute}")[:MAC_LENGTH].upper()


def read(text: str) -> Read | None:
    """What `text` says if it looks like a personal code at all."""
    parts = text.strip().upper().split(".")
    if len(parts) != len(("mark", "registration", "minute", "mac")) or parts[0] != MARK or not parts[2].isdecimal():
        return None
    try:
        registration_id = UUID(hex=parts[1])
    except ValueError:
        return None
    minute = int(parts[2])
    return Read(registration_id=registration_id, minute=minute, genuine=parts[3] == _mac(registration_id, minute))


def is_current(minute: int, *, at: datetime) -> bool:
    """Whether a code of that minute is good at `at`: the minute before and after count, clocks differ."""
    return abs(minute - window(at, seconds=MINUTE)) <= 1


def fits_number(registration_id: UUID, digits: str, *, at: datetime) -> bool:
    """Whether those eight digits are this registration's at `at`."""
    now = window(at, seconds=MINUTE)
    return digits in {_number(registration_id, now + step) for step in (-1, 0, 1)}


def hidden(activity_id: UUID, registration_id: UUID) -> str:
    """What a scanner without a connection knows of a registration: enough to recognise its code, and nobody."""
    return hashlib.sha256(f"{activity_id.hex}:{registration_id.hex}".encode()).hexdigest()


def screen(activity_id: UUID, *, at: datetime) -> str:
    """The venue's code on a screen, for the twenty seconds of `at`."""
    return _screen(activity_id, window(at, seconds=SCREEN))


def _screen(activity_id: UUID, stretch: int) -> str:
    return lookup(f"screen:{activity_id}:{stretch}")[:POSTER_LENGTH]


def poster(activity_id: UUID) -> str:
    """The venue's code on paper, good while the doors are open."""
    return lookup(f"poster:{activity_id}")[:POSTER_LENGTH]


def opens_here(activity_id: UUID, code: str, *, at: datetime) -> bool:
    """Whether `code` was read at the venue: from its paper, or from its screen within twenty seconds of now."""
    now = window(at, seconds=SCREEN)
    return code in {poster(activity_id), *(_screen(activity_id, now + step) for step in (-1, 0, 1))}


def doors_are_open(activity: Activity, *, at: datetime) -> bool:
    """Whether people are checked in at `at`: from half an hour before the start until the end."""
    return activity.starts_at - DOORS_OPEN <= at < activity.ends_at


def require_doors_open(activity: Activity, *, at: datetime) -> None:
    """Refuse to check anybody in outside those hours."""
    if not doors_are_open(activity, at=at):
        raise refusals.ShutDoors(activity.starts_at - DOORS_OPEN, activity.ends_at)


def is_corrected(activity: Activity, registration: Registration, *, at: datetime) -> bool:
    """Whether `at` is the time to note that somebody had come after all: within a week of the end."""
    return registration.state == RegistrationState.ABSENT and at < activity.ends_at + CORRECTED_WITHIN


def require_can_check_out(activity: Activity, registration: Registration, *, at: datetime) -> None:
    """Refuse to check out who did not come, where no hours count, or long after the end."""
    if not activity.counts_hours:
        raise refusals.NoHours
    if registration.checked_in_at is None:
        raise refusals.NotComeYet
    if at >= activity.ends_at + CHECK_OUT_UNTIL:
        raise refusals.ShutDoors(activity.starts_at - DOORS_OPEN, activity.ends_at + CHECK_OUT_UNTIL)
