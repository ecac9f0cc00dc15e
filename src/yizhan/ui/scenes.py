"""Drawn scenes: a station in its lane, and the strip of roofs at the foot of a hero."""

from collections.abc import Callable
from functools import lru_cache
from random import Random
from zlib import crc32

from django.utils.safestring import SafeString, mark_safe

from yizhan.ui.covers.shapes import arch, disc, half, moved, rect, shape, stroke

WIDE, BASE, MIDDLE = 780, 192, 390
HOURS = ("dawn", "day", "dusk", "night")
Scene = Callable[[Random], str]


@lru_cache(maxsize=512)
def station_scene(*, seed: str, kind: str) -> SafeString:
    """The scene of one station: hour, skyline, trees and arches vary with `seed`, the house with `kind`."""
    number = int(seed) if seed.isdecimal() else crc32(f"{kind}{seed}".encode())
    r = Random(number)  # noqa: S311
    house = HOUSES.get(kind, _tower_with_arches)
    drawing = _sky(r) + _far_towers(r) + _lanes(r) + _pavement() + house(r) + _street(r)
    return mark_safe(  # noqa: S308
        f'<svg class="scene at-{HOURS[number % len(HOURS)]}" viewBox="0 0 {WIDE} 220" preserveAspectRatio="xMidYMid slice" '
        f'aria-hidden="true" focusable="false"><rect class="bg" width="{WIDE}" height="220"/>{drawing}</svg>'
    )


@lru_cache(maxsize=64)
def skyline(*, seed: str) -> SafeString:
    """Towers far away, lane houses before them, and their doors lit."""
    r = Random(crc32(seed.encode()))  # noqa: S311
    far = "".join(rect("h", x, 132 - height, width, height) for x, width, height in _row(r, 1440, low=34, high=104))
    spires = "".join(shape("h", f"M{x} 40l5-34 5 34z") + rect("h", x - 12, 40, 34, 92) for x in (318, 742, 1126))
    roofs, doors = "", ""
    for x, width, height in _row(r, 1440, low=34, high=60, wide=(44, 76)):
        roofs += _gable("m", x, width, 132 - height, 132, r)
        doors += "".join(
            arch("l", x + width * at, r.choice((12, 15, 18)), top=r.randint(100, 108), base=132) for at in (0.28, 0.7)
        )
    trees = "".join(_tree(r, x, 132, 15, leaf="m2", bark="m2") for x in range(60, 1440, 190))
    return mark_safe(  # noqa: S308
        '<svg class="skyline" viewBox="0 0 1440 132" preserveAspectRatio="xMidYMax slice" aria-hidden="true" '
        f'focusable="false">{far}{spires}{roofs}{doors}{trees}</svg>'
    )


def _row(
    r: Random, length: int, *, low: int, high: int, wide: tuple[int, int] = (26, 58)
) -> list[tuple[int, int, int]]:
    """Houses side by side: (x, width, height) until `length` is full."""
    found, x = [], -r.randint(0, 20)
    while x < length:
        width = r.randint(*wide)
        found.append((x, width, r.randint(low, high)))
        x += width + r.choice((0, 0, 0, 9, 20))
    return found


def _gable(colour: str, x: float, width: float, top: float, base: float, r: Random) -> str:
    """A lane house from the street: pointed, stepped, round or flat above."""
    middle = x + width / 2
    crown = {
        "pointed": f"M{x} {top}L{middle} {top - 13}l{width / 2} 13z",
        "stepped": f"M{x + 6} {top}v-6h{width / 2 - 14}v-6h16v6h{width / 2 - 14}v6z",
        "round": f"M{middle - 14} {top}a14 12 0 0 1 28 0z",
        "flat": f"M{x - 2} {top}v-4h{width + 4}v4z",
    }[r.choice(("pointed", "stepped", "round", "flat"))]
    return rect(colour, x, top, width, base - top) + shape(colour, crown)


def _tree(r: Random, x: float, base: float, size: float, *, leaf: str = "b", bark: str = "e") -> str:
    """A plane tree: a forked trunk and three clouds of leaves."""
    trunk = stroke(f"s{bark}", f"M{x} {base}v{-size * 2}m0 {size * 0.7}l{size * 0.6} {-size * 0.8}", max(2.5, size / 6))
    crown = "".join(
        disc(leaf, x + dx * size + r.uniform(-2, 2), base - dy * size, size * part)
        for dx, dy, part in ((-0.62, 2.1, 0.78), (0.66, 2.2, 0.72), (0, 2.9, 0.92))
    )
    return trunk + crown


def _sky(r: Random) -> str:
    x, y = r.choice((300, 350, 430, 480)), r.randint(40, 74)
    return disc("w", x, y, 92) + disc("w", x, y, 58) + disc("sun", x, y, r.randint(22, 30))


def _far_towers(r: Random) -> str:
    drawing = ""
    for x, width, height in _row(r, WIDE, low=54, high=142):
        drawing += rect("h", x, BASE - height, width, height)
        if r.choice((True, False)):
            panes = "".join(f"M{x + at} {BASE - height + 9}V{BASE - 30}" for at in range(7, width - 3, 9))
            drawing += f'<path class="panes" stroke-width="3" stroke-dasharray="4 6" d="{panes}"/>'
    return drawing


def _lanes(r: Random) -> str:
    drawing = ""
    for x, width, height in _row(r, WIDE, low=34, high=66, wide=(52, 84)):
        top = BASE - height
        drawing += _gable(r.choice(("v", "v2")), x, width, top, BASE, r)
        drawing += arch(r.choice(("l", "e")), x + width / 2, 17, top=BASE - 27, base=BASE)
        drawing += "".join(rect(r.choice(("l", "e")), x + at, top + 9, 8, 11, r=1) for at in (8, width - 16))
    return drawing


