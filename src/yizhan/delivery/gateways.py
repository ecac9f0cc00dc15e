"""The media folder: the files of photographs in closing reports."""

from yizhan.kernel.media import Shelf

REPORTS = Shelf("reports")
