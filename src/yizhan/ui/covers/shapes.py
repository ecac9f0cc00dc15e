"""The few shapes every drawing is made of; a colour is a letter that the style sheet's themes give meaning to."""

from collections.abc import Callable
from random import Random

Draw = Callable[[Random], str]


def rect(colour: str, x: float, y: float, width: float, height: float, *, r: float = 0) -> str:
    """A rectangle, its corners rounded by `r`."""
    corner = f' rx="{r:g}"' if r else ""
    return f'<rect class="{colour}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"{corner}/>'


def disc(colour: str, x: float, y: float, r: float) -> str:
    """A full circle."""
    return f'<circle class="{colour}" cx="{x:g}" cy="{y:g}" r="{r:g}"/>'


def shape(colour: str, outline: str) -> str:
    """A filled outline."""
    return f'<path class="{colour}" d="{outline}"/>'


def stroke(colour: str, outline: str, width: float = 4) -> str:
    """A line with round ends."""
    return f'<path class="s {colour}" stroke-width="{width:g}" d="{outline}"/>'


def arch(colour: str, middle: float, width: float, *, top: float, base: float) -> str:
    """A lane-house arch: a half circle on two straight legs."""
    r = width / 2
    return shape(colour, f"M{middle - r:g} {base:g}V{top + r:g}a{r:g} {r:g} 0 0 1 {width:g} 0V{base:g}z")


def half(colour: str, x: float, base: float, r: float, *, down: bool = False) -> str:
    """A half disc on its flat side, or hanging from it."""
    return shape(colour, f"M{x - r:g} {base:g}a{r:g} {r:g} 0 0 {0 if down else 1} {2 * r:g} 0z")


def person(colour: str, skin: str, x: float, base: float, size: float) -> str:
    """Shoulders and a head, nobody in particular."""
    return half(colour, x, base, size) + disc(skin, x, base - size * 1.42, size * 0.5)


def turned(drawing: str, degrees: float, x: float, y: float) -> str:
    """The drawing, turned about a point."""
    return f'<g transform="rotate({degrees:g} {x:g} {y:g})">{drawing}</g>'


def moved(drawing: str, x: float, y: float) -> str:
    """The drawing, moved."""
    return f'<g transform="translate({x:g} {y:g})">{drawing}</g>'


def ground(colour: str, y: float = 152) -> str:
    """What things stand on."""
    return rect(colour, 0, y, 320, 180 - y)


def bubble(colour: str, x: float, y: float, width: float, height: float, *, tail: float) -> str:
    """A speech bubble whose tail points `tail` to the side."""
    foot = x + width / 2
    point = f"M{foot - 9:g} {y + height - 1:g}h18l{tail:g} 17z"
    return rect(colour, x, y, width, height, r=min(width, height) / 2.6) + shape(colour, point)
