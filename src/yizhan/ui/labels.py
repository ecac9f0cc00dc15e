"""Room on a drawing: dots moved apart until each can be touched, labels put where nothing else is."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from math import cos, hypot, pi, sin

Point = tuple[float, float]
Allowed = Callable[[Point], bool]
STEP = 3.0
FAR = 26.0
LATIN = 0.58
TRIES = 500


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in the drawing's own units, half-open like every period."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share any area."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other: "Box") -> bool:
        """Whether all of this box is inside the other."""
        return (
            other.left <= self.left
            and other.top <= self.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )

    def grown(self, margin: float) -> "Box":
        """The box with `margin` more on every side."""
        return Box(self.left - margin, self.top - margin, self.right + margin, self.bottom + margin)


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """Text in its place, in one or two lines, with a leader when it stands away from its dot."""

    lines: tuple[str, ...]
    box: Box
    leader: tuple[Point, Point] | None = None


def around(point: Point, reach: float) -> Box:
    """The square box about a dot."""
    x, y = point
    return Box(x - reach, y - reach, x + reach, y + reach)


def width_of(text: str, size: float) -> float:
    """How wide `text` will be: an ideograph is a square, a Latin letter a little over half of one."""
    return sum(size * (LATIN if character.isascii() else 1.0) for character in text)


def broken(name: str, *, longest: int = 9) -> tuple[str, ...]:
    """The name in one line, or in two nearly equal ones when it is long; Latin breaks at a space."""
    if len(name) <= longest or (name.isascii() and len(name) <= 2 * longest):
        return (name,)
    half = (len(name) + 1) / 2
    breaks = [n for n in range(2, len(name) - 1) if _breakable(name[n - 1], name[n])]
    at = min(breaks, key=lambda n: abs(n - half), default=len(name))
    return tuple(line for line in (name[:at].strip(), name[at:].strip()) if line)


def _breakable(before: str, after: str) -> bool:
    """A line may end between ideographs or at a space, never inside a number or a Latin word."""
    return after == " " or not (before.isascii() and after.isascii())


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A dot that wants a place and a name; an important one gets its name before others may come near."""

    name: str
    wish: Point
    fits: Allowed
    important: bool


@dataclass(kw_only=True, slots=True)
class Room:
    """What already stands on the drawing."""

    frame: Box
    size: float
    reach: float
    apart: float
    dots: list[Point] = field(default_factory=list)
    walls: list[Box] = field(default_factory=list)

    def takes(self, spot: Point) -> bool:
        """Whether a dot may stand here without touching anything."""
        dot = around(spot, self.reach)
        return dot.within(self.frame) and _clear(spot, self.dots, self.apart) and not any(map(dot.meets, self.walls))

    def name(self, text: str, dot: Point, *, wishes: Sequence[Point] = ()) -> Label | None:
        """The first free place for `text` beside the dot, kept from now on; none where there is no room."""
        walls = [*self.walls, *(around(other, self.reach) for other in (*self.dots, *wishes))]
        candidates = _candidates(text, dot, size=self.size, reach=self.reach)
        label = next((one for one in candidates if _free(one, walls, self.frame)), None)
        if label:
            self.walls += [label.box.grown(1.5), *(around(point, 1) for point in _along(label))]
        return label


def settle(pieces: Sequence[Piece], room: Room) -> tuple[list[Point], list[Label | None]]:
    """Every dot in a place of its own and as many names as there is room for, the important ones first."""
    labels: dict[int, Label | None] = {}
    dots = []
    for n, piece in enumerate(pieces):
        dots.append(_nearest(piece, room))
        room.dots.append(dots[-1])
        if piece.important:
            later = [other.wish for other in pieces[n + 1 :] if other.important]
            labels[n] = room.name(piece.name, dots[-1], wishes=later) or room.name(piece.name, dots[-1])
    for n, piece in enumerate(pieces):
        if not piece.important:
            labels[n] = room.name(piece.name, dots[n])
    return dots, [labels[n] for n in range(len(pieces))]


def _nearest(piece: Piece, room: Room) -> Point:
    """The nearest free spot that also fits; after a fair search, the nearest free one."""
    free = (spot for spot in _spiral(piece.wish) if room.takes(spot))
    first = next(free)
    return next((spot for spot in chain((first,), islice(free, TRIES)) if piece.fits(spot)), first)


def _free(label: Label, walls: Sequence[Box], frame: Box) -> bool:
    return label.box.within(frame) and not any(label.box.meets(wall) for wall in walls) and _leader_free(label, walls)


def _leader_free(label: Label, walls: Sequence[Box]) -> bool:
    if label.leader is None:
        return True
    others = [wall for wall in walls if not around(label.leader[0], 0.5).meets(wall)]
    return not any(around(point, 1).meets(wall) for point in _along(label) for wall in others)


def _along(label: Label) -> list[Point]:
    if label.leader is None:
        return []
    (x1, y1), (x2, y2) = label.leader
    return [(x1 + (x2 - x1) * n / 10, y1 + (y2 - y1) * n / 10) for n in range(1, 11)]


def _candidates(name: str, dot: Point, *, size: float, reach: float) -> Iterator[Label]:
    """Beside the dot first, right before left, then above and below, then away from it on a leader."""
    lines = broken(name)
    width, height = max(width_of(line, size) for line in lines), size * 1.2 * len(lines)
    near = reach + 2
    for away in (0.0, FAR - near, 2 * FAR - near):
        for dx, dy in ((1, 0), (-1, 0), (1, -0.7), (1, 0.7), (-1, -0.7), (-1, 0.7), (0, -1), (0, 1)):
            x, y = dot[0] + dx * (near + away), dot[1] + dy * (near + away)
            left = x if dx > 0 else x - width if dx < 0 else x - width / 2
            top = y - height if dx == 0 and dy < 0 else y if dx == 0 else y - height / 2
            end = (x, y) if dx else (x, y + (1 if dy < 0 else -1))
            start = (dot[0] + dx * reach, dot[1] + dy * reach)
            yield Label(
                lines=lines, box=Box(left, top, left + width, top + height), leader=(start, end) if away else None
            )


def _spiral(start: Point) -> Iterator[Point]:
    """The point itself, then rings about it, ever wider."""
    yield start
    radius = STEP
    while True:
        count = max(8, int(2 * pi * radius / STEP / 2))
        for n in range(count):
            angle = 2 * pi * n / count + radius
            yield (start[0] + radius * cos(angle), start[1] + radius * sin(angle))
        radius += STEP


def _clear(spot: Point, placed: Sequence[Point], apart: float) -> bool:
    return all(hypot(spot[0] - x, spot[1] - y) >= apart for x, y in placed)
