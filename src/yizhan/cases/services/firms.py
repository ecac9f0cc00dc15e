"""Cases that begin with an enterprise: a worry that was heard on a visit, and support that several bodies give together."""

from uuid import UUID

from django.db import transaction

from yizhan.cases import queries, rules
from yizhan.cases.models import Case, Channel, Kind
from yizhan.cases.rules import refusals
from yizhan.cases.services.raising import From, enter
from yizhan.enterprises.models import Assessment, Contact, Enterprise, Finding


@transaction.atomic
def enter_for_finding(*, finding_id: UUID) -> Case:
    """Make a case of a worry that was heard on a visit, once; whoever spoke there is its reporter."""
    known = Case.objects.filter(finding=finding_id).first()
    if known is not None:
        return known
    finding = Finding.objects.whole(finding_id)
    firm = finding.visit.enterprise
    fields = {**_where(firm), "kind": _kind(rules.KIND_OF_NEEDS), "finding": finding, "words": finding.words}
    return enter(actor=None, fields=fields, channel=Channel.WALK, reporters=[_spoke(firm, finding.visit.contact)])


@transaction.atomic
def enter_for_colour(*, assessment_id: UUID) -> Case | None:
    """Have the bodies concerned support an enterprise together; nothing in the case says why, and one at a time is enough."""
    assessment = Assessment.objects.get(pk=assessment_id)
    firm = (
        Enterprise.objects.select_for_update(of=("self",))
        .select_related("station", "building")
        .get(pk=assessment.enterprise_id)
    )
    if queries.supported_already(firm):
        return None
    fields = {**_where(firm), "kind": _kind(rules.KIND_OF_SUPPORT), "words": rules.SUPPORT}
    return enter(actor=None, fields=fields, channel=Channel.COLOUR, reporters=[])


def _where(firm: Enterprise) -> dict[str, object]:
    return {"enterprise": firm, "station": firm.station, "building": firm.building, "place": firm.floor}


def _kind(code: str) -> Kind:
    kind = queries.kind_for(code)
    if kind is None:
        raise refusals.KindMissing
    return kind


def _spoke(firm: Enterprise, contact: Contact | None) -> From:
    """Who told it: the contact, by account or by name and phone; the enterprise where nobody is named."""
    if contact is None:
        return From(name=firm.name_zh[: rules.LONGEST_NAME])
    if contact.person is not None:
        return From(person=contact.person)
    return From(name=contact.name, phone=contact.phone)
