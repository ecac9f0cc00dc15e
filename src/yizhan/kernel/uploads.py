"""Files that were looked through and wait to be written, each for the one who brought it."""

from uuid import uuid4

from django.core.cache import cache

KEPT_FOR = 1800


def keep(*, purpose: str, owner: object, name: str, content: bytes) -> str:
    """Keep a file for half an hour, for its owner alone; returns what to ask for it with."""
    kept = uuid4().hex
    cache.set(_place(purpose, owner, kept), (name, content), timeout=KEPT_FOR)
    return kept


def take(*, purpose: str, owner: object, kept: str) -> tuple[str, bytes] | None:
    """The file that its owner kept, once: its name and content, or nothing when it is gone."""
    place = _place(purpose, owner, kept)
    found: tuple[str, bytes] | None = cache.get(place)
    return found if found and cache.delete(place) else None


def _place(purpose: str, owner: object, kept: str) -> str:
    return f"{purpose}:{owner}:{kept}"
