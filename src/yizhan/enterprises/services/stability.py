"""How stable enterprises are: judged by named officers, looked at by them alone, every look in the ledger."""

from collections.abc import Sequence

from django.db import transaction

from yizhan.enterprises import policies, rules
from yizhan.enterprises.events import ColourChanged
from yizhan.enterprises.models import Assessment, Colour, Enterprise
from yizhan.enterprises.queries import screen
from yizhan.enterprises.rules import stability
from yizhan.enterprises.services.profiles import locked
from yizhan.kernel import clock, seals
from yizhan.kernel.access import authorise
from yizhan.kernel.events import publish
from yizhan.people.models import Actor, Person
from yizhan.people.queries import today
from yizhan.people.services import record, record_all


@transaction.atomic
def judge(*, actor: Actor, enterprise: Enterprise, colour: Colour, reason: str, days: int) -> Assessment:
    """Give an enterprise a colour for so many days, with the reason; one that got worse is made known."""
    authorise(policies.can_judge, actor, enterprise.station)
    enterprise = locked(actor, enterprise)
    rules.require_here(enterprise)
    before = enterprise.assessments.in_force(today()).first()
    made = assessed(enterprise, by=actor, colour=colour, reason=reason, days=days)
    made.save(force_insert=True)
    record(actor=actor, verb="judge", subject=enterprise)
    if stability.got_worse(Colour(before.colour) if before else None, colour):
        publish(ColourChanged(assessment_id=made.pk))
    return made


def assessed(
    enterprise: Enterprise, *, by: Actor, colour: Colour, reason: str, days: int = stability.DAYS_IN_FORCE
) -> Assessment:
    """An assessment as it will be written, the reason sealed; refused without a reason."""
    day = today()
    return Assessment(
        enterprise=enterprise,
        colour=colour,
        reason_sealed=seals.seal(stability.require_reason(reason)),
        by=by if isinstance(by, Person) else None,
        at=clock.now(),
        made_on=day,
        expires_on=stability.expires_on(day, days=days),
    )


@transaction.atomic
def look(*, actor: Actor, enterprise: Enterprise) -> list[Assessment]:
    """Every assessment of an enterprise, newest first, to those who may see it; the look is in the ledger."""
    authorise(policies.can_judge, actor, enterprise.station)
    record(actor=actor, verb="look", subject=enterprise)
    return list(screen.assessments_of(enterprise))


@transaction.atomic
def look_at_screen(*, actor: Actor, assessments: Sequence[Assessment]) -> Sequence[Assessment]:
    """Those assessments, to somebody who may see each of them; every look is in the ledger."""
    for station in {one.enterprise.station for one in assessments}:
        authorise(policies.can_judge, actor, station)
    record_all(actor=actor, verb="look", lines=[(one.enterprise, {}) for one in assessments])
    return assessments
