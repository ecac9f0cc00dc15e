"""Addresses of the way in and of one's own record; the library's names stand at the root, where it looks for them."""

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import URLPattern, include, path

from yizhan.kernel.access import Policy, anyone, guarded
from yizhan.people import policies
from yizhan.people.views import entrance, record
from yizhan.people.views.library import View, correcting, proving


def borrowed(route: str, view: View, *, name: str, policy: Policy) -> URLPattern:
    """A page of the library behind our policy."""
    return path(route, guarded(policy)(correcting(view)), name=name)


ours = [
    path("join/", entrance.join, name="join"),
    path("terms/", entrance.text_list, name="text-list"),
    path("display/", record.display_edit, name="display-edit"),
    path("me/profile/", record.profile_edit, name="profile-edit"),
    path("me/consents/", record.consent_list, name="consent-list"),
    path("me/consents/<slug:purpose>/give/", record.consent_give, name="consent-give"),
    path("me/consents/<slug:purpose>/withdraw/", record.consent_withdraw, name="consent-withdraw"),
    path("me/devices/", record.device_list, name="device-list"),
    path("me/devices/<int:pk>/end/", record.device_end, name="device-end"),
    path("me/devices/end-others/", record.device_end_others, name="device-end-others"),
    path("me/export/", record.person_export, name="person-export"),
    path("me/erase/", record.person_erase, name="person-erase"),
]

way_in = [
    path("sign-in/", entrance.sign_in, name="account_login"),
    path("sign-in/", entrance.sign_in, name="account_request_login_code"),
    path("sign-in/code/", entrance.confirm_code, name="account_confirm_login_code"),
    borrowed("sign-in/inactive/", account.account_inactive, name="account_inactive", policy=anyone),
    borrowed("sign-in/second-step/", second_step.authenticate, name="mfa_authenticate", policy=anyone),
    borrowed("sign-in/passkey/", keys.login_webauthn, name="mfa_login_webauthn", policy=anyone),
    borrowed("sign-out/", account.logout, name="account_logout", policy=anyone),
    path("me/devices/", record.device_list, name="usersessions_list"),
]

KEEPER = policies.can_keep_second_step
protection = [
    borrowed("", second_step.index, name="mfa_index", policy=KEEPER),
    borrowed("confirm/", account.reauthenticate, name="account_reauthenticate", policy=KEEPER),
    borrowed("confirm/code/", second_step.reauthenticate, name="mfa_reauthenticate", policy=KEEPER),
    borrowed("confirm/passkey/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn", policy=KEEPER),
    borrowed("app/activate/", proving(totp.activate_totp), name="mfa_activate_totp", policy=KEEPER),
    borrowed("app/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp", policy=KEEPER),
    borrowed("recovery/", recovery.view_recovery_codes, name="mfa_view_recovery_codes", policy=KEEPER),
    borrowed("recovery/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes", policy=KEEPER),
    borrowed("recovery/file/", recovery.download_recovery_codes, name="mfa_download_recovery_codes", policy=KEEPER),
    borrowed("passkeys/", keys.list_webauthn, name="mfa_list_webauthn", policy=KEEPER),
    borrowed("passkeys/new/", proving(keys.add_webauthn), name="mfa_add_webauthn", policy=KEEPER),
    borrowed("passkeys/<int:pk>/remove/", keys.remove_webauthn, name="mfa_remove_webauthn", policy=KEEPER),
    borrowed("passkeys/<int:pk>/edit/", keys.edit_webauthn, name="mfa_edit_webauthn", policy=KEEPER),
]

urlpatterns = [
    path("", include((ours, "people"))),
    path("", include(way_in)),
    path("me/second-step/", include(protection)),
]
