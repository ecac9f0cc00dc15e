"""Photographs in the media folder: all of their files or none."""

from uuid import UUID

import pytest
from django.core.files.storage import default_storage

from yizhan.kernel.media import WIDTHS, Shelf

PHOTO = UUID("019ab000-0000-7000-8000-000000000001")
FILES = dict.fromkeys(WIDTHS, b"picture")
SHELF = Shelf("albums")


def kept():
    return [default_storage.exists(SHELF.name(PHOTO, width=width)) for width in WIDTHS]


def test_the_files_of_a_photograph_are_named_after_it():
    assert SHELF.name(PHOTO, width=640) == "albums/019ab000-0000-7000-8000-000000000001-640.webp"


def test_what_is_kept_is_there_until_it_is_discarded():
    SHELF.keep(PHOTO, FILES)
    with SHELF.open(PHOTO, width=640) as file:
        content = file.read()

    SHELF.discard(PHOTO)

    assert (content, SHELF.open(PHOTO, width=640), kept()) == (b"picture", None, [False, False])


def test_discarding_what_is_gone_does_not_matter():
    SHELF.discard(PHOTO)

    assert kept() == [False, False]


def test_when_one_file_cannot_be_written_none_stays():
    with pytest.raises(OSError, match="too long"):
        SHELF.keep(PHOTO, {WIDTHS[0]: b"picture", 10**300: b"a name that no folder takes"})

    assert kept() == [False, False]
