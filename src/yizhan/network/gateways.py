"""The media folder: the files of photographs of stations."""

from yizhan.kernel.media import Shelf

PHOTOS = Shelf("photos")
