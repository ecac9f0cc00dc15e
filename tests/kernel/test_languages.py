import pytest
from django.utils.translation import override

from yizhan.kernel.languages import in_language


@pytest.mark.parametrize(
    ("language", "en", "expected"),
    [("zh-hans", "Hub", "枢纽"), ("en", "Hub", "Hub"), ("en", "", "枢纽"), (None, "Hub", "枢纽")],
)
def test_chinese_unless_english_is_asked_for_and_given(language, en, expected):
    with override(language):
        assert in_language("枢纽", en) == expected
