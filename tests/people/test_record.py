"""One's own record: profile, display, consents, devices, leaving."""

import json

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from tests.factories import AppointmentFactory, ConsentFactory, ConsentTextFactory, PersonFactory
from yizhan.people.models import Consent, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    """A member who is signed in."""
    member = PersonFactory(name="林晓", phone="+8613900139000")
    client.force_login(member)
    return member


@pytest.mark.parametrize(
    "name",
    ["profile-edit", "consent-list", "device-list", "device-end-others", "person-export", "person-erase"],
)
def test_a_visitor_is_asked_to_sign_in_first(client, name):
    answer = client.get(reverse(f"people:{name}"))

    assert answer.url == f"{reverse('account_login')}?next={reverse(f'people:{name}')}"


def test_the_profile_shows_the_whole_phone_to_its_owner(client, person, text_of):
    assert "+8613900139000" in text_of(client.get(reverse("people:profile-edit")))


def test_the_profile_is_kept_and_the_device_speaks_its_language(client, person):
    filled = {"name": "Ann", "language": "en", "scale": "150", "high_contrast": "on"}

    answer = client.post(reverse("people:profile-edit"), filled)

    person.refresh_from_db()
    assert (answer.url, answer.cookies["django_language"].value) == (reverse("portal:me"), "en")
    assert (person.name, person.language, person.scale, person.high_contrast) == ("Ann", "en", 150, True)


@pytest.mark.parametrize("wrong", [{"name": ""}, {"scale": "110"}, {"language": "fr"}, {"name": "长" * 41}])
def test_a_profile_that_cannot_be_is_refused(client, person, wrong):
    filled = {"name": "Ann", "language": "en", "scale": "150", **wrong}

    assert client.post(reverse("people:profile-edit"), filled).status_code == 422
    person.refresh_from_db()
    assert person.name == "林晓"


def test_a_visitor_chooses_how_this_device_shows_pages(client):
    filled = {"language": "en", "scale": "125", "high_contrast": "on", "next": "/terms/"}

    answer = client.post(reverse("people:display-edit"), filled)

    cookies = {name: answer.cookies[name].value for name in ("django_language", "scale", "contrast")}
    assert (answer.url, cookies) == ("/terms/", {"django_language": "en", "scale": "125", "contrast": "1"})
    assert 'class="scale-125 contrast"' in client.get(reverse("people:display-edit")).content.decode()


def test_a_visitor_is_not_sent_elsewhere(client):
    filled = {"language": "en", "scale": "125", "next": "https://elsewhere.example/"}

    assert client.post(reverse("people:display-edit"), filled).url == reverse("portal:home")


def test_a_display_that_cannot_be_is_refused(client):
    assert client.post(reverse("people:display-edit"), {"language": "en", "scale": "1"}).status_code == 422


def test_a_member_chooses_the_display_in_the_profile(client, person):
    assert client.get(reverse("people:display-edit")).url == reverse("people:profile-edit")


def test_every_purpose_is_shown_with_what_was_agreed(client, person, text_of):
    ConsentFactory(person=person)
    ConsentTextFactory(purpose="workplace", required=False)

    page = text_of(client.get(reverse("people:consent-list")))

    assert "撤回“服务与隐私条款”" in page
    assert "同意“记住我的楼宇”" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_consents_costs_the_same_for_many(client, person, count, django_assert_num_queries):
    for purpose in ("service", "workplace", "messages")[:count]:
        ConsentFactory(person=person, text__purpose=purpose)
    client.get(reverse("people:consent-list"))

    with django_assert_num_queries(5):
        page = client.get(reverse("people:consent-list"))

    assert len(page.context["agreements"]) == count


def test_a_consent_is_given(client, person):
    text = ConsentTextFactory(purpose="workplace")

    answer = client.post(reverse("people:consent-give", args=["workplace"]))

    assert answer.url == reverse("people:consent-list")
    assert Consent.objects.get().text == text


def test_there_is_no_consent_to_what_nobody_asked(client, person):
    assert client.post(reverse("people:consent-give", args=["workplace"])).status_code == 404
    assert client.post(reverse("people:consent-withdraw", args=["selling"])).status_code == 404


def test_a_consent_is_not_given_by_a_link(client, person):
    assert client.get(reverse("people:consent-give", args=["workplace"])).status_code == 405


def test_an_optional_consent_is_withdrawn_and_the_person_stays(client, person):
    consent = ConsentFactory(person=person, text__purpose="workplace")

    answer = client.post(reverse("people:consent-withdraw", args=["workplace"]))

    consent.refresh_from_db()
    assert (answer.url, consent.withdrawn_at is not None) == (reverse("people:consent-list"), True)
    assert client.get(reverse("people:consent-list")).status_code == 200


