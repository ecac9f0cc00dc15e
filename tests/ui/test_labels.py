"""Dots can be touched and labels can be read, whatever the stations are."""

from itertools import combinations
from math import hypot

from hypothesis import given, settings
from hypothesis import strategies as st

from yizhan.ui.labels import Box, Piece, Room, around, broken, settle, width_of

FRAME = Box(4, 4, 496, 596)
NAMES = st.text(alphabet="静安白领驿站大厦中心ABC 12", min_size=1, max_size=18)
POINTS = st.tuples(st.floats(0, 500), st.floats(0, 600))
PIECES = st.lists(
    st.builds(
        lambda name, wish, important: Piece(name=name, wish=wish, fits=lambda _: True, important=important),
        NAMES,
        POINTS,
        st.booleans(),
    ),
    max_size=25,
)


def settled(pieces):
    return settle(pieces, Room(frame=FRAME, size=12, reach=10, apart=24))


@given(PIECES)
@settings(max_examples=40, deadline=None)
def test_no_two_dots_are_nearer_than_a_finger_needs(pieces):
    dots, _ = settled(pieces)

    assert [
        pair for pair in combinations(dots, 2) if hypot(pair[0][0] - pair[1][0], pair[0][1] - pair[1][1]) < 24
    ] == []


@given(PIECES)
@settings(max_examples=40, deadline=None)
def test_no_label_meets_a_dot_or_another_label(pieces):
    dots, labels = settled(pieces)

    boxes = [label.box for label in labels if label]
    assert [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])] == []
    assert [(box, dot) for box in boxes for dot in dots if box.meets(around(dot, 9.9))] == []


@given(PIECES)
@settings(max_examples=40, deadline=None)
def test_everything_stays_on_the_paper(pieces):
    dots, labels = settled(pieces)

    assert [dot for dot in dots if not around(dot, 10).within(FRAME)] == []
    assert [label for label in labels if label and not label.box.within(FRAME)] == []


def test_a_dot_that_wishes_a_free_place_gets_it():
    dots, labels = settled([Piece(name="恒隆广场", wish=(100, 100), fits=lambda _: True, important=True)])

    assert dots == [(100, 100)]
    assert labels[0].lines == ("恒隆广场",)
    assert labels[0].leader is None


def test_a_dot_looks_for_a_place_that_fits():
    dots, _ = settled([Piece(name="北站", wish=(100, 100), fits=lambda spot: spot[0] > 130, important=True)])

    assert 130 < dots[0][0] < 136


def test_a_long_name_is_broken_in_the_middle_and_never_inside_a_number():
    assert broken("恒隆广场") == ("恒隆广场",)
    assert broken("静安区楼宇党群服务枢纽站") == ("静安区楼宇党", "群服务枢纽站")
    assert broken("长寿路四百号1234号楼") == ("长寿路四百号", "1234号楼")


def test_latin_letters_are_narrower_than_ideographs():
    assert width_of("驿站", 10) == 20
    assert width_of("ab", 10) == 11.6
