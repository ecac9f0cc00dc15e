"""Line icons: the drawings of the package lucide, whose file of all of them is read once."""

from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from zipfile import ZipFile

from django.utils.safestring import SafeString, mark_safe

LINES = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'


@lru_cache(maxsize=512)
def icon(name: str, size: int = 20) -> SafeString:
    """A line icon by its name at lucide, hidden from readers; an unknown name fails at once."""
    _, _, lines = _drawings().read(f"{name}.svg").decode().strip().partition("\n>")
    head = f'<svg width="{size}" height="{size}" viewBox="0 0 24 24" {LINES} aria-hidden="true" focusable="false">'
    return mark_safe(head + lines)  # noqa: S308


@lru_cache(maxsize=1)
def _drawings() -> ZipFile:
    return ZipFile(BytesIO(files("lucide").joinpath("lucide.zip").read_bytes()))