@pytest.mark.parametrize("purpose", ["service", "workplace", "messages", "photographs"])
def test_withdrawing_explains_itself_first(client, person, text_of, purpose):
    consent = ConsentFactory(person=person, text__purpose=purpose)

    page = client.get(reverse("people:consent-withdraw", args=[purpose]))

    consent.refresh_from_db()
    assert (page.status_code, consent.withdrawn_at) == (200, None)
    assert "以后可以随时再同意" in text_of(page)


def test_the_service_consent_is_not_withdrawn_by_a_slip(client, person):
    consent = ConsentFactory(person=person)

    client.post(reverse("people:consent-withdraw", args=["service"]))

    consent.refresh_from_db()
    assert consent.withdrawn_at is None


def test_without_the_service_consent_the_person_is_signed_out(client, person):
    consent = ConsentFactory(person=person)

    answer = client.post(reverse("people:consent-withdraw", args=["service"]), {"sure": "yes"})

    consent.refresh_from_db()
    assert consent.withdrawn_at is not None
    assert (answer.url, client.session.get("_auth_user_id")) == (reverse("portal:home"), None)


def elsewhere(person):
    store = SessionStore()
    store["_auth_user_id"] = str(person.pk)
    store.create()
    agent = "Mozilla/5.0 (Windows NT 10.0) Chrome/140"
    return UserSession.objects.create(user=person, ip="127.0.0.1", user_agent=agent, session_key=store.session_key)


def test_devices_are_named_and_this_one_is_marked(client, person, text_of):
    elsewhere(person)

    page = text_of(client.get(reverse("people:device-list"), headers={"user-agent": "Mozilla/5.0 (iPhone)"}))

    assert "iPhone 这台" in page
    assert "Windows · Chrome" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_devices_costs_the_same_for_many(client, person, count, django_assert_num_queries):
    [elsewhere(person) for _ in range(count - 1)]
    client.get(reverse("people:device-list"))

    with django_assert_num_queries(4):
        page = client.get(reverse("people:device-list"))

    assert len(page.context["devices"]) == count


def test_another_device_is_signed_out(client, person):
    client.get(reverse("people:device-list"))
    other = elsewhere(person)

    answer = client.post(reverse("people:device-end", args=[other.pk]))

    assert answer.url == reverse("people:device-list")
    assert not UserSession.objects.filter(pk=other.pk).exists()


def test_this_device_is_signed_out_like_any_other(client, person):
    client.get(reverse("people:device-list"))
    here = UserSession.objects.get()

    answer = client.post(reverse("people:device-end", args=[here.pk]))

    assert (answer.url, client.session.get("_auth_user_id")) == (reverse("portal:home"), None)


def test_a_device_of_somebody_else_is_not_found(client, person):
    other = elsewhere(PersonFactory())

    assert client.post(reverse("people:device-end", args=[other.pk])).status_code == 404
    assert UserSession.objects.filter(pk=other.pk).exists()


def test_all_others_are_signed_out_after_asking(client, person, text_of):
    client.get(reverse("people:device-list"))
    elsewhere(person)

    asked = client.get(reverse("people:device-end-others"))
    assert "Windows · Chrome" in text_of(asked)
    answer = client.post(reverse("people:device-end-others"))

    assert answer.url == reverse("people:device-list")
    assert UserSession.objects.count() == 1
    assert client.get(reverse("people:device-list")).status_code == 200


def test_own_data_is_taken_away_as_a_file(client, person):
    answer = client.get(reverse("people:person-export"))

    assert answer["Content-Disposition"] == 'attachment; filename="yizhan.json"'
    assert json.loads(answer.content)["person"]["name"] == "林晓"


def test_leaving_asks_first(client, person, text_of):
    page = client.get(reverse("people:person-erase"))

    assert "永久删除" in text_of(page)
    assert Person.objects.filter(pk=person.pk).exists()


def test_leaving_leaves_nobody(client, person):
    answer = client.post(reverse("people:person-erase"))

    assert (answer.url, client.session.get("_auth_user_id")) == (reverse("portal:home"), None)
    assert not Person.objects.exists()


def test_whoever_holds_a_role_is_told_what_to_do_before_leaving(client, person, text_of):
    AppointmentFactory(person=person)

    asked, tried = client.get(reverse("people:person-erase")), client.post(reverse("people:person-erase"))

    assert (asked.status_code, tried.status_code) == (200, 422)
    assert "请先联系枢纽结束任职" in text_of(asked)
    assert "请先联系枢纽结束任职" in text_of(tried)
    assert Person.objects.filter(pk=person.pk).exists()
