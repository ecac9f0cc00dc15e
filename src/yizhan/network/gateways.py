"""The media folder: the files of photographs."""

from collections.abc import Mapping
from typing import IO
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from yizhan.network.rules.photos import WIDTHS, photo_file


def keep_photo(photo_id: UUID, files: Mapping[int, bytes]) -> None:
    """Write the files of a photograph by width; when one cannot be written, none stays."""
    try:
        for width, content in files.items():
            default_storage.save(photo_file(photo_id, width=width), ContentFile(content))
    except OSError:
        discard_photo(photo_id)
        raise


def discard_photo(photo_id: UUID) -> None:
    """Remove the files of a photograph; those that are gone already do not matter."""
    for width in WIDTHS:
        default_storage.delete(photo_file(photo_id, width=width))


def open_photo(photo_id: UUID, *, width: int) -> IO[bytes]:
    """The file of a photograph in one of the widths; raises `FileNotFoundError` when it is not there."""
    return default_storage.open(photo_file(photo_id, width=width)).open("rb")
