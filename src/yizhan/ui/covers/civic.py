"""Covers of meeting, of public affairs and of law."""

from random import Random

from yizhan.ui.covers.shapes import arch, bubble, disc, ground, half, person, rect, shape, stroke, turned


def doorway(r: Random) -> str:
    """People before a lit arch."""
    drawing = arch("e", 160, 168, top=18, base=152) + arch("a", 160, 138, top=34, base=152)
    drawing += arch("d", 160, 106, top=52, base=152) + ground("b")
    crowd = (
        [(104, 25), (216, 25), (160, 31)] if r.choice((True, False)) else [(124, 27), (196, 31), (242, 21), (80, 21)]
    )
    colours = r.sample(["c", "e", "f", "b"], k=len(crowd))
    return drawing + "".join(
        person(colour, "f", x, 166, size) for colour, (x, size) in zip(colours, crowd, strict=True)
    )


def table(r: Random) -> str:
    """A round table seen from above, with seats, some taken."""
    seats = "".join(turned(rect(r.choice("ccw"), 143, 8, 34, 24, r=12), angle, 160, 90) for angle in range(0, 360, 45))
    sheets = "".join(
        turned(rect("f", 149, 46, 22, 15, r=2), angle + r.randint(-9, 9), 160, 90) for angle in range(0, 360, 90)
    )
    return (
        disc("w", 160, 90, 124)
        + seats
        + disc("e", 160, 90, 56)
        + disc("a", 160, 90, 50)
        + sheets
        + disc("d", 160, 90, 13)
    )


def lecture(r: Random) -> str:
    """A lectern in a cone of lamp light, and rows that listen."""
    light = shape("w", "M160 8 58 152h204z") + disc("d", 160, 16, 11)
    speaker = person("a", "f", 160, 104, 24) + shape("e", "M132 92h56l-8 60h-40z") + rect("f", 146, 102, 28, 4, r=2)
    rows = "".join(disc("b", 24 + n * 39 + r.randint(-3, 3), 158, 17) for n in range(8))
    front = "".join(disc("c", 4 + n * 39 + r.randint(-3, 3), 178, 20) for n in range(9))
    return light + speaker + rows + front


def voices(r: Random) -> str:
    """Speech bubbles that meet."""
    big = bubble("a", 66, 34, 128, 72, tail=-18) + "".join(
        rect("f", 90, 52 + n * 14, width, 6, r=3) for n, width in enumerate((80, r.randint(48, 72), r.randint(28, 50)))
    )
    small = bubble("c", 150, 84, 104, 56, tail=18) + "".join(disc("f", 180 + n * 22, 112, 6) for n in range(3))
    return half("b", 40, 180, 54) + half("b", 286, 180, 44) + big + small + disc("d", 238, 46, 18)


