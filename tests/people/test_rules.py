"""Pure decisions about people."""

from datetime import date, datetime, timedelta

import pytest

from tests.factories import AppointmentFactory
from yizhan.people import rules
from yizhan.people.models import Role, Scope

NOON = datetime.fromisoformat("2026-11-25T12:00+08:00")


@pytest.mark.parametrize(
    "written",
    [
        "13900139000",
        " 139 0013 9000 ",
        "139-0013-9000",
        "+8613900139000",
        "+86 139 0013 9000",
        "008613900139000",
        "１３９００１３９０００",
        "（+86）139–0013–9000",
    ],
)
def test_a_mainland_number_is_understood_however_it_is_written(written):
    assert rules.normal_phone(written) == "+8613900139000"


@pytest.mark.parametrize(("written", "kept"), [("+85291234567", "+85291234567"), ("0014155550123", "+14155550123")])
def test_a_foreign_number_is_kept_with_its_country_code(written, kept):
    assert rules.normal_phone(written) == kept


@pytest.mark.parametrize(
    "written",
    ["", "12345", "12900139000", "1390013900", "139001390000", "+8612345678901", "+0123456789", "phone", "+1"],
)
def test_anything_else_is_no_phone(written):
    with pytest.raises(rules.BadPhone):
        rules.normal_phone(written)


def test_the_first_code_may_be_tried_six_times():
    assert rules.tries_left(0, last=NOON, at=NOON) == 6


def test_no_try_is_left_after_six():
    assert rules.tries_left(6, last=NOON, at=NOON + timedelta(minutes=9, seconds=59)) == 0


def test_ten_minutes_after_the_last_try_counting_begins_afresh():
    assert rules.tries_left(6, last=NOON, at=NOON + timedelta(minutes=10)) == 6


def test_a_locked_phone_is_told_when_to_come_back():
    assert str(rules.PhoneLocked(NOON)) == "验证码试错太多，这个号码暂停登录，请在 12:00 之后再试。"


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) MicroMessenger/8.0", "iPhone · 微信"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537.36 Edg/140", "Windows · Edge"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/140 Safari/537.36", "Android · Chrome"),
        ("Mozilla/5.0 (iPhone) wxwork/4.1 MicroMessenger/7.0", "iPhone · 企业微信"),
        ("curl/8", "未知设备"),
    ],
)
def test_a_device_is_called_as_people_call_it(agent, device):
    assert rules.device_of(agent) == device


def test_a_required_consent_cannot_be_left_out():
    with pytest.raises(rules.ConsentRequired):
        rules.require_consents(required={"service"}, given={"workplace"})


def test_optional_consents_are_optional():
    assert rules.require_consents(required={"service"}, given={"service"}) is None


@pytest.mark.parametrize("ends_on", [None, date(2026, 11, 26)])
def test_a_role_in_force_or_to_come_is_held(ends_on):
    with pytest.raises(rules.RoleHeld):
        rules.require_no_role([AppointmentFactory.build(ends_on=ends_on)], day=date(2026, 11, 25))


def test_a_role_is_over_on_the_day_it_ends():
    past = AppointmentFactory.build(ends_on=date(2026, 11, 25))

    assert rules.require_no_role([past], day=date(2026, 11, 25)) is None


@pytest.mark.parametrize("reason", ["", "  "])
def test_ending_a_role_wants_a_reason(reason):
    with pytest.raises(rules.ReasonMissing):
        rules.require_reason(reason)


@pytest.mark.parametrize(
    ("role", "scope"),
    [(Role.ADMINISTRATOR, Scope.NETWORK), (Role.HUB, Scope.NETWORK), (Role.STATION, Scope.STATION)],
)
def test_a_role_is_held_in_one_kind_of_place(role, scope):
    assert rules.scope_of(role) == scope


@pytest.mark.parametrize("scopes", [[], ["network:write"], ["network:read", "everything"]])
def test_a_token_opens_only_what_exists(scopes):
    with pytest.raises(rules.UnknownApiScope):
        rules.require_api_scopes(scopes, days=30)


@pytest.mark.parametrize("days", [0, 367])
def test_a_token_lives_for_a_day_to_a_year(days):
    with pytest.raises(rules.TokenTooLong):
        rules.require_api_scopes(["network:read"], days=days)


@pytest.mark.parametrize(
    ("expires", "revoked", "stands"),
    [(timedelta(seconds=1), None, True), (timedelta(0), None, False), (timedelta(days=1), NOON, False)],
)
def test_a_token_stands_until_it_expires_or_is_revoked(expires, revoked, stands):
    assert rules.token_stands(expires_at=NOON + expires, revoked_at=revoked, at=NOON) is stands
