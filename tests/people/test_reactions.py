"""A second step for staff, and the words that the library asks for."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.urls import reverse

from tests.factories import AppointmentFactory, PersonFactory
from yizhan.people.models import Role
from yizhan.people.reactions import AccountAdapter, SecondStepAdapter

pytestmark = pytest.mark.django_db
PHONE = "+8613900139000"


@pytest.fixture(autouse=True)
def sealed(settings):
    """Secrets are kept as the product keeps them."""
    settings.MFA_ADAPTER = "yizhan.people.reactions.SecondStepAdapter"


@pytest.fixture
def staff(client):
    """A hub worker who is signed in."""
    person = AppointmentFactory(role=Role.HUB, person=PersonFactory(phone=PHONE)).person
    client.force_login(person)
    return person


def password_of_the_moment(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def protect(client):
    """Add an authenticator app; returns its secret."""
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page)[1]
    answer = client.post(reverse("mfa_activate_totp"), {"code": password_of_the_moment(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    return secret


def test_members_are_not_offered_a_second_step(client):
    client.force_login(PersonFactory())

    assert client.get(reverse("mfa_index")).status_code == 403


def test_visitors_are_asked_to_sign_in_first(client):
    assert client.get(reverse("mfa_index")).url.startswith(reverse("account_login"))


def test_staff_see_what_they_may_add(client, staff, text_of):
    page = text_of(client.get(reverse("mfa_index")))

    assert "添加通行密钥" in page
    assert "启用动态口令" in page


def test_the_secret_of_an_app_is_sealed_in_the_database(client, staff):
    secret = protect(client)

    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept
    assert SecondStepAdapter().decrypt(kept) == secret


def test_the_picture_of_the_secret_names_the_network_and_no_phone(client, staff):
    url = client.get(reverse("mfa_activate_totp")).context["totp_url"]

    assert "issuer=%E7%99%BD%E9%A2%86%E9%A9%BF%E7%AB%99" in url
    assert PHONE not in url


def test_a_wrong_password_of_the_moment_is_refused_in_place(client, staff, text_of):
    client.get(reverse("mfa_activate_totp"))

    page = client.post(reverse("mfa_activate_totp"), {"code": "0"})

    assert page.status_code == 422
    assert "口令不对" in text_of(page)


def later(client):
    """Let the proof of a moment ago grow old."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 301
    session.save()


def test_recovery_codes_come_with_the_app_and_are_shown_at_once(client, staff, text_of):
    protect(client)

    page = client.get(reverse("mfa_view_recovery_codes"))

    assert "10 个里还有 10 个没有用过" in text_of(page)
    file = client.get(reverse("mfa_download_recovery_codes")).content.decode()
    assert file.split() == page.context["unused_codes"]


def test_a_protected_sign_in_asks_for_the_second_step(client, staff, ask, give):
    protect(client)
    code = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    client.logout()

    asked = give(ask())
    page, wrong = client.get(asked.url), client.post(asked.url, {"code": "0"})
    halfway = client.session.get("_auth_user_id")
    client.post(asked.url, {"code": code})

    assert (asked.url, wrong.status_code, halfway) == (reverse("mfa_authenticate"), 422, None)
    assert "还有第二步" in page.content.decode()
    assert client.session["_auth_user_id"] == str(staff.pk)


def test_changing_the_protection_later_asks_again_who_it_is(client, staff, text_of):
    protect(client)
    later(client)

    answer = client.get(reverse("mfa_deactivate_totp"))
    page = client.get(answer.url)

    assert answer.url.startswith(reverse("mfa_reauthenticate"))
    assert "确认是你本人" in text_of(page)
    assert client.get(reverse("account_reauthenticate")).url == reverse("mfa_reauthenticate")


def test_a_recovery_code_proves_who_it_is(client, staff):
    protect(client)
    code = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    later(client)

    wrong = client.post(reverse("mfa_reauthenticate"), {"code": "0"})
    right = client.post(reverse("mfa_reauthenticate"), {"code": code, "next": reverse("mfa_deactivate_totp")})

    assert (wrong.status_code, right.url) == (422, reverse("mfa_deactivate_totp"))
    assert client.get(right.url).status_code == 200


def test_a_second_app_is_no_proof(client, staff):
    protect(client)
    later(client)

    client.post(reverse("mfa_activate_totp"), {"code": "000000"})

    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 302


def test_a_passkey_is_asked_for_first_when_there_is_no_app(staff):
    Authenticator.objects.create(user=staff, type="webauthn", data={})
    Authenticator.objects.create(user=staff, type="recovery_codes", data={})

    methods = AccountAdapter().get_reauthentication_methods(staff)

    assert [method["id"] for method in methods] == ["mfa_reauthenticate:webauthn", "mfa_reauthenticate"]


def test_the_app_is_removed_after_asking(client, staff, text_of):
    protect(client)

    asked = client.get(reverse("mfa_deactivate_totp"))
    client.post(reverse("mfa_deactivate_totp"))

    assert "停用动态口令？" in text_of(asked)
    assert not Authenticator.objects.exists()


def test_new_recovery_codes_replace_the_old(client, staff, text_of):
    protect(client)
    before = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]

    asked = client.get(reverse("mfa_generate_recovery_codes"))
    client.post(reverse("mfa_generate_recovery_codes"))

    assert "会马上作废" in text_of(asked)
    assert client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"] != before


def test_without_a_role_the_protection_may_still_be_seen(client, staff):
    protect(client)
    staff.appointments.all().delete()

    assert client.get(reverse("mfa_index")).status_code == 200


def test_a_passkey_is_added_with_the_script_of_the_library_only(client, staff):
    page = client.get(reverse("mfa_add_webauthn"))

    scripts = re.findall(r"<script([^>]*)>", page.content.decode())
    assert page.status_code == 200
    assert [tag for tag in scripts if "src=" not in tag and "application/json" not in tag] == []


def test_a_passkey_that_is_none_is_refused(client, staff):
    assert client.post(reverse("mfa_add_webauthn"), {"name": "x", "credential": ""}).status_code == 422


def test_there_are_no_passkeys_to_begin_with(client, staff, text_of):
    assert "还没有通行密钥" in text_of(client.get(reverse("mfa_list_webauthn")))


def test_signing_in_by_passkey_begins_with_a_challenge(client):
    answer = client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})

    assert set(answer.json()) == {"request_options"}


def test_a_passkey_that_is_none_signs_nobody_in(client):
    answer = client.post(reverse("mfa_login_webauthn"), {"credential": ""})

    assert (answer.url, client.session.get("_auth_user_id")) == (reverse("account_login"), None)


def test_there_is_no_other_way_to_sign_up(rf):
    assert not AccountAdapter().is_open_for_signup(rf.get("/"))


def test_a_phone_is_found_and_never_set():
    person = PersonFactory(phone=PHONE)

    assert AccountAdapter().get_user_by_phone(PHONE) == person
    with pytest.raises(NotImplementedError):
        AccountAdapter().set_phone(person, PHONE, False)


def test_codes_have_six_digits(monkeypatch):
    monkeypatch.setattr("secrets.randbelow", lambda limit: 42)

    assert AccountAdapter().generate_phone_verification_code(user=None, phone=PHONE) == "000042"


def test_a_new_passkey_has_a_name():
    assert SecondStepAdapter().generate_authenticator_name(PersonFactory(), "webauthn") == "我的通行密钥"
