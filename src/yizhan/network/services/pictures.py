"""Making an uploaded file into a safe picture: checked by content, upright, without metadata, in two sizes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageOps

from yizhan.kernel.media import WIDTHS
from yizhan.network import rules
from yizhan.network.rules.photos import FORMATS, HEAVIEST
from yizhan.network.rules.refusals import NotAPicture, PictureTooLarge

TALLEST = 3
QUALITY = 82
BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError)


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """The size of the larger file, and the WebP files by width."""

    width: int
    height: int
    files: Mapping[int, bytes]


def reencoded(upload: BinaryIO) -> Picture:
    """The uploaded picture as WebP; refuses what is too heavy, too large, too small, or no JPEG, PNG or WebP."""
    content = upload.read(HEAVIEST + 1)
    rules.require_weight(len(content))
    with _reading():
        with Image.open(BytesIO(content), formats=FORMATS) as checked:
            rules.require_dimensions(*checked.size)
            checked.verify()
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            upright = _opaque(ImageOps.exif_transpose(image))
    rules.require_dimensions(*upright.size)
    sizes = {width: _within(upright, width) for width in WIDTHS}
    largest = sizes[max(WIDTHS)]
    return Picture(
        width=largest.width, height=largest.height, files={width: _webp(image) for width, image in sizes.items()}
    )


@contextmanager
def _reading() -> Iterator[None]:
    """Whatever is wrong with the file, say that it is no picture, or too large a one."""
    try:
        yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise PictureTooLarge from bomb
    except BROKEN as broken:
        raise NotAPicture from broken


def _opaque(image: Image.Image) -> Image.Image:
    """The pixels alone, on white: nothing that came along in the file stays."""
    pixels = image.convert("RGBA")
    canvas = Image.new("RGB", pixels.size, "white")
    canvas.paste(pixels, mask=pixels.getchannel("A"))
    return canvas


def _within(image: Image.Image, width: int) -> Image.Image:
    smaller = image.copy()
    smaller.thumbnail((width, width * TALLEST), Image.Resampling.LANCZOS)
    return smaller


def _webp(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "WEBP", quality=QUALITY)
    return file.getvalue()
