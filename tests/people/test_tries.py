"""What stands in the way of those who guess codes, and what helps those who mistype them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.people.conftest import PHONE, other_than
from yizhan.kernel import clock
from yizhan.people import services
from yizhan.people.models import Person

pytestmark = pytest.mark.django_db
SIGN_IN, CODE = "account_login", "account_confirm_login_code"


def signed_in(client):
    return client.session.get("_auth_user_id")


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "1234567"])
def test_what_is_no_code_is_refused_without_costing_a_try(client, ask, give, text_of, typed):
    code = ask()

    page = give(typed)

    assert page.status_code == 422
    assert "还可以再试 2 次" in text_of(give(other_than(code)))


def test_a_wrong_code_says_how_many_tries_are_left(client, ask, give, text_of):
    wrong = other_than(ask())

    pages = [give(wrong), give(wrong)]

    assert [page.status_code for page in pages] == [422, 422]
    assert "验证码不对，还可以再试 2 次。" in text_of(pages[0])
    assert "验证码不对，还可以再试 1 次。" in text_of(pages[1])


def test_after_three_wrong_codes_the_code_is_void(client, ask, give, text_of):
    code = ask()
    wrong = other_than(code)

    pages = [give(wrong) for _ in range(3)]

    assert pages[2].status_code == 422
    assert "这个验证码作废了" in text_of(pages[2])
    assert give(code).status_code == 422
    assert signed_in(client) is None


def test_a_fresh_code_has_fresh_tries(client, ask, give, codes, text_of):
    wrong = other_than(ask())
    [give(wrong) for _ in range(3)]

    answer = give("", action="resend")

    assert answer.url == reverse(CODE)
    assert "新的验证码已经发出" in text_of(client.get(reverse(CODE)))
    give(codes[-1].code)
    assert signed_in(client)


def test_a_code_that_was_replaced_is_void(client, ask, give, codes):
    old = ask()
    give("", action="resend")

    if codes[-1].code != old:
        assert give(old).status_code == 422


def test_a_code_is_sent_again_twice_only(client, ask, give, text_of):
    ask()

    answers = [give("", action="resend") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "已经重发了 2 次" in text_of(answers[2])


def test_a_code_expires(client, ask, give, codes):
    code = ask()
    session = client.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 301
    session.save()

    answer = give(code)

    assert (answer.url, signed_in(client)) == (reverse(SIGN_IN), None)


def lock(ask, give):
    """Use up the tries of the phone."""
    wrong = other_than(ask())
    first = [give(wrong) for _ in range(3)]
    wrong = other_than(ask())
    return first + [give(wrong) for _ in range(3)]


def test_after_six_wrong_codes_the_phone_waits_ten_minutes(client, at, ask, give, text_of):
    at("2026-11-25T12:00+08:00")

    pages = lock(ask, give)

    assert [page.status_code for page in pages] == [422, 422, 422, 422, 422, 429]
    assert "请在 12:10 之后再试" in text_of(pages[5])


def test_a_locked_phone_gets_no_new_code_and_is_told_when(client, at, ask, give, text_of):
    at("2026-11-25T12:00+08:00")
    lock(ask, give)

    asked = client.post(reverse(SIGN_IN), {"phone": PHONE})
    resent = give("", action="resend")

    assert (asked.status_code, resent.status_code) == (429, 429)
    assert "请在 12:10 之后再试" in text_of(asked)
    assert "请在 12:10 之后再试" in text_of(resent)


def test_even_the_right_code_waits_while_the_phone_is_locked(client, at, ask, give, text_of):
    at("2026-11-25T12:00+08:00")
    code = ask()
    person = Person.objects.get()
    [services.take_try(person=person) for _ in range(6)]

    page = give(code)

    assert (page.status_code, signed_in(client)) == (429, None)
    assert "请在 12:10 之后再试" in text_of(page)


def test_after_ten_minutes_the_phone_is_open_again(client, at, ask, give, codes, settings):
    settings.ACCOUNT_RATE_LIMITS = {"wrong_code": "60/10m/ip"}
    at("2026-11-25T12:00+08:00")
    lock(ask, give)
    at("2026-11-25T12:10+08:00")

    asked = client.post(reverse(SIGN_IN), {"phone": PHONE})
    give(codes[-1].code)

    assert asked.status_code == 302
    assert signed_in(client)


def test_codes_are_not_asked_for_without_end(client, ask, text_of):
    [ask() for _ in range(5)]

    page = client.post(reverse(SIGN_IN), {"phone": PHONE})

    assert page.status_code == 429
    assert "索取验证码太频繁了" in text_of(page)


def test_one_address_does_not_guess_the_codes_of_many_phones(client, ask, give, settings, text_of):
    settings.ACCOUNT_RATE_LIMITS = {"wrong_code": "2/10m/ip"}
    for phone in ("13900139000", "13900139001"):
        give(other_than(ask(phone)))
    code = ask("13900139002")

    page = give(code)

    assert (page.status_code, signed_in(client)) == (429, None)
    assert "这里试得太多了" in text_of(page)


def test_a_code_lives_for_five_minutes_from_when_it_was_sent_last(client, ask, give, at):
    ask()
    at((clock.now() + timedelta(minutes=4)).isoformat())

    give("", action="resend")

    state = client.session["account_login"]["state"]["stages"]["login_by_code"]["data"]
    assert state["at"] == clock.now().timestamp()
