"""The seven things a station should have: their wording, and what was found at each station."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from yizhan.kernel.access import authorise
from yizhan.network import policies, rules
from yizhan.network.models import ChecklistItem, ChecklistMark, Station
from yizhan.network.rules import refusals
from yizhan.network.services.ledger import note, signed
from yizhan.people.models import Actor
from yizhan.people.queries import today
from yizhan.people.services import record

WORDING = frozenset({"name_zh", "name_en", "help_zh", "help_en", "position"})


@transaction.atomic
def mark_item(
    *, actor: Actor, station: Station, item: ChecklistItem, met: bool, evidence: str, seen_on: date
) -> ChecklistMark:
    """Note whether a station has one thing of the list, on what evidence, and when that was seen."""
    authorise(policies.can_mark_checklist, actor, station)
    station = Station.objects.locked(station.pk)
    rules.require_not_future(seen_on, today=today(), field="seen_on")
    if met and not evidence.strip():
        raise refusals.EvidenceMissing
    mark: ChecklistMark = station.marks.update_or_create(
        item=item,
        defaults={"met": met, "evidence": evidence.strip(), "seen_on": seen_on, "by": signed(actor)},
    )[0]
    note(actor, "mark_item", station, details={"item": item.code, "met": met, "evidence": evidence.strip()})
    return mark


@transaction.atomic
def edit_item(*, actor: Actor, item: ChecklistItem, fields: Mapping[str, object]) -> ChecklistItem:
    """Word one thing of the list differently."""
    authorise(policies.can_edit_checklist_wording, actor)
    item = ChecklistItem.objects.select_for_update().get(pk=item.pk)
    before = {name: str(getattr(item, name)) for name in sorted(WORDING & fields.keys())}
    for name in before:
        setattr(item, name, fields[name])
    rules.require_name(item.name_zh)
    item.save(update_fields=list(before))
    record(actor=actor, verb="edit_item", subject=item, details={"before": before})
    return item
