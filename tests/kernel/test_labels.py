"""The names of choices, without translating those that were not chosen."""

import pytest
from django.utils import translation

from yizhan.cases.models import Case, State


@pytest.mark.parametrize(("language", "said"), [("zh-hans", "办理中"), ("en", "Being handled")])
def test_the_name_is_in_the_language_of_the_page(language, said):
    with translation.override(language):
        assert Case(state=State.HANDLING).get_state_display() == said


def test_a_value_that_is_no_choice_is_told_as_it_is():
    assert Case(state="other").get_state_display() == "other"


def test_nothing_chosen_is_nothing_told():
    assert Case(result="").get_result_display() == ""
