"""Changing the published formula."""

from dataclasses import replace
from typing import Any

from django.db import transaction

from yizhan.evaluation import policies, queries
from yizhan.evaluation.models import Formula
from yizhan.evaluation.rules import formula as rules
from yizhan.evaluation.rules import refusals
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.kernel.errors import refusing
from yizhan.people.models import Actor, Person
from yizhan.people.services import record

BOUNDS = {
    f"evaluation_formula_{rule}": refusals.FormulaOutOfBounds
    for rule in ("looks_back", "shrinks", "neutral_in_scale", "better_never_weighs_less", "bounds_around_one")
}


@transaction.atomic
def change_formula(*, actor: Actor, reason: str, **numbers: Any) -> Formula:
    """Write a new row of the formula, which counts from the next plan on; earlier rows stay as they were."""
    authorise(policies.can_change_formula, actor)
    if not reason.strip():
        raise refusals.ReasonMissing
    before = queries.formula_in_force()
    after = replace(before, **numbers)
    rules.require_change(before, after)
    who = actor if isinstance(actor, Person) else None
    with refusing(**BOUNDS):
        row = Formula.objects.create(**rules.numbers_of(after), reason=reason.strip(), by=who, at=clock.now())
    changed = rules.differences(before, after)
    record(actor=actor, verb="change_formula", subject=row, reason=reason.strip(), details=changed)
    return row
