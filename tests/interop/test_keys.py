"""Keys of other programs: issued and revoked by the hub, and never kept."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from tests.factories import AppointmentFactory, StationFactory
from yizhan.interop import policies, queries, services
from yizhan.interop.models import Key
from yizhan.interop.rules.refusals import NameMissing, RevokedAlready
from yizhan.kernel import clock
from yizhan.people.models import Role

pytestmark = pytest.mark.django_db
PATH = "/desk/open311-keys/"


def test_only_the_hash_of_a_key_is_kept(key):
    made, secret = key

    assert (made.digest, made.hint) == (queries.digest(secret), secret[-4:])
    assert queries.key_of(secret) == made


def test_a_key_needs_a_name(hub):
    with pytest.raises(NameMissing):
        services.issue_key(actor=hub, name=" ", contact="")


def test_a_key_is_revoked_once(hub, key):
    services.revoke_key(actor=hub, key=key[0])

    with pytest.raises(RevokedAlready):
        services.revoke_key(actor=hub, key=key[0])


def test_officers_of_stations_let_nobody_in(key):
    officer = AppointmentFactory(role=Role.STATION, place=StationFactory()).person

    assert (policies.can_issue(officer), policies.can_issue(key[0].issued_by)) == (False, True)
    with pytest.raises(PermissionDenied):
        services.issue_key(actor=officer, name="a", contact="")
    with pytest.raises(PermissionDenied):
        services.revoke_key(actor=officer, key=key[0])


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [("interop_key_named", {"name": ""}), ("interop_key_revoked_after_issue", {"revoked_at": "2020-01-01T00:00Z"})],
)
def test_the_database_refuses_a_key_that_is_not_whole(constraint, wrong):
    plain = {"name": "a", "contact": "b", "digest": "d", "hint": "h", "issued_at": clock.now()}

    with pytest.raises(IntegrityError, match=constraint):
        Key.objects.create(**{**plain, **wrong})


def test_a_new_key_is_shown_once(client, hub):
    client.force_login(hub)

    answer = client.post(PATH, {"name": "城市随手拍", "contact": "某公司"})
    secret = answer.context["made"][1]

    assert (secret in answer.content.decode(), secret in client.get(PATH).content.decode()) == (True, False)
    assert "no-store" in answer["Cache-Control"]


def test_a_key_without_a_name_is_refused_in_place(client, hub):
    client.force_login(hub)

    assert client.post(PATH, {"name": "", "contact": "某公司"}).status_code == 422


def test_revoking_asks_first(client, hub, key):
    client.force_login(hub)
    address = f"{PATH}{key[0].pk}/revoke/"

    asked, done = client.get(address), client.post(address)

    key[0].refresh_from_db()
    assert (asked.status_code, done.status_code, key[0].revoked_at) == (200, 302, clock.now())


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_many(client, hub, count, django_assert_num_queries):
    for n in range(count):
        services.issue_key(actor=hub, name=f"程序{n}", contact="某公司")
    client.force_login(hub)
    client.get(PATH)

    with django_assert_num_queries(5):
        client.get(PATH)
