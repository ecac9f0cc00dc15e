"""Covers of everyday life, of health and of culture."""

from math import sin
from random import Random

from yizhan.ui.covers.shapes import arch, disc, ground, half, moved, rect, shape, stroke, turned


def lunchbox(r: Random) -> str:
    """A box with rice, an egg and something green, seen from above."""
    box = rect("e", 78, 30, 164, 120, r=18) + rect("f", 86, 38, 86, 104, r=12)
    sesame = "".join(disc("e", r.randint(100, 156), r.randint(56, 126), 2) for _ in range(9))
    egg = rect("d2", 180, 38, 54, 48, r=12) + disc("f", 207, 62, 18) + disc("d", 207 + r.randint(-3, 3), 62, 9)
    greens = rect("b", 180, 94, 54, 48, r=12) + "".join(
        disc("b2", 192 + n % 3 * 15, 108 + n // 3 * 18, 8) for n in range(6)
    )
    sticks = turned(rect("a", 252, 8, 5, 160, r=2.5) + rect("a", 264, 8, 5, 160, r=2.5), r.randint(8, 18), 258, 90)
    return disc("w", 160, 90, 104) + box + sesame + disc("a", 129, 90, 10) + egg + greens + sticks


def umbrella(r: Random) -> str:
    """An umbrella lent on a wet evening."""
    rain = "".join(
        stroke("sw", f"M{x + r.randint(-6, 6)} {y + r.randint(-8, 8)}l-6 16", 3)
        for x in range(20, 320, 34)
        for y in (24, 74, 122)
    )
    panels = shape("a", "M76 96a84 74 0 0 1 168 0q-14-12-28 0t-28 0t-28 0t-28 0t-28 0t-28 0z")
    ribs = shape("d", "M132 96q8-58 28-74q20 16 28 74q-14-12-28 0q-14-12-28 0z")
    handle = stroke("se", "M160 22v112c0 20-26 20-26 2", 6)
    return rain + ground("b", 160) + handle + panels + ribs + half("w", 250, 160, 30)


def cup(r: Random) -> str:
    """Something hot by the window."""
    window = rect("f", 84, 14, 152, 112, r=8) + rect("c", 92, 22, 66, 96, r=3) + rect("c", 162, 22, 66, 96, r=3)
    view = half("d", r.choice((120, 192)), 118, 24) + half("b", 216, 118, 12) + half("b", 104, 118, 12)
    steam = "".join(stroke("sf", f"M{x} 84c-9-12 9-16 0-30", 4) for x in (146, 162, 178))
    mug = shape("a", "M126 94h72v34a22 22 0 0 1-22 22h-28a22 22 0 0 1-22-22z") + stroke(
        "sa", "M198 104h8a14 14 0 0 1 0 28h-10", 7
    )
    return window + view + rect("e", 40, 148, 240, 10, r=3) + steam + mug + rect("e", 40, 156, 240, 24)


def errands(r: Random) -> str:
    """What a station lends: a plug, a key, a parcel, a needle, each on its tile."""
    tiles = [
        rect("d", 15, 24, 34, 28, r=3) + rect("a", 29, 24, 6, 28),
        stroke("sf", "M24 32v-12m16 12v-12", 5) + rect("f", 17, 30, 30, 16, r=6) + stroke("sf", "M32 46v12", 5),
        disc("d", 24, 32, 11) + disc("e", 24, 32, 4) + rect("d", 33, 29, 22, 6, r=2) + rect("d", 47, 33, 5, 8),
        half("f", 32, 40, 17) + stroke("sf", "M32 40v12a5 5 0 0 0 10 0", 4),
        shape("f", "M18 22h28v22a10 10 0 0 1-10 10h-8a10 10 0 0 1-10-10z"),
        disc("f", 32, 32, 16) + stroke("se", "M32 24v9l7 4", 4),
    ]
    r.shuffle(tiles)
    grounds = ["a", "c", "b", "e", "a", "e"]
    places = [(56 + n % 3 * 72, 20 + n // 3 * 72) for n in range(6)]
    return "".join(
        moved(rect(colour, 0, 0, 64, 64, r=14) + tile, x, y)
        for colour, tile, (x, y) in zip(grounds, tiles, places, strict=True)
    )


def heartbeat(r: Random) -> str:
    """A heart with its line."""
    beats = f"l12-{r.randint(20, 30)} 16 52 15-{r.randint(48, 62)} 14 42 9-16"
    heart = shape("a", "M160 158C92 112 78 84 90 58c13-27 52-26 70 8c18-34 57-35 70-8c12 26-2 54-70 100z")
    return disc("w", 160, 92, 100) + disc("d", 236, 46, 16) + heart + stroke("sf", f"M40 96h70{beats}h90", 6)


def report(r: Random) -> str:
    """A report being read: bars within their range."""
    board = rect("e", 102, 22, 116, 142, r=10) + rect("f", 111, 34, 98, 121, r=4) + rect("d", 138, 14, 44, 18, r=6)
    band = rect("b2", 119, 74, 82, 26, r=3)
    bars = ""
    for n, colour in enumerate(("c", "b", "a", "c", "b")):
        height = r.randint(24, 62)
        bars += rect(colour, 123 + n * 16, 128 - height, 10, height, r=3)
    notes = rect("e2", 121, 138, r.randint(40, 76), 5, r=2.5)
    glass = stroke("se", "M252 92a24 24 0 1 1-48 0a24 24 0 1 1 48 0zM246 110l22 26", 8)
    return (
        disc("w", 160, 94, 94) + half("b", 44, 180, 46) + board + band + bars + notes + disc("w2", 228, 92, 20) + glass
    )


def stones(r: Random) -> str:
    """A pile of pebbles by quiet water."""
    waves = "".join(stroke("sw", f"M-20 {126 + n * 15}q30-12 60 0t60 0t60 0t60 0t60 0t60 0", 4) for n in range(4))
    pile, y = "", 146.0
    for width, colour in ((104, "e"), (84, "c"), (66, "a"), (46, "f"), (26, "b")):
        height = width * 0.28 + 6
        pile += f'<ellipse class="{colour}" cx="{160 + r.randint(-6, 6)}" cy="{y - height / 2:g}" rx="{width / 2}" ry="{height / 2:g}"/>'
        y -= height - 1
    return disc("d", r.choice((98, 224)), 60, 30) + rect("c2", 0, 118, 320, 62) + waves + pile


def firstaid(r: Random) -> str:
    """A case on a shelf, leaves beside it."""
    leaves = "".join(
        turned(shape("b", "M252 150c-16-20-16-44 0-62c16 18 16 42 0 62z"), angle, 252, 150) for angle in (-38, 0, 38)
    )
    case = (
        rect("a", 92, 62, 136, 92, r=12)
        + rect("f", 92, 96, 136, 10)
        + stroke("se", "M136 62v-12a10 10 0 0 1 10-10h28a10 10 0 0 1 10 10v12", 8)
    )
    plus = disc("f", 160, 101, 32) + rect("b", 153, 80, 14, 42, r=3) + rect("b", 139, 94, 42, 14, r=3)
    rolls = (
        disc("f", 62, 138, 16)
        + disc("d", 62, 138, 6)
        + (disc("f", 40, 142, 12) if r.choice((True, False)) else rect("c", 30, 116, 16, 38, r=5))
    )
    return disc("w", 160, 84, 90) + leaves + case + plus + rolls + rect("e", 16, 154, 288, 9, r=3)


def shelf(r: Random) -> str:
    """Books, one of them leaning, and a reading lamp."""
    books, x = "", 70.0
    colours = ["a", "c", "d", "b", "f", "a", "c"]
    r.shuffle(colours)
    for n, colour in enumerate(colours):
        width, height = r.randint(15, 24), r.randint(70, 112)
        book = rect(colour, x, 150 - height, width, height, r=2) + rect("w2", x + 4, 162 - height, width - 8, 5)
        books += turned(book, -9, x, 150) if n == len(colours) - 1 else book
        x += width + (10 if n == len(colours) - 2 else 2)
    lamp = (
        stroke("se", "M276 150V96l-22-32", 5)
        + shape("d", "M236 70l14-26 26 16-26 24z")
        + rect("e", 258, 146, 36, 6, r=3)
    )
    return shape("w", "M250 70 200 150h100z") + books + lamp + rect("e", 28, 150, 264, 8, r=2)


def cinema(r: Random) -> str:
    """A beam in the dark, a picture, heads in front of it."""
    beam = shape("w", "M160 170 62 20h196z")
    screen = rect("f", 74, 16, 172, 92, r=6) + disc("d", 110 + r.randint(0, 90), 50, 19)
    hills = shape("b", "M80 102q26-44 56-18t54-22t50 26v14z") + shape("c", "M80 102q40-24 84-10t76-12v22z")
    rows = "".join(
        half("e", 12 + n * 42, 156, 18) + disc("e", 12 + n * 42, 132, 10) for n in range(8) if n != r.randint(1, 6)
    )
    return beam + screen + hills + rows + rect("a", 0, 154, 320, 26)


def stretch(r: Random) -> str:
    """Somebody bending like a tree before a big sun."""
    sun = disc("d", r.choice((126, 160, 194)), 78, 58)
    tree = stroke("se", "M160 152V92M160 124l26 14-22 12", 12) + stroke("se", "M160 98L128 50l32-22 32 22z", 9)
    head = disc("a", 160, 70, 13)
    mat = rect("b", 92, 150, 136, 9, r=4.5)
    return sun + shape("w", "M0 140q80-34 160 0t160 0v40H0z") + tree + head + mat


def music(r: Random) -> str:
    """Sound as bars, low and high."""
    bars = ""
    for n in range(15):
        height = 26 + 74 * abs(sin(n * 0.52 + r.random())) + r.randint(-6, 6)
        bars += rect("adcfb"[n % 5], 40 + n * 16.4, 90 - height / 2, 9, height, r=4.5)
    return disc("w", 160, 90, 84) + disc("w", 160, 90, 58) + bars


def court(r: Random) -> str:
    """A field from above, a ball somewhere on it."""
    field = rect("b", 50, 16, 220, 148, r=6) + stroke("sf", "M160 16v148M50 56h38v68h-38M270 56h-38v68h38", 3)
    ring = stroke("sf", "M188 90a28 28 0 1 1-56 0a28 28 0 1 1 56 0z", 3)
    x, y = r.randint(112, 208), r.randint(52, 128)
    ball = disc("a", x, y, 17) + stroke("sf", f"M{x - 15} {y - 6}q15 10 30 0M{x} {y - 17}v34", 2.5)
    return field + ring + ball + "".join(disc(c, r.randint(90, 230), r.randint(36, 144), 8) for c in "cdce")


def tiles(r: Random) -> str:
    """A patchwork that hands could have made."""
    pieces = ""
    for n in range(15):
        x, y, colour = 60 + n % 5 * 40, 30 + n // 5 * 40, r.choice("abcdf")
        pieces += r.choice(
            (
                disc(colour, x + 20, y + 20, 19),
                shape(colour, f"M{x} {y + 40}a40 40 0 0 1 40-40v40z"),
                shape(colour, f"M{x} {y}h40l-40 40z"),
                arch(colour, x + 20, 38, top=y + 1, base=y + 40),
                rect(colour, x + 1, y + 1, 38, 38, r=4),
            )
        )
    return rect("e", 52, 22, 216, 136, r=10) + pieces
