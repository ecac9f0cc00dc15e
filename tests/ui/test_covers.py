"""Covers and scenes differ from one item to the next, and are safe to put in a page."""

from itertools import pairwise

import pytest

from tests.ui.markup import parsed
from yizhan.ui.covers import MOTIFS, cover
from yizhan.ui.scenes import skyline, station_scene


@pytest.mark.parametrize("category", list(MOTIFS))
def test_items_that_follow_each_other_never_share_a_composition_or_a_theme(category):
    drawings = [cover(category, seed=str(n)) for n in range(12)]

    assert len(set(drawings)) == 12
    assert all(theme(one) != theme(other) for one, other in pairwise(drawings))


@pytest.mark.parametrize("category", list(MOTIFS))
def test_a_category_has_at_least_three_compositions(category):
    assert len(MOTIFS[category]) >= 3


def test_a_cover_is_the_same_every_time():
    cover.cache_clear()
    first = cover("FL", seed="0192f0c1")
    cover.cache_clear()

    assert cover("FL", seed="0192f0c1") == first


@pytest.mark.parametrize("kind", ["hub", "building", "point"])
def test_station_scenes_differ_by_station_and_by_kind(kind):
    others = {"hub", "building", "point"} - {kind}

    assert len({station_scene(seed=str(n), kind=kind) for n in range(8)}) == 8
    assert station_scene(seed="7", kind=kind) not in {station_scene(seed="7", kind=other) for other in others}


@pytest.mark.parametrize(
    "drawing",
    [
        *(cover(category, seed=str(n)) for category in MOTIFS for n in range(12)),
        *(station_scene(seed=str(n), kind=kind) for kind in ("hub", "building", "point", "unknown") for n in range(8)),
        skyline(seed="home"),
    ],
)
def test_drawings_are_well_formed_hidden_from_readers_and_without_inline_style(drawing):
    root = parsed(drawing)

    assert root.get("aria-hidden") == "true"
    assert [node for node in root.iter() if node.get("style")] == []


def theme(drawing):
    return next(word for word in parsed(drawing).get("class").split() if word.startswith("th-"))
