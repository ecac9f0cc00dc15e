"""Drawn covers: where there is no photograph, a composition of the item's category, varied by item."""

from functools import lru_cache
from random import Random
from zlib import crc32

from django.utils.safestring import SafeString, mark_safe

from yizhan.ui.covers import civic, living
from yizhan.ui.covers.shapes import Draw

MOTIFS: dict[str, tuple[Draw, ...]] = {
    "DQ": (civic.doorway, civic.table, civic.lecture, civic.voices),
    "ZW": (civic.terminal, civic.papers, civic.counter, civic.pillars),
    "SH": (living.lunchbox, living.umbrella, living.cup, living.errands),
    "FL": (civic.scales, civic.contract, civic.mediation, civic.keystone),
    "JK": (living.heartbeat, living.report, living.stones, living.firstaid),
    "WT": (living.shelf, living.cinema, living.stretch, living.music, living.court, living.tiles),
}
THEMES = {
    "DQ": ("blush", "sand", "brick", "mist", "night"),
    "ZW": ("sky", "mist", "straw", "night", "sand"),
    "SH": ("straw", "leaf", "sand", "brick", "sky"),
    "FL": ("sand", "mist", "forest", "straw", "night"),
    "JK": ("blush", "leaf", "plum", "sky", "sand"),
    "WT": ("leaf", "night", "straw", "forest", "blush"),
}
FALLBACK = "DQ"


@lru_cache(maxsize=1024)
def cover(category: str, *, seed: str = "") -> SafeString:
    """The cover for an item of `category`; numbers that follow each other never look alike."""
    known = category if category in MOTIFS else FALLBACK
    number = int(seed) if seed.isdecimal() else crc32(seed.encode())
    motifs, themes = MOTIFS[known], THEMES[known]
    theme = themes[number % len(themes)]
    flipped = " flip" if number // 2 % 2 else ""
    drawing = motifs[number % len(motifs)](Random(number))  # noqa: S311
    return mark_safe(  # noqa: S308
        f'<svg class="cover th-{theme}{flipped}" viewBox="0 0 320 180" preserveAspectRatio="xMidYMid slice" '
        f'aria-hidden="true" focusable="false"><rect class="bg" width="320" height="180"/><g class="art">{drawing}</g></svg>'
    )
