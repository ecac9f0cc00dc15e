"""The media folder: the files of photographs of visits."""

from yizhan.kernel.media import Shelf

VISITS = Shelf("visits")