def terminal(r: Random) -> str:
    """A machine that prints what one came for."""
    body = rect("e", 112, 24, 96, 128, r=12) + rect("f", 124, 36, 72, 54, r=5) + rect("c", 124, 36, 72, 15, r=5)
    lines = "".join(rect("e2", 131, 58 + n * 9, r.randint(24, 56), 4, r=2) for n in range(3))
    keys = "".join(disc(("w2", "d")[n == r.randrange(6)], 138 + n % 3 * 22, 104 + n // 3 * 16, 5.5) for n in range(6))
    slip = shape("f", "M132 138h56v32l-7-5-7 5-7-5-7 5-7-5-7 5-7-5-7 5z") + rect("a", 141, 146, 30, 4, r=2)
    return (
        ground("b")
        + arch("w", 160, 190, top=4, base=152)
        + body
        + lines
        + keys
        + rect("k", 126, 134, 68, 6, r=3)
        + slip
    )


def papers(r: Random) -> str:
    """A pile of forms with a seal on the top one."""
    pile = "".join(
        turned(rect(colour, 112, 26, 96, 128, r=5), r.randint(6, 12) * sign, 160, 90)
        for colour, sign in (("c", 1), ("d", -1))
    )
    lines = "".join(rect("e2", 126, 44 + n * 15, r.choice((40, 56, 68)), 5, r=2.5) for n in range(5))
    seal = stroke("sa", "M194 106a23 23 0 1 1-46 0a23 23 0 1 1 46 0z", 5) + stroke("sa", "M161 106l7 8 13-16", 5)
    return (
        disc("w", 160, 90, 96)
        + pile
        + rect("f", 112, 26, 96, 128, r=5)
        + lines
        + turned(seal, r.randint(-14, 4), 171, 106)
    )


def counter(r: Random) -> str:
    """An open window with somebody behind it and somebody before."""
    wall = arch("f", 160, 152, top=14, base=118) + arch("c", 160, 128, top=26, base=118)
    officer = person("e", "f", 160 + r.randint(-10, 10), 118, 30)
    desk = rect("a", 52, 116, 216, 14, r=3) + rect("e", 66, 130, 188, 50)
    panels = "".join(rect("w2", 78 + n * 42, 140, 32, 32, r=3) for n in range(4))
    things = rect("d", 84, 98, 30, 18, r=3) + rect("f", 206, 104, 34, 12, r=2)
    return wall + officer + desk + panels + things


def pillars(r: Random) -> str:
    """A house of rules: steps, columns, a roof, and the sun behind it."""
    count = r.choice((3, 5))
    gap = 132 / (count - 1)
    columns = "".join(
        rect("f", 86 + n * gap, 74, 16, 66, r=2) + rect("d", 82 + n * gap, 70, 24, 6, r=2) for n in range(count)
    )
    roof = shape("a", "M160 20 258 62H62z") + rect("e", 66, 62, 188, 9, r=2)
    return disc("w", 218, 56, 66) + columns + roof + rect("c", 60, 138, 200, 12, r=2) + rect("e", 44, 150, 232, 30)


def scales(r: Random) -> str:
    """A balance, leaning a little to one side."""
    tilt = r.choice((-11, -6, 6, 11))
    pan = "M{x} 58l-30 46h60z"
    lean = tilt * 1.1
    left, right = 96, 224
    pans = stroke("se", pan.format(x=left), 2.5) + half("a", left, 104, 33, down=True)
    other = stroke("se", pan.format(x=right), 2.5) + half("c", right, 104, 33, down=True)
    beam = turned(rect("e", 90, 53, 140, 7, r=3.5), tilt, 160, 56)
    post = rect("e", 156, 48, 8, 98) + rect("e", 118, 146, 84, 9, r=3) + disc("d", 160, 46, 11)
    sides = f'<g transform="translate(0 {-lean:g})">{pans}</g><g transform="translate(0 {lean:g})">{other}</g>'
    return disc("w", 160, 84, 92) + sides + post + beam


def contract(r: Random) -> str:
    """A page, a clause underlined, and a name being written."""
    page = shape("f", "M96 16h104l28 28v136H96z") + shape("e2", "M200 16l28 28h-28z")
    lines = "".join(rect("e2", 114, 48 + n * 14, r.choice((72, 84, 94)), 5, r=2.5) for n in range(5))
    marked = rect("d", 112, 72 + r.choice((0, 14)), 70, 12, r=3)
    name = stroke("sc", "M116 150c10-22 18-22 16-4s10 8 16-4 10 6 16 2 8-8 20-6", 4)
    pen = turned(
        rect("a", 196, 84, 15, 70, r=4) + shape("e", "M196 152h15l-7.5 18z") + rect("f", 196, 98, 15, 4), 28, 196, 146
    )
    return half("b", 262, 180, 66) + half("w", 60, 180, 48) + page + marked + lines + name + pen


def mediation(r: Random) -> str:
    """Two who disagree, and a table between them."""
    chairs = rect("e", 62, 66, 14, 90, r=6) + rect("e", 244, 66, 14, 90, r=6)
    people = person("a", "f", 98, 140, 30) + person("c", "f", 222, 140, 30)
    desk = rect("d", 122, 116, 76, 9, r=3) + rect("e", 154, 124, 12, 34)
    above = bubble("f", 104, 22, 54, 32, tail=-12) + bubble("f", 166, 34, 54, 32, tail=12)
    dots = "".join(disc("a", 118 + n * 13, 38, 3.5) for n in range(3)) + rect("c", 180, 46, r.randint(18, 28), 5, r=2.5)
    return disc("w", 160, 80, 84) + ground("b") + chairs + people + desk + above + dots


def keystone(r: Random) -> str:
    """Stones that hold each other up."""
    colours = ["a", "f", "d", "c", "f", "a", "c"]
    r.shuffle(colours)
    stones = "".join(
        turned(shape(colour, "M143 22l34 0-8 42-18 0z"), angle, 160, 122)
        for colour, angle in zip(colours, range(-81, 82, 27), strict=True)
    )
    legs = rect("e", 58, 126, 44, 54) + rect("e", 218, 126, 44, 54)
    return disc("w", 160, 122, 112) + stones + legs + half("b", 160, 180, 40) + disc("d", 160, 122, 10)
