"""The media folder: the files of photographs of visits."""

from collections.abc import Mapping
from typing import IO
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from yizhan.enterprises.rules.pictures import WIDTHS, picture_file


def keep_picture(picture_id: UUID, files: Mapping[int, bytes]) -> None:
    """Write the files of a photograph by width; when one cannot be written, none stays."""
    try:
        for width, content in files.items():
            default_storage.save(picture_file(picture_id, width=width), ContentFile(content))
    except OSError:
        discard_picture(picture_id)
        raise


def discard_picture(picture_id: UUID) -> None:
    """Remove the files of a photograph; those that are gone already do not matter."""
    for width in WIDTHS:
        default_storage.delete(picture_file(picture_id, width=width))


def open_picture(picture_id: UUID, *, width: int) -> IO[bytes] | None:
    """The file of a photograph in one of the widths; nothing when it is not there."""
    name = picture_file(picture_id, width=width)
    return default_storage.open(name) if default_storage.exists(name) else None
