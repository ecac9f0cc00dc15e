"""How alike two texts are."""

from hypothesis import given
from hypothesis import strategies as st

from yizhan.kernel.search import likeness


@given(one=st.text(), other=st.text())
def test_likeness_is_the_same_both_ways_and_between_nothing_and_all(one, other):
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1


def test_likeness_tells_the_same_wish_from_another():
    assert likeness("想找律师看合同", "想找律师看合同！") == 1
    assert likeness("想找律师看合同", "想请律师看劳动合同") > 0.25
    assert likeness("想找律师看合同", "午休想做颈椎按摩") == 0
    assert likeness("球", "球") == 1
    assert likeness("", "") == 0
