"""A schematic map: bands, a creek, metro stops, and every station as a link that can be reached and read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from yizhan.ui.district import BANDS, CREEK, EAST, STRETCH, WEST
from yizhan.ui.labels import Allowed, Box, Label, Piece, Point, Room, around, settle, width_of

TOUCH = 24.5
REACH = 9.0
STOP = 4.0
SMALL, LARGE = 0.85, 1.15
IMPORTANCE = {"hub": 0, "building": 1, "point": 2}


@dataclass(frozen=True, kw_only=True, slots=True)
class MapStation:
    """A station to be shown; `kind` is hub, building or point, `zone` the name of its band."""

    name: str
    url: str
    lat: float
    lon: float
    kind: str
    zone: str = ""
    sample: bool = False
    number: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class MapStop:
    """A metro stop, for orientation."""

    name: str
    lat: float
    lon: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """The paper: its size in pixels at least, and the size of its letters."""

    width: int
    height: int
    letters: float = 12.0

    @property
    def frame(self) -> Box:
        """Where a label may stand."""
        return Box(4, 4, self.width - 4, self.height - 4)

    def at(self, lat: float, lon: float) -> Point:
        """Where a position falls on the paper."""
        return ((lon - WEST) / (EAST - WEST) * self.width, _share(lat) * self.height)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """Everything in its place, before it is drawn."""

    stations: tuple[MapStation, ...]
    dots: tuple[Point, ...]
    labels: tuple[Label | None, ...]
    stops: tuple[tuple[MapStop, Point, Label | None], ...]
    titles: tuple[Label, ...]


def schematic(
    zones: Sequence[str], stations: Sequence[MapStation], *, stops: Sequence[MapStop] = (), width: int, height: int
) -> SafeString:
    """The map as an inline drawing, and the list of the stations whose names had no room."""
    return _drawn(tuple(zones), tuple(stations), tuple(stops), width, height, gettext("站点示意图"))


@lru_cache(maxsize=32)
def _drawn(
    zones: tuple[str, ...],
    stations: tuple[MapStation, ...],
    stops: tuple[MapStop, ...],
    width: int,
    height: int,
    label: str,
) -> SafeString:
    sheet = Sheet(width=width, height=height)
    plan = arrange(zones, stations, stops=stops, sheet=sheet)
    drawing = _land(sheet) + _stops(plan, sheet) + _titles(plan, sheet) + _stations(plan, sheet)
    return format_html(
        '<svg class="map" viewBox="0 0 {} {}" role="group" aria-label="{}">{}</svg>{}',
        width,
        height,
        label,
        mark_safe(drawing),  # noqa: S308
        _key(plan),
    )


def arrange(
    zones: Sequence[str], stations: Sequence[MapStation], *, stops: Sequence[MapStop] = (), sheet: Sheet
) -> Plan:
    """Dots apart, labels clear of all dots and of each other; a station without room for its name gets a number."""
    ordered = sorted(stations, key=lambda one: (IMPORTANCE.get(one.kind, 3), one.sample, -one.lat, one.lon, one.name))
    titles = _name_bands(zones, sheet)
    signs = [(stop, sheet.at(stop.lat, stop.lon)) for stop in stops]
    walls = [title.box for title in titles] + [around(point, STOP) for _, point in signs]
    room = Room(frame=sheet.frame, size=sheet.letters, reach=REACH + 1, apart=TOUCH, walls=walls)
    dots, labels = settle([_piece(one, zones, sheet) for one in ordered], room)
    return Plan(
        stations=_numbered(ordered, labels),
        dots=tuple(dots),
        labels=tuple(labels),
        titles=titles,
        stops=_name_stops(signs, room),
    )


def _piece(station: MapStation, zones: Sequence[str], sheet: Sheet) -> Piece:
    return Piece(
        name=station.name,
        wish=sheet.at(station.lat, station.lon),
        fits=_inside(zones, station.zone, sheet),
        important=station.kind == "hub" or not station.sample,
    )


def _name_stops(signs: Sequence[tuple[MapStop, Point]], room: Room) -> tuple[tuple[MapStop, Point, Label | None], ...]:
    """The names of the stops where room is left, in small letters."""
    small = replace(room, size=room.size * SMALL, reach=STOP)
    others = [around(dot, room.reach) for dot in room.dots]
    found = []
    for stop, point in signs:
        own = around(point, STOP)
        small.walls = [wall for wall in room.walls if wall != own] + others
        label = replace(small, dots=[]).name(stop.name, point)
        if label:
            room.walls.append(label.box)
        found.append((stop, point, label))
    return tuple(found)


def _numbered(stations: Sequence[MapStation], labels: Sequence[Label | None]) -> tuple[MapStation, ...]:
    found, count = [], 0
    for station, label in zip(stations, labels, strict=True):
        count += label is None
        found.append(replace(station, number=0 if label else count))
    return tuple(found)


def _share(lat: float) -> float:
    for (north, above), (south, below) in pairwise(STRETCH):
        if lat >= south:
            return above + (below - above) * (north - lat) / (north - south)
    (north, above), (south, below) = STRETCH[-2:]
    return above + (below - above) * (north - lat) / (north - south)


def _name_bands(zones: Sequence[str], sheet: Sheet) -> tuple[Label, ...]:
    """The names of the bands, in the free margin beside each."""
    found = []
    size = sheet.letters * LARGE
    for name, outline in zip(zones, BANDS, strict=False):
        points = [sheet.at(*corner) for corner in outline]
        middle = (min(y for _, y in points) + max(y for _, y in points)) / 2
        wide, east = width_of(name, size), _east(points, middle)
        left = min(east + 8, sheet.width - wide - 6)
        top = middle - size if left > east else max(y for _, y in points) + 4
        found.append(Label(lines=(name,), box=Box(left, top, left + wide, top + size * 1.3)))
    return tuple(found)


def _east(outline: Sequence[Point], height: float) -> float:
    """How far east the outline reaches at this height."""
    crossings = [
        x1 + (x2 - x1) * (height - y1) / (y2 - y1)
        for (x1, y1), (x2, y2) in pairwise([*outline, outline[0]])
        if (y1 > height) != (y2 > height)
    ]
    return max(crossings)


def _inside(zones: Sequence[str], zone: str, sheet: Sheet) -> Allowed:
    """Whether a dot would stand in its own band and clear of the creek."""
    order = list(zones).index(zone) if zone in zones else -1
    outline = [sheet.at(*corner) for corner in BANDS[order]] if 0 <= order < len(BANDS) else []
    creek = [sheet.at(*bend) for bend in CREEK]

    def fits(point: Point) -> bool:
        return (not outline or _contains(outline, point)) and not _near(creek, point, REACH + 3)

    return fits


def _contains(outline: Sequence[Point], point: Point) -> bool:
    x, y = point
    crossings = 0
    for (x1, y1), (x2, y2) in pairwise([*outline, outline[0]]):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossings += 1
    return crossings % 2 == 1


def _near(line: Sequence[Point], point: Point, reach: float) -> bool:
    return any(_gap(start, end, point) < reach for start, end in pairwise(line))


def _gap(start: Point, end: Point, point: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / (dx * dx + dy * dy)
    at = min(1.0, max(0.0, along))
    return float(((start[0] + at * dx - point[0]) ** 2 + (start[1] + at * dy - point[1]) ** 2) ** 0.5)


def _curve(points: Sequence[Point], *, closed: bool) -> str:
    """A smooth line through the points (Catmull-Rom as Bézier)."""
    line = [points[-1], *points, *points[:2]] if closed else [points[0], *points, points[-1]]
    outline = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for before, start, end, after in zip(line, line[1:], line[2:], line[3:], strict=False):
        first = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        second = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        outline += "C" + " ".join(f"{x:.1f} {y:.1f}" for x, y in (first, second, end))
    return outline + ("Z" if closed else "")


def _land(sheet: Sheet) -> str:
    bands = "".join(
        f'<path class="band band-{n}" d="{_curve([sheet.at(*corner) for corner in outline], closed=True)}"/>'
        for n, outline in enumerate(BANDS)
    )
    creek = _curve([sheet.at(*bend) for bend in CREEK], closed=False)
    return f'{bands}<path class="creek" d="{creek}"/>'


def _titles(plan: Plan, sheet: Sheet) -> str:
    return "".join(
        f'<text class="band-name" font-size="{sheet.letters * LARGE:g}" x="{title.box.left:.1f}" '
        f'y="{title.box.bottom - sheet.letters * 0.35:.1f}">{escape(title.lines[0])}</text>'
        for title in plan.titles
    )


def _stops(plan: Plan, sheet: Sheet) -> str:
    drawing = ""
    for _, (x, y), label in plan.stops:
        drawing += f'<rect class="stop" x="{x - 2.5:.1f}" y="{y - 2.5:.1f}" width="5" height="5" rx="1.2"/>'
        drawing += _text(label, "stop-name", sheet.letters * SMALL) if label else ""
    return f'<g aria-hidden="true">{drawing}</g>'


def _stations(plan: Plan, sheet: Sheet) -> str:
    return "".join(
        _station(station, dot, label, sheet.letters)
        for station, dot, label in zip(plan.stations, plan.dots, plan.labels, strict=True)
    )


def _station(station: MapStation, dot: Point, label: Label | None, letters: float) -> str:
    x, y = dot
    leader = ""
    if label and label.leader:
        (x1, y1), (x2, y2) = label.leader
        leader = f'<path class="leader" d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"/>'
    number = f'<text class="dot-number" x="{x:.1f}" y="{y + 3.4:.1f}">{station.number}</text>' if station.number else ""
    return (
        f'<a class="dot dot-{escape(station.kind)}{" sample" if station.sample else ""}" href="{escape(station.url)}" '
        f'data-tip="{escape(station.name)}"><title>{escape(station.name)}</title>'
        f'<circle class="touch" cx="{x:.1f}" cy="{y:.1f}" r="{TOUCH / 2:g}"/>{leader}{_mark(station.kind, x, y)}{number}'
        f"{_text(label, 'dot-name', letters) if label else ''}</a>"
    )


def _mark(kind: str, x: float, y: float) -> str:
    if kind == "hub":
        return (
            f'<path class="mark-a" d="M{x - 11:.1f} {y + 11:.1f}v-11a11 11 0 0 1 22 0v11z"/>'
            f'<path class="mark-c" d="M{x - 5:.1f} {y + 11:.1f}v-10a5 5 0 0 1 10 0v10z"/>'
        )
    return f'<circle class="mark" cx="{x:.1f}" cy="{y:.1f}" r="{REACH - 1 if kind == "building" else REACH - 2:g}"/>'


def _text(label: Label, colour: str, size: float) -> str:
    first = label.box.top + size * 0.98
    lines = "".join(
        f'<tspan x="{label.box.left:.1f}" y="{first + n * size * 1.2:.1f}">{escape(line)}</tspan>'
        for n, line in enumerate(label.lines)
    )
    return f'<text class="{colour}" font-size="{size:g}">{lines}</text>'


def _key(plan: Plan) -> SafeString:
    rows = [station for station in plan.stations if station.number]
    if not rows:
        return SafeString()
    items = "".join(
        f'<li class="{"sample" if one.sample else "named"}"><a href="{escape(one.url)}"><b>{one.number}</b>'
        f"<span>{escape(one.name)}</span></a></li>"
        for one in rows
    )
    return format_html('<ol class="map-key">{}</ol>', mark_safe(items))  # noqa: S308
