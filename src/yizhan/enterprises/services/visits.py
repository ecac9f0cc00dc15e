"""Visits: written down once, with what was found and photographs; wishes and worries go where they are answered."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction

from yizhan.enterprises import gateways, policies, rules
from yizhan.enterprises.events import WishHeard, WorryHeard
from yizhan.enterprises.models import Enterprise, Finding, FindingKind, Picture, Visit
from yizhan.enterprises.rules import Heard, refusals
from yizhan.enterprises.services.profiles import last_seen, locked
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.kernel.errors import refusing
from yizhan.kernel.events import publish
from yizhan.network.services.pictures import Picture as Reencoded
from yizhan.network.services.pictures import reencoded
from yizhan.people.models import Actor
from yizhan.people.queries import today
from yizhan.people.services import record

EVENTS = {FindingKind.WISH: WishHeard, FindingKind.WORRY: WorryHeard}


def record_visit(
    *,
    actor: Actor,
    enterprise: Enterprise,
    fields: Mapping[str, Any],
    findings: Sequence[Heard] = (),
    uploads: Sequence[BinaryIO] = (),
    nonce: UUID | None = None,
) -> Visit:
    """Write down a visit; sent again with the `nonce` of the first time, it is the visit that was written then.

    Photographs are worked on before anything is locked.
    """
    authorise(policies.can_serve, actor, enterprise)
    rules.require_findings(findings)
    rules.require_room(len(uploads))
    sent = Visit.objects.filter(by_id=actor.pk, nonce=nonce).first() if nonce else None
    if sent:
        return sent
    pictures = [reencoded(upload) for upload in uploads]
    try:
        return _write(actor, enterprise, {**fields, "nonce": nonce}, findings=findings, pictures=pictures)
    except refusals.SentAlready:
        return Visit.objects.get(by_id=actor.pk, nonce=nonce)


@transaction.atomic
def _write(
    actor: Actor,
    enterprise: Enterprise,
    fields: Mapping[str, Any],
    *,
    findings: Sequence[Heard],
    pictures: Sequence[Reencoded],
) -> Visit:
    enterprise = locked(actor, enterprise)
    visit = Visit(enterprise=enterprise, by_id=actor.pk, at=clock.now(), **fields)
    rules.require_here(enterprise)
    rules.require_visit(on=visit.on, words=visit.words, contact=visit.contact, enterprise=enterprise, today=today())
    with refusing(enterprises_visit_sent_once=refusals.SentAlready):
        visit.save(force_insert=True)
    enterprise.visit_by = rules.visit_by(last=last_seen(enterprise), days=enterprise.visit_days)
    enterprise.save(update_fields=["visit_by"])
    record(actor=actor, verb="visit", subject=enterprise, details={"visit": str(visit.pk)})
    _keep_pictures(visit, pictures)
    hear(findings_of(visit, findings))
    return visit


def findings_of(visit: Visit, findings: Sequence[Heard]) -> list[Finding]:
    """What was heard on a visit, as it will be written."""
    return [
        Finding(visit=visit, kind=one.kind, topic=one.topic, words=one.words.strip(), people=one.people)
        for one in findings
    ]


def hear(findings: Sequence[Finding]) -> None:
    """Keep what was heard, and let it be known."""
    for finding in Finding.objects.bulk_create(findings):
        publish(EVENTS[FindingKind(finding.kind)](finding_id=finding.pk))


def _keep_pictures(visit: Visit, pictures: Sequence[Reencoded]) -> None:
    for picture in pictures:
        kept = visit.pictures.create(width=picture.width, height=picture.height, at=clock.now())
        gateways.VISITS.keep(kept.pk, picture.files)


def add_picture(*, actor: Actor, visit: Visit, upload: BinaryIO) -> Picture:
    """Keep one more photograph of a visit."""
    authorise(policies.can_serve, actor, visit.enterprise)
    picture = reencoded(upload)
    with transaction.atomic():
        locked(actor, visit.enterprise)
        rules.require_room(visit.pictures.count() + 1)
        kept: Picture = visit.pictures.create(width=picture.width, height=picture.height, at=clock.now())
        record(actor=actor, verb="add_picture", subject=visit)
        gateways.VISITS.keep(kept.pk, picture.files)
    return kept


@transaction.atomic
def remove_picture(*, actor: Actor, picture: Picture) -> None:
    """Take a photograph away; its files go once that is certain."""
    authorise(policies.can_serve, actor, picture.visit.enterprise)
    record(actor=actor, verb="remove_picture", subject=picture.visit)
    transaction.on_commit(partial(gateways.VISITS.discard, picture.pk), robust=True)
    Picture.objects.filter(pk=picture.pk).delete()
