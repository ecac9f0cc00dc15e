"""One after the other: what could otherwise end in two transactions that wait for each other."""

from hashlib import blake2b

from django.db import connection


def in_turn(*things: object) -> None:
    """Wait until no other transaction holds any of these, and hold them all until the caller's transaction ends.

    Things are told apart by their text, and always taken in one order. Two rows that an exclusion constraint keeps apart need
    it: written at once, each waits for the other to end, and PostgreSQL breaks one of them off instead of refusing it.
    """
    keys = sorted({_key(str(thing)) for thing in things})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key", [keys])


def _key(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), signed=True)
