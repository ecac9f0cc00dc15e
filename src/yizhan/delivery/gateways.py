"""The media folder: the files of the photographs in closing reports."""

from collections.abc import Mapping
from typing import IO
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from yizhan.delivery.rules.reporting import report_file


def keep(photo_id: UUID, files: Mapping[int, bytes]) -> None:
    """Write the files of a photograph by width; when one cannot be written, none stays."""
    try:
        for width, content in files.items():
            default_storage.save(report_file(photo_id, width=width), ContentFile(content))
    except OSError:
        for width in files:
            default_storage.delete(report_file(photo_id, width=width))
        raise


def opened(photo_id: UUID, *, width: int) -> IO[bytes]:
    """The file of a photograph in one of its widths; raises `FileNotFoundError` when it is not there."""
    return default_storage.open(report_file(photo_id, width=width)).open("rb")
