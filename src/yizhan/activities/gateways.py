"""The media folder: the files of photographs in albums."""

from yizhan.kernel.media import Shelf

ALBUMS = Shelf("albums")
