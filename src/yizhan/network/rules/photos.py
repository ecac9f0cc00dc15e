"""What a photograph may be."""

from yizhan.network.rules.refusals import (
    CaptionMissing,
    PictureTooHeavy,
    PictureTooLarge,
    PictureTooSmall,
    TooManyPhotos,
)

FORMATS = ("JPEG", "PNG", "WEBP")
HEAVIEST = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
LEAST_WIDTH, LEAST_HEIGHT = 400, 300
MOST_PHOTOS = 8


def require_weight(size: int) -> None:
    """Raise when the file is too heavy."""
    if size > HEAVIEST:
        raise PictureTooHeavy


def require_dimensions(width: int, height: int) -> None:
    """Raise unless the picture is large enough to show and small enough to unpack."""
    if width * height > MOST_PIXELS:
        raise PictureTooLarge
    if width < LEAST_WIDTH or height < LEAST_HEIGHT:
        raise PictureTooSmall


def require_room_for_photo(count: int) -> None:
    """Raise when the station has all the photographs it may have."""
    if count >= MOST_PHOTOS:
        raise TooManyPhotos


def require_caption(alt_zh: str) -> str:
    """What the photograph shows, in Chinese, without the spaces around it; raises when nothing is left."""
    if not alt_zh.strip():
        raise CaptionMissing
    return alt_zh.strip()
