import pytest

from tests.factories import StationFactory
from yizhan.kernel.search import matching, words
from yizhan.network.models import Station


def found(text):
    return set(Station.objects.filter(matching(text, literal=("name_zh", "code"))).values_list("code", flat=True))


def test_words_are_cut_and_what_is_no_word_is_left_out():
    assert words("恒隆广场，Plaza 66") == "恒隆 广场 plaza 66"


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["恒隆", "广场 恒隆", "恒", "党群服务", "JA-0001"])
def test_a_station_is_found_by_its_words_in_any_order_by_one_character_and_by_code(text):
    StationFactory(code="JA-0001", name_zh="恒隆广场党群服务站")
    StationFactory(code="JA-0002", name_zh="越洋大厦活动点")

    assert found(text) == {"JA-0001"}


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["' & !", "a:*|b", "（）", "\\"])
def test_marks_of_the_query_language_are_harmless(text):
    StationFactory()

    assert found(text) == set()
