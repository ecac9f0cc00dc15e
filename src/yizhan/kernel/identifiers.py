"""Identifiers: UUID version 7 (RFC 9562), which sort by the time they were made."""

from uuid import UUID

from uuid_utils import compat


def uuid7() -> UUID:
    """A new identifier; later ones sort after earlier ones."""
    return compat.uuid7()
