"""What is done for other programs: issuing and revoking keys, and posting a case by one."""

import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from yizhan.cases.models import Case, Channel, Kind
from yizhan.cases.services import From, enter
from yizhan.interop import policies, queries, rules
from yizhan.interop.models import Key, Submission
from yizhan.interop.rules import Posted
from yizhan.interop.rules.refusals import Fault, Faulty, RevokedAlready
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.people.models import Actor
from yizhan.people.queries import normal_phone
from yizhan.people.services import record

MOST_AN_HOUR = 120
HINT = 4


@transaction.atomic
def issue_key(*, actor: Actor, name: str, contact: str) -> tuple[Key, str]:
    """Let a program in; the secret is returned once, and only its hash is kept."""
    authorise(policies.can_issue, actor)
    secret = secrets.token_urlsafe(32)
    key = Key(
        name=rules.require_name(name),
        contact=contact.strip(),
        digest=queries.digest(secret),
        hint=secret[-HINT:],
        issued_by_id=actor.pk,
        issued_at=clock.now(),
    )
    key.save(force_insert=True)
    record(actor=actor, verb="create", subject=key)
    return key, secret


@transaction.atomic
def revoke_key(*, actor: Actor, key: Key) -> Key:
    """Shut a program out; what it posted stays."""
    authorise(policies.can_issue, actor)
    key = Key.objects.select_for_update(of=("self",)).get(pk=key.pk)
    if key.revoked_at is not None:
        raise RevokedAlready
    key.revoked_at = clock.now()
    key.save(update_fields=["revoked_at"])
    record(actor=actor, verb="revoke", subject=key)
    return key


@transaction.atomic
def post_request(*, key: Key, kind: Kind, posted: Posted) -> str:
    """Make a case of what a program posted, public for nobody, and return the token that leads to its number."""
    Key.objects.select_for_update(of=("self",)).get(pk=key.pk)
    at = clock.now()
    if queries.posted_within_the_hour(key, at) >= MOST_AN_HOUR:
        raise Faulty([Fault(429, _("这把密钥一小时内提交得太多了，请过一会儿再试。"))])
    case, token = (
        _enter(kind, posted, source=From(name=posted.name or key.name, phone=_phone(posted))),
        secrets.token_hex(16),
    )
    Submission.objects.create(key=key, case=case, digest=queries.digest(token), at=at)
    return token


def _phone(posted: Posted) -> str:
    return normal_phone(posted.phone) if posted.phone else ""


def _enter(kind: Kind, posted: Posted, *, source: From) -> Case:
    building = queries.building_of(posted)
    if posted.address_id and building is None:
        raise Faulty([Fault(404, _("没有这个 address_id。"))])
    station = queries.station_for(posted, building)
    if station is None:
        raise Faulty([Fault(400, _("还没有站点能收下这件事。"))])
    fields = {
        "kind": kind,
        "station": station,
        "building": building,
        "words": posted.words,
        "place": posted.place,
        "lat": posted.lat,
        "lon": posted.lon,
        "answers": dict(posted.answers),
    }
    return enter(actor=None, fields=fields, channel=Channel.OPEN311, reporters=[source])
