"""Sealing of what must not lie open in the database: encryption at rest, and a keyed value to find it again."""

import hashlib
import hmac
from functools import cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


@cache
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def seal(text: str) -> bytes:
    """`text` encrypted with the first of `settings.SEAL_KEYS`."""
    return _box(tuple(settings.SEAL_KEYS)).encrypt(text.encode())


def unseal(sealed: bytes | memoryview) -> str:
    """What was sealed with any of `settings.SEAL_KEYS`; raises `InvalidToken` for another key."""
    return _box(tuple(settings.SEAL_KEYS)).decrypt(bytes(sealed)).decode()


def lookup(text: str) -> str:
    """The same 64 hexadecimal digits for the same `text`, worthless without the key (HMAC-SHA-256)."""
    return hmac.new(settings.LOOKUP_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
