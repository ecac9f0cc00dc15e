"""Needs that were heard on visits to enterprises."""

from uuid import UUID

from django.db import transaction

from yizhan.catalogue.models import Category
from yizhan.enterprises.models import Finding
from yizhan.needs.models import Channel, Need
from yizhan.needs.services.raising import enter


@transaction.atomic
def raise_heard(*, finding_id: UUID) -> Need:
    """Make a need of a wish that was heard on a visit, with whom it was heard from when they are a member; once."""
    known = Need.objects.filter(finding=finding_id).first()
    if known:
        return known
    finding = Finding.objects.whole(finding_id)
    visit, enterprise = finding.visit, finding.visit.enterprise
    fields = {
        "finding": finding,
        "station": enterprise.station,
        "building": enterprise.building,
        "category": Category.objects.get(code=finding.topic),
        "words": finding.words,
        "people": finding.people,
    }
    person = visit.contact.person if visit.contact else None
    return enter(actor=visit.by, fields=fields, channel=Channel.WALK, person=person)
