"""Room on a drawing: dots moved apart until each can be touched, labels put where nothing else is."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

Point = tuple[float, float]
Allowed = Callable[[Point], bool]
STEP = 3.0
FAR = 26.0
LATIN = 0.58


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in the drawing's own units, half-open like every period."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share any area."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

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
    half = (len(name) + 1) // 2
    if name.isascii():
        half = min((n for n, letter in enumerate(name) if letter == " "), key=lambda n: abs(n - half), default=half)
    return (name[:half].strip(), name[half:].strip())


def spread(wishes: Sequence[Point], *, apart: float, allowed: Sequence[Allowed]) -> list[Point]:
    """Each point where it wished to be, or at the nearest allowed place at least `apart` from those before it."""
    placed: list[Point] = []
    for wish, fits in zip(wishes, allowed, strict=True):
        free = (spot for spot in _spiral(wish) if _clear(spot, placed, apart))
        first = next(free)
        placed.append(next((spot for spot in (first, *_some(free, count=400)) if fits(spot)), first))
    return placed


def place(
    names: Sequence[str], dots: Sequence[Point], *, size: float, reach: float, frame: Box, taken: Sequence[Box] = ()
) -> list[Label | None]:
    """A label for each dot, in order of importance, that meets no dot and no other label; none where there is no room."""
    walls = [around(dot, reach) for dot in dots] + list(taken)
    found: list[Label | None] = []
    for name, dot in zip(names, dots, strict=True):
        label = next((one for one in _candidates(name, dot, size=size, reach=reach) if _free(one, walls, frame)), None)
        if label:
            walls.append(label.box.grown(1.5))
        found.append(label)
    return found


def _free(label: Label, walls: Sequence[Box], frame: Box) -> bool:
    return label.box.within(frame) and not any(label.box.meets(wall) for wall in walls) and _leader_free(label, walls)


def _leader_free(label: Label, walls: Sequence[Box]) -> bool:
    if label.leader is None:
        return True
    (x1, y1), (x2, y2) = label.leader
    along = [(x1 + (x2 - x1) * n / 8, y1 + (y2 - y1) * n / 8) for n in range(1, 9)]
    return not any(around(point, 1).meets(wall) for point in along for wall in walls if not around((x1, y1), 0.5).meets(wall))


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
            yield Label(lines=lines, box=Box(left, top, left + width, top + height), leader=(start, end) if away else None)


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


def _some(spots: Iterator[Point], *, count: int) -> Iterator[Point]:
    for _, spot in zip(range(count), spots, strict=False):
        yield spot


def _clear(spot: Point, placed: Sequence[Point], apart: float) -> bool:
    return all(hypot(spot[0] - x, spot[1] - y) >= apart for x, y in placed)
