"""The way in: phone, code, consents; and what stands in the way of those who guess."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from tests.factories import AppointmentFactory, ConsentFactory, ConsentTextFactory, PersonFactory
from tests.people.conftest import PHONE, other_than
from yizhan.kernel import clock
from yizhan.people import services
from yizhan.people.models import Change, Person

pytestmark = pytest.mark.django_db
SIGN_IN, CODE, JOIN = "account_login", "account_confirm_login_code", "people:join"


def signed_in(client):
    return client.session.get("_auth_user_id")


def test_the_way_in_asks_for_a_phone_only(client, text_of):
    page = client.get(reverse(SIGN_IN))

    assert page.status_code == 200
    assert page.content.decode().count('type="tel"') == 1
    assert "获取验证码" in text_of(page)


def test_both_names_of_the_library_lead_to_the_same_page():
    assert reverse("account_request_login_code") == reverse(SIGN_IN)


def test_a_newcomer_is_in_after_code_name_and_consent(client, ask, give):
    ConsentTextFactory()

    asked = give(ask())
    assert (asked.status_code, asked.url, signed_in(client)) == (302, reverse(JOIN), None)
    joined = client.post(reverse(JOIN), {"name": "小陈", "service": "on"})

    person = Person.objects.get()
    assert (joined.status_code, joined.url) == (302, reverse("portal:me"))
    assert (signed_in(client), person.name, person.phone) == (str(person.pk), "小陈", "+8613900139000")
    assert person.joined_at is not None


def test_a_member_is_in_after_the_code(client, ask, give):
    person = ConsentFactory(person__phone="+8613900139000").person

    answer = give(ask())

    assert (answer.status_code, answer.url, signed_in(client)) == (302, reverse("portal:me"), str(person.pk))


def test_everything_is_open_where_nothing_has_to_be_agreed_to(client, ask, give):
    give(ask())

    assert signed_in(client) == str(Person.objects.get().pk)


def test_the_wanted_page_is_reached_through_every_step(client, ask, give):
    ConsentTextFactory()
    wanted = "/me/devices/"

    give(ask(next=wanted), next=wanted)
    answer = client.post(reverse(JOIN), {"name": "小陈", "service": "on"})

    assert answer.url == wanted


@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere.example"])
def test_nobody_is_sent_elsewhere(client, ask, give, wanted):
    answer = give(ask(next=wanted), next=wanted)

    assert answer.url == reverse("portal:me")


def test_known_and_unknown_phones_get_the_same_answers(client, codes, text_of):
    PersonFactory(phone="+8613900139000")
    answers = []
    for phone in ("13900139000", "13900139001"):
        asked = client.post(reverse(SIGN_IN), {"phone": phone})
        shown = client.get(reverse(CODE))
        wrong = client.post(reverse(CODE), {"code": other_than(codes[-1].code)})
        masked = "139****" + phone[-4:]
        pages = [text_of(page).replace(masked, "") for page in (shown, wrong)]
        answers.append((asked.status_code, asked.url, shown.status_code, wrong.status_code, *pages))

    assert answers[0] == answers[1]
    assert len(codes) == 2


@pytest.mark.parametrize(("phone", "told"), [("", "请填写手机号。"), ("12345", "请填写 11 位手机号")])
def test_what_is_no_phone_is_refused_in_place(client, text_of, phone, told):
    page = client.post(reverse(SIGN_IN), {"phone": phone})

    assert page.status_code == 422
    assert told in text_of(page)
    assert f'value="{phone}"' in page.content.decode() or not phone


def test_whoever_is_in_does_not_sign_in_again(client):
    client.force_login(PersonFactory())

    assert client.get(reverse(SIGN_IN)).url == reverse("portal:me")


def test_the_code_page_needs_a_code_that_was_asked_for(client):
    assert client.get(reverse(CODE)).url == reverse(SIGN_IN)


def test_the_phone_is_masked_where_the_code_is_typed(client, ask):
    ask()

    body = client.get(reverse(CODE)).content.decode()

    assert "139****9000" in body
    assert PHONE not in body


def test_only_the_demo_shows_the_code(client, ask, settings):
    code = ask()

    assert code not in client.get(reverse(CODE)).content.decode()
    settings.DEMO = True
    assert code in client.get(reverse(CODE)).content.decode()


def test_a_code_may_be_typed_with_spaces_and_wide_digits(client, ask, give):
    code = ask()

    give(" " + "".join(chr(ord(digit) + 0xFEE0) for digit in code[:3]) + " " + code[3:])

    assert signed_in(client)


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


def test_a_person_erased_meanwhile_starts_again(client, ask, give):
    code = ask()
    Person.objects.all().delete()

    assert give(code).url == reverse(SIGN_IN)


def test_somebody_who_is_not_active_is_not_let_in(client, ask, give):
    PersonFactory(phone="+8613900139000", is_active=False)

    answer = give(ask())

    assert (answer.url, signed_in(client)) == (reverse("account_inactive"), None)
    assert client.get(answer.url).status_code == 200


def test_joining_needs_a_confirmed_phone(client):
    assert client.get(reverse(JOIN)).url == reverse(SIGN_IN)


@pytest.mark.parametrize(
    ("filled", "told"),
    [({"name": "小陈"}, "请先同意服务与隐私条款"), ({"name": "", "service": "on"}, "请写一个称呼")],
)
def test_joining_without_name_or_consent_is_refused_in_place(client, ask, give, text_of, filled, told):
    ConsentTextFactory()
    give(ask())

    page = client.post(reverse(JOIN), filled)

    assert (page.status_code, signed_in(client)) == (422, None)
    assert told in text_of(page)


def test_the_words_are_read_where_they_are_agreed_to(client, ask, give, text_of):
    ConsentTextFactory(body_zh="我们只收所需。")
    ConsentTextFactory(purpose="messages", title_zh="站外通知", required=False)
    give(ask())

    page = text_of(client.get(reverse(JOIN)))

    assert "我们只收所需。" in page
    assert "我同意站外通知" in page


def test_optional_consents_are_given_only_when_ticked(client, ask, give):
    ConsentTextFactory()
    ConsentTextFactory(purpose="messages", required=False)
    ConsentTextFactory(purpose="photographs", required=False)
    give(ask())

    client.post(reverse(JOIN), {"name": "小陈", "service": "on", "messages": "on"})

    given = Person.objects.get().consents.values_list("text__purpose", flat=True)
    assert sorted(given) == ["messages", "service"]


def test_a_new_version_of_the_terms_is_asked_for_at_the_next_sign_in(client, ask, give, text_of):
    ConsentFactory(person__phone="+8613900139000", person__name="林晓", text__version="1")
    newer = ConsentTextFactory(version="2", published_on=datetime(2026, 2, 1).date())

    assert give(ask()).url == reverse(JOIN)
    client.post(reverse(JOIN), {"name": "林晓", "service": "on"})

    assert signed_in(client)
    assert Person.objects.get().consents.filter(text=newer).count() == 1


def test_a_newcomer_keeps_the_language_in_which_they_joined(client, ask, give):
    ConsentTextFactory()
    client.cookies["django_language"] = "en"
    give(ask())

    client.post(reverse(JOIN), {"name": "Ann", "service": "on"})

    assert Person.objects.get().language == "en"


def test_a_new_device_speaks_the_language_of_the_person(client, ask, give):
    PersonFactory(phone="+8613900139000", language="en")

    answer = give(ask())

    assert answer.cookies["django_language"].value == "en"


def test_signing_out_asks_and_ends_the_session(client):
    client.force_login(PersonFactory())

    assert client.get(reverse("account_logout")).status_code == 200
    answer = client.post(reverse("account_logout"))

    assert (answer.url, signed_in(client)) == (reverse("portal:home"), None)


def test_the_terms_are_open_to_everyone(client, text_of):
    ConsentTextFactory(body_zh="我们只收所需。")

    assert "我们只收所需。" in text_of(client.get(reverse("people:text-list")))


def test_terms_that_are_not_published_are_said_to_be_missing(client, text_of):
    assert "条款还没有公布" in text_of(client.get(reverse("people:text-list")))


def test_the_whole_way_in_is_in_the_ledger_once(client, ask, give):
    give(ask())
    client.post(reverse("account_logout"))
    give(ask())

    assert Change.objects.filter(verb="join").count() == 1


def test_a_code_lives_for_five_minutes_from_when_it_was_sent_last(client, ask, give, at):
    ask()
    at((clock.now() + timedelta(minutes=4)).isoformat())

    give("", action="resend")

    state = client.session["account_login"]["state"]["stages"]["login_by_code"]["data"]
    assert state["at"] == clock.now().timestamp()


def test_staff_without_a_second_step_come_in_with_the_code(client, ask, give):
    person = AppointmentFactory(person__phone="+8613900139000").person

    give(ask())

    assert signed_in(client) == str(person.pk)