def _pavement() -> str:
    return rect("g", 0, BASE, WIDE, 28) + rect("w", 0, BASE, WIDE, 3)


def _street(r: Random) -> str:
    places = r.sample((MIDDLE - 150, MIDDLE + 150, 90, 160, 610, 700, 20, 760), k=r.randint(5, 7))
    trees = "".join(_tree(r, x + r.randint(-8, 8), BASE + 4, r.randint(21, 29)) for x in places)
    lamps = "".join(
        stroke("se", f"M{x} {BASE + 4}v-52h9", 2.5) + disc("l", x + 9, BASE - 44, 5)
        for x in (MIDDLE - 118, MIDDLE + 118)
    )
    return trees + lamps


def _portal(middle: float, width: float, *, top: float, base: float = BASE) -> str:
    """The lane-house gate: stone, brick, dark leaf and a lamp's light between."""
    rings = (("t", 0), ("a", 7), ("e", 14))
    drawing = "".join(
        arch(colour, middle, width - 2 * inset, top=top + inset, base=base)
        for colour, inset in rings
        if width > 2 * inset
    )
    inner = width - 36
    if inner <= 0:
        return drawing
    return (
        drawing
        + arch("l", middle, inner, top=top + 20, base=base)
        + rect("e", middle - 1, top + 20, 2, base - top - 20)
    )


def _hall_of_arches(r: Random) -> str:
    """The hub: a long front with a great gate and lesser ones on both sides."""
    sides = r.choice((1, 2))
    half_width = 62 + sides * 56
    wall = rect("f", MIDDLE - half_width, 84, half_width * 2, BASE - 84) + rect(
        "a", MIDDLE - half_width - 5, 78, half_width * 2 + 10, 9
    )
    crown = shape("f", f"M{MIDDLE - 58} 78V58h18a40 40 0 0 1 80 0h18v20z") + stroke(
        "sa", f"M{MIDDLE - 58} 58h18a40 40 0 0 1 80 0h18", 5
    )
    piers = "".join(
        rect("t", MIDDLE + sign * (52 + n * 56) - 4, 88, 8, BASE - 88) for sign in (-1, 1) for n in range(sides + 1)
    )
    gates = _portal(MIDDLE, 84, top=92) + "".join(
        _portal(MIDDLE + sign * (80 + n * 56), 40, top=128) for sign in (-1, 1) for n in range(sides)
    )
    windows = "".join(
        rect("l", MIDDLE + sign * (80 + n * 56) - 8, 98, 16, 20, r=8) for sign in (-1, 1) for n in range(sides)
    )
    steps = rect("t", MIDDLE - 60, BASE - 4, 120, 5, r=1) + rect("t", MIDDLE - 72, BASE + 1, 144, 6, r=1)
    return wall + crown + disc("l", MIDDLE, 56, 13) + piers + windows + gates + steps


def _tower_with_arches(r: Random) -> str:
    """A building station: an office tower, and lane-house gates in its foot."""
    lean = r.choice((-34, -16, 16, 34))
    width, doors = r.choice((92, 112, 128)), r.choice((1, 2, 3))
    left = MIDDLE + lean - width / 2
    body = rect("c", left, -6, width, BASE) + rect("c2", left, -6, width * r.choice((0.26, 0.4)), BASE)
    rows = "".join(f"M{left + 9} {y}h{width - 18}" for y in range(12, 118, 13))
    panes = f'<path class="panes lit" stroke-width="5" stroke-dasharray="{r.choice(("8 5", "12 4", "5 5", "18 5 6 5"))}" d="{rows}"/>'
    second = rect("h2", left + width * (0.78 if lean < 0 else -0.3), 52, width * 0.52, BASE - 52)
    span = 66 + doors * 44
    podium = rect("f", MIDDLE - span / 2 - 22, 124, span + 44, BASE - 124) + rect(
        "a", MIDDLE - span / 2 - 27, 118, span + 54, 8
    )
    gap = span / doors
    gates = "".join(
        _portal(MIDDLE - span / 2 + gap * (n + 0.5), 56 if doors > 1 else 74, top=BASE - (56 if doors > 1 else 64))
        for n in range(doors)
    )
    return second + body + panes + podium + gates


def _corner_shop(r: Random) -> str:
    """An activity point: one door, an awning, a bench, a tree."""
    side = r.choice((-1, 1))
    wall = _gable("f", MIDDLE - 74, 148, 98, BASE, r) + rect("t", MIDDLE - 78, 94, 156, 7, r=2)
    colours = (("a", "f2"), ("b", "f2"), ("d", "f2"), ("c", "f2"))[r.randrange(4)]
    awning = "".join(
        shape(colours[n % 2], f"M{MIDDLE - 66 + n * 16.5:g} 114h16.5l3 18a9 8 0 0 1-19 0z") for n in range(8)
    )
    door = _portal(MIDDLE + side * 30, 48, top=136)
    window = rect("e", MIDDLE - side * 32 - 26, 142, 52, 32, r=4) + rect("l", MIDDLE - side * 32 - 22, 146, 44, 24, r=2)
    sill = half("b", MIDDLE - side * 32 - 12, 174, 9) + half("b", MIDDLE - side * 32 + 10, 174, 7)
    bench = rect("e", -22, -14, 44, 4, r=2) + rect("e", -18, -12, 4, 14) + rect("e", 14, -12, 4, 14)
    return wall + door + window + sill + awning + moved(bench, MIDDLE - side * 106, BASE + 6)


HOUSES: dict[str, Scene] = {"hub": _hall_of_arches, "building": _tower_with_arches, "point": _corner_shop}
