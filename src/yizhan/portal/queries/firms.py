"""What a contact sees of the enterprises they speak for, joined from enterprises and the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from yizhan.cases.models import Case
from yizhan.cases.queries import cases_of_enterprise
from yizhan.catalogue.models import PackageItem
from yizhan.catalogue.queries import package_of
from yizhan.enterprises.models import Enterprise, Participation, Receipt, Steward, Visit
from yizhan.enterprises.queries import enterprises_of
from yizhan.enterprises.queries.briefings import receipts_of
from yizhan.enterprises.queries.desk import steward_of
from yizhan.enterprises.queries.visiting import own_visits
from yizhan.people.models import Person

MOST_CASES = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnEnterprise:
    """An enterprise as its contacts see it: who is there for them, what was heard, what to read, what is offered."""

    enterprise: Enterprise
    steward: Steward | None
    visits: Sequence[Visit]
    receipts: Sequence[Receipt]
    package: Sequence[PackageItem]
    participations: Sequence[Participation]
    cases: Sequence[Case]


def own_enterprise(person: Person, pk: UUID) -> OwnEnterprise | None:
    """The enterprise, when `person` speaks for it."""
    enterprise = enterprises_of(person).filter(pk=pk).first()
    if enterprise is None:
        return None
    return OwnEnterprise(
        enterprise=enterprise,
        steward=steward_of(enterprise.building),
        visits=list(own_visits(enterprise)),
        receipts=list(receipts_of(person).filter(contact__enterprise=enterprise)),
        package=list(package_of(enterprise)),
        participations=list(enterprise.participations.select_related("platform")),
        cases=list(cases_of_enterprise(enterprise, reader=person)[:MOST_CASES]),
    )
