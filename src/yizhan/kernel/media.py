"""The media folder: photographs, each as a picture in several widths."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

WIDTHS = (1600, 640)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of photographs of one kind; each has a file in every one of `WIDTHS`."""

    folder: str

    def name(self, photo_id: UUID, *, width: int) -> str:
        """The name in the media folder of a photograph in one of the widths."""
        return f"{self.folder}/{photo_id}-{width}.webp"

    def keep(self, photo_id: UUID, files: Mapping[int, bytes]) -> None:
        """Write the files of a photograph by width; when one cannot be written, none stays."""
        try:
            for width, content in files.items():
                default_storage.save(self.name(photo_id, width=width), ContentFile(content))
        except OSError:
            self.discard(photo_id)
            raise

    def discard(self, photo_id: UUID) -> None:
        """Remove the files of a photograph; those that are gone already do not matter."""
        for width in WIDTHS:
            default_storage.delete(self.name(photo_id, width=width))

    def open(self, photo_id: UUID, *, width: int) -> IO[bytes] | None:
        """The file of a photograph in one of the widths; nothing when it is not there."""
        name = self.name(photo_id, width=width)
        return default_storage.open(name) if default_storage.exists(name) else None
