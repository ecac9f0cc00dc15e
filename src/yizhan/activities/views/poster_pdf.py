"""The poster of an activity on A4: brick red, the lane-house arch, a large title, the facts, and a code to scan."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import segno
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

WIDE, HIGH = A4
MARGIN = 48.0
BAND = 352.0
BRICK, DEEP, DEEPER, LIGHT = HexColor("#b23a26"), HexColor("#9c3120"), HexColor("#8f2a1a"), HexColor("#ffd48a")
INK, SLATE, LINE, WHITE = HexColor("#1d2322"), HexColor("#37474b"), HexColor("#d9dfdd"), HexColor("#ffffff")
HAN, LATIN, LATIN_BOLD = "STSong-Light", "RedHatDisplay-Medium", "RedHatDisplay-Bold"
RUN = re.compile(r"[\x20-\x7e–·]+|[^\x20-\x7e–·]+")
TOKEN = re.compile(r"[\x21-\x7e–]+ ?|.")
NEVER_FIRST = "，。、；：！？）》”’"
TITLE_SIZES = (54, 46, 40, 34, 28, 24, 20)
TITLE_ROOM = (WIDE - 2 * MARGIN - 250, 206)
CODE, LARGE_CODE = 150.0, 262.0
LEADING = 1.55


@dataclass(frozen=True, kw_only=True, slots=True)
class Poster:
    """The words of a poster; one that hangs at the door has a large code."""

    network: str
    category: str
    title: str
    day: str
    hours: str
    place: Sequence[str]
    about: str
    scan: str
    notes: Sequence[str]
    address: str
    at_door: bool = False

    @property
    def side(self) -> float:
        """How large its code is, in points."""
        return LARGE_CODE if self.at_door else CODE

    @property
    def foot(self) -> float:
        """Where its lower part begins, from the bottom."""
        return MARGIN + self.side + 38


@cache
def fonts() -> None:
    """Make the two typefaces known: Song for Chinese, which every reader has, and Red Hat Display for the rest."""
    pdfmetrics.registerFont(UnicodeCIDFont(HAN))
    spec = find_spec("font_rhd")
    folder = Path(spec.origin or "").parent if spec else Path()
    for name in (LATIN, LATIN_BOLD):
        pdfmetrics.registerFont(TTFont(name, folder / "files" / f"{name}.ttf"))


def drawn(poster: Poster) -> bytes:
    """The poster as a PDF of one page."""
    fonts()
    canvas = Canvas("", pagesize=A4, invariant=True)
    canvas.setTitle(poster.title)
    canvas.setAuthor(poster.network)
    _band(canvas, poster)
    _facts(canvas, poster)
    _foot(canvas, poster)
    content: bytes = canvas.getpdfdata()
    return content


def _band(canvas: Canvas, poster: Poster) -> None:
    """The upper part: brick with lane houses, the arch with its lit door, category and title."""
    base = HIGH - BAND
    _box(canvas, 0, base, WIDE, BAND, BRICK)
    for n, (left, wide, high) in enumerate(((0, 92, 58), (92, 70, 84), (162, 96, 50), (258, 74, 74), (332, 263, 44))):
        _gable(canvas, left, base, wide, high, DEEP if n % 2 else DEEPER)
    for n, (width, height, colour) in enumerate(((232, 306, DEEP), (164, 240, DEEPER), (96, 176, LIGHT))):
        _arch(canvas, WIDE - MARGIN - 116, base, width, height - n * 6, colour)
    _words(canvas, MARGIN, HIGH - 62, poster.network, 15, WHITE, bold=True)
    canvas.setFillColor(LIGHT)
    canvas.rect(MARGIN, HIGH - 104, 30, 3, stroke=0, fill=1)
    _words(canvas, MARGIN, HIGH - 130, poster.category, 17, LIGHT, bold=True)
    size, lines = _title(poster.title)
    for n, line in enumerate(lines):
        _words(canvas, MARGIN, HIGH - 142 - (n + 1) * size * 1.24, line, size, WHITE, bold=True)


def _title(title: str) -> tuple[int, list[str]]:
    """The largest size at which the title fits beside the arch, and its lines."""
    wide, high = TITLE_ROOM
    for size in TITLE_SIZES:
        lines = wrapped(title, size, wide)
        if len(lines) * size * 1.24 <= high:
            break
    return size, lines


def _facts(canvas: Canvas, poster: Poster) -> None:
    """Day, hours and place in large type, then what it is about."""
    top = HIGH - BAND - 62
    _words(canvas, MARGIN, top, poster.day, 30, INK, bold=True)
    _words(canvas, MARGIN, top - 46, poster.hours, 40, BRICK, bold=True)
    y = top - 82
    for n, line in enumerate(poster.place):
        y = _lines(canvas, wrapped(line, 17 if n == 0 else 13, WIDE - 2 * MARGIN), y, size=17 if n == 0 else 13)
    y -= 8
    lines = wrapped(poster.about, 13, WIDE - 2 * MARGIN)
    _lines(canvas, lines[: int((y - poster.foot) / LEADING / 13) + 1], y, size=13, colour=SLATE)


def _foot(canvas: Canvas, poster: Poster) -> None:
    """The code to scan, and how to come."""
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(1)
    canvas.line(MARGIN, poster.foot - 16, WIDE - MARGIN, poster.foot - 16)
    _code(canvas, poster)
    room, top = WIDE - 3 * MARGIN - poster.side, MARGIN + poster.side
    for line in wrapped(poster.scan, 26, room):
        _words(canvas, MARGIN, top - 26, line, 26, INK, bold=True)
        top -= 34
    y = top - 24
    for note in poster.notes:
        y = _lines(canvas, wrapped(note, 13, room), y, size=13, colour=SLATE)
    lines = wrapped(poster.address, 8, room)
    _lines(canvas, lines, MARGIN + 4 + (len(lines) - 1) * 8 * LEADING, size=8, colour=SLATE)


def _code(canvas: Canvas, poster: Poster) -> None:
    """The address as a QR code in the lower right corner."""
    rows = list(segno.make(poster.address, error="m", micro=False).matrix)
    x, y, side = WIDE - MARGIN - poster.side, MARGIN, poster.side / len(rows)
    for n, row in enumerate(rows):
        for m, dark in enumerate(row):
            if dark:
                _box(canvas, x + m * side, y + poster.side - (n + 1) * side, side + 0.05, side + 0.05, INK)


def _box(canvas: Canvas, x: float, y: float, wide: float, high: float, colour: Color) -> None:
    canvas.setFillColor(colour)
    canvas.rect(x, y, wide, high, stroke=0, fill=1)


def _gable(canvas: Canvas, x: float, y: float, wide: float, high: float, colour: Color) -> None:
    """A lane house: walls, a pitched roof and lit doors."""
    path = canvas.beginPath()
    path.moveTo(x, y)
    path.lineTo(x, y + high)
    path.lineTo(x + wide / 2, y + high + wide * 0.22)
    path.lineTo(x + wide, y + high)
    path.lineTo(x + wide, y)
    path.close()
    canvas.setFillColor(colour)
    canvas.drawPath(path, stroke=0, fill=1)
    for at in (0.3, 0.7):
        _arch(canvas, x + wide * at, y, 13, 26, LIGHT)


def _arch(canvas: Canvas, middle: float, y: float, wide: float, high: float, colour: Color) -> None:
    """A round-headed opening that stands on `y`."""
    radius = wide / 2
    path = canvas.beginPath()
    path.moveTo(middle - radius, y)
    path.lineTo(middle - radius, y + high - radius)
    path.arcTo(middle - radius, y + high - wide, middle + radius, y + high, startAng=180, extent=-180)
    path.lineTo(middle + radius, y)
    path.close()
    canvas.setFillColor(colour)
    canvas.drawPath(path, stroke=0, fill=1)


def _lines(canvas: Canvas, lines: Iterable[str], y: float, *, size: float, colour: Color = INK) -> float:
    """Lines of words below each other from `y`; returns where the next line goes."""
    for line in lines:
        _words(canvas, MARGIN, y, line, size, colour)
        y -= size * LEADING
    return y


def _words(canvas: Canvas, x: float, y: float, text: str, size: float, colour: Color, *, bold: bool = False) -> None:
    """One line, each run in its typeface; bold Chinese is thickened, for there is only one weight."""
    canvas.saveState()  # the way of drawing letters outlives a text object
    canvas.setLineWidth(size / 36)
    line = canvas.beginText(x, y)
    line.setFillColor(colour)
    line.setStrokeColor(colour)
    for run in RUN.findall(text):
        face = _face(run, bold=bold)
        line.setFont(face, size)
        line.setTextRenderMode(2 if bold and face == HAN else 0)
        line.textOut(run)
    canvas.drawText(line)
    canvas.restoreState()


def _face(run: str, *, bold: bool = True) -> str:
    if run[0] >= "\u2e80" or run[0] in "“”‘’…—":
        return HAN
    return LATIN_BOLD if bold else LATIN


def width(text: str, size: float) -> float:
    """How wide a line of words is."""
    wide: float = sum(pdfmetrics.stringWidth(run, _face(run), size) for run in RUN.findall(text))
    return wide


def wrapped(text: str, size: float, room: float) -> list[str]:
    """`text` in lines no wider than `room`; words of Latin letters stay whole, marks do not begin a line."""
    fonts()
    lines: list[str] = []
    for paragraph in text.splitlines():
        line = ""
        for token in TOKEN.findall(paragraph):
            if line and width(line + token.rstrip(), size) > room and token not in NEVER_FIRST:
                lines.append(line.rstrip())
                line = ""
            line += token
        if line.strip():
            lines.append(line.rstrip())
    return lines
