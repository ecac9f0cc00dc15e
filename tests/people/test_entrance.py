"""The way in: phone, code, consents; and what stands in the way of those who guess."""

from datetime import date, timedelta

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


def test_a_person_erased_meanwhile_starts_again(client, ask, give):
    code = ask()
    Person.objects.all().delete()

    assert give(code).url == reverse(SIGN_IN)


def test_somebody_who_is_not_active_is_not_let_in(client, ask, give):
    PersonFactory(phone="+8613900139000", is_active=False)

    answer = give(ask())

    assert (answer.url, signed_in(client)) == (reverse("account_inactive"), None)
    assert client.get(answer.url).status_code == 200


def test_who_confirms_the_phone_and_agrees_to_nothing_is_no_member_and_is_forgotten(client, ask, give, at):
    ConsentTextFactory()
    give(ask())
    at((clock.now() + timedelta(hours=25)).isoformat())

    forgotten = services.forget_unfinished()

    assert (forgotten, Person.objects.count()) == (1, 0)
    assert client.get(reverse(JOIN)).url == reverse(SIGN_IN)


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
    newer = ConsentTextFactory(version="2", published_on=date(2026, 2, 1))

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


def test_staff_without_a_second_step_come_in_with_the_code(client, ask, give):
    person = AppointmentFactory(person__phone="+8613900139000").person

    give(ask())

    assert signed_in(client) == str(person.pk)
