"""Making a case public, with words from which an officer took whatever tells who somebody is."""

from django.db import transaction

from yizhan.cases import policies, rules
from yizhan.cases.models import Case, EventKind
from yizhan.cases.rules import refusals
from yizhan.cases.services.log import Entry, locked, write
from yizhan.kernel import clock
from yizhan.people.models import Actor


@transaction.atomic
def publish_case(*, actor: Actor, case: Case, words: str) -> Case:
    """Show a case to everyone, in words without names or phone numbers."""
    case = locked(policies.can_publish, actor, case)
    if not case.kind.may_be_public:
        raise refusals.NotPublicKind
    names = [one.called for one in case.reporters.select_related("person")]
    case.public_words, case.public_at = rules.require_redacted(words, names=names), clock.now()
    write(case, Entry(kind=EventKind.PUBLISHED, note=case.public_words[:2000]), actor=actor)
    return case


@transaction.atomic
def unpublish_case(*, actor: Actor, case: Case, reason: str) -> Case:
    """Show it to nobody any more."""
    case, reason = locked(policies.can_publish, actor, case), rules.require_reason(reason)
    case.public_words, case.public_at = "", None
    write(case, Entry(kind=EventKind.PUBLISHED, note=reason), actor=actor, reason=reason)
    return case
