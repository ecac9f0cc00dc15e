"""What the files of a visit's photographs are called."""

from uuid import UUID

WIDTHS = (1600, 640)


def picture_file(picture_id: UUID, *, width: int) -> str:
    """The name in the media folder of a photograph in one of `WIDTHS`."""
    return f"visits/{picture_id}-{width}.webp"
