"""Rating on a phone, without JavaScript."""

import pytest
from django.urls import reverse

from tests.evaluation.factories import AskFactory, RatingFactory, RatingItemFactory
from tests.factories import PersonFactory
from yizhan.evaluation.models import CallBack, Rating

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
SESSION = 10  # who it is, and that the device was seen


@pytest.fixture
def ask():
    return AskFactory()


@pytest.fixture
def phone(client, ask):
    """The one who was asked, signed in."""
    client.force_login(ask.registration.person)
    return client


def address(name, *args):
    return reverse(f"evaluation:{name}", args=args)


def test_a_visitor_is_asked_to_sign_in(client, ask):
    assert client.get(address("rating-edit", ask.pk)).status_code == 302


def test_nobody_else_finds_the_page(client, ask):
    client.force_login(PersonFactory())

    assert client.get(address("rating-edit", ask.pk)).status_code == 404


def test_the_page_offers_five_levels_and_the_items_of_the_category(phone, ask):
    RatingItemFactory(category=ask.registration.activity.category, name_zh="讲得清楚")

    words = phone.get(address("rating-edit", ask.pk)).content.decode()

    assert [words.count(level) > 0 for level in ("很不满意", "不满意", "一般", "满意", "很满意")] == [True] * 5
    assert "讲得清楚" in words


def test_without_items_nothing_is_offered_to_tick(phone, ask):
    assert "最多三项" not in phone.get(address("rating-edit", ask.pk)).content.decode()


def test_a_tap_is_enough_and_thanks_follow(phone, ask):
    response = phone.post(address("rating-edit", ask.pk), {"level": "5"}, follow=True)

    assert response.redirect_chain == [(address("rating-thanks", ask.pk), 302)]
    assert Rating.objects.get().level == 5
    assert "谢谢，收到了" in response.content.decode()


def test_a_bad_rating_says_that_somebody_will_see_to_it(phone, ask):
    response = phone.post(address("rating-edit", ask.pk), {"level": "1", "may_call": "on"}, follow=True)

    assert "站点会在 3 个工作日内跟进" in response.content.decode()
    assert CallBack.objects.get().rating.may_call


def test_the_next_one_is_a_tap_away(phone, ask):
    other = AskFactory(registration__person=ask.registration.person)

    response = phone.post(address("rating-edit", ask.pk), {"level": "4"}, follow=True)

    assert address("rating-edit", other.pk) in response.content.decode()


def test_without_a_level_the_page_says_so_and_keeps_the_words(phone, ask):
    response = phone.post(address("rating-edit", ask.pk), {"words": "下次早点开始"})

    assert response.status_code == 422
    assert response.context["form"].errors == {"level": ["请从五档里选一档。"]}
    assert "下次早点开始" in response.content.decode()


def test_what_was_said_is_there_to_be_changed(phone, ask):
    RatingFactory(ask=ask, level=2, words="有点吵")

    form = phone.get(address("rating-edit", ask.pk)).context["form"]

    assert (form["level"].value(), form["words"].value()) == (2, "有点吵")


def test_after_a_week_the_page_says_that_it_is_over(phone, ask, at):
    at("2026-01-30T12:00+08:00")

    assert "已经不能再写或再改" in phone.get(address("rating-edit", ask.pk)).content.decode()
    assert phone.post(address("rating-edit", ask.pk), {"level": "5"}).status_code == 422


def test_thanks_are_only_for_what_was_said(phone, ask):
    assert phone.get(address("rating-thanks", ask.pk)).status_code == 404


def test_the_list_has_what_waits_and_what_was_rated(phone, ask):
    rated = RatingFactory(ask__registration__person=ask.registration.person)

    response = phone.get(address("ask-list"))

    assert (list(response.context["waiting"]), list(response.context["rated"])) == ([ask], [rated.ask])


def test_an_empty_list_says_what_will_be_there(client):
    client.force_login(PersonFactory())

    assert "没有等着评价的活动" in client.get(address("ask-list")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_many(client, count, django_assert_num_queries):
    person = PersonFactory()
    AskFactory.create_batch(count, registration__person=person)
    for _ in range(count):
        RatingFactory(ask__registration__person=person)
    client.force_login(person)

    with django_assert_num_queries(SESSION + 5):
        response = client.get(address("ask-list"))

    assert len(response.context["waiting"]) == count
