"""Enterprises: noted, changed, moved away, brought back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from yizhan.enterprises import policies, rules
from yizhan.enterprises.models import Enterprise
from yizhan.enterprises.rules import refusals
from yizhan.kernel.access import authorise
from yizhan.kernel.errors import refusing
from yizhan.network.models import Station
from yizhan.people.models import Actor, Person, Role
from yizhan.people.queries import holds, today
from yizhan.people.services import record


@transaction.atomic
def note_enterprise(*, actor: Actor, fields: Mapping[str, Any]) -> Enterprise:
    """Write down an enterprise that a station looks after; its first visit is due within its interval."""
    authorise(policies.can_look_after, actor, fields["station"])
    enterprise = Enterprise(noted_on=today(), **fields)
    require_profile(enterprise)
    enterprise.visit_by = rules.visit_by(last=today(), days=enterprise.visit_days)
    with refusing(enterprises_enterprise_once_in_a_building=refusals.NameTaken):
        enterprise.save(force_insert=True)
    record(actor=actor, verb="note", subject=enterprise)
    return enterprise


@transaction.atomic
def edit_enterprise(*, actor: Actor, enterprise: Enterprise, fields: Mapping[str, Any]) -> Enterprise:
    """Change what is known of an enterprise; it may pass to another station that the actor looks after too."""
    enterprise = locked(actor, enterprise)
    authorise(policies.can_look_after, actor, fields.get("station", enterprise.station))
    changed = [name for name, value in fields.items() if getattr(enterprise, name) != value]
    for name in changed:
        setattr(enterprise, name, fields[name])
    require_profile(enterprise)
    enterprise.visit_by = rules.visit_by(last=last_seen(enterprise), days=enterprise.visit_days)
    with refusing(
        enterprises_enterprise_once_in_a_building=refusals.NameTaken,
        enterprises_enterprise_came_before_it_left=refusals.LeftBeforeItCame,
    ):
        enterprise.save(update_fields=[*changed, "visit_by"])
    record(actor=actor, verb="edit", subject=enterprise, details={"changed": changed})
    return enterprise


@transaction.atomic
def move_away(*, actor: Actor, enterprise: Enterprise, left_on: date) -> None:
    """Note that an enterprise has left its building; nobody visits it any more."""
    enterprise = locked(actor, enterprise)
    rules.require_here(enterprise)
    rules.require_leaving(came_on=enterprise.came_on, left_on=left_on, today=today())
    enterprise.left_on = left_on
    enterprise.save(update_fields=["left_on"])
    record(actor=actor, verb="move_away", subject=enterprise)


@transaction.atomic
def bring_back(*, actor: Actor, enterprise: Enterprise) -> None:
    """Take back that an enterprise has left: it was noted by mistake."""
    enterprise = locked(actor, enterprise)
    if enterprise.left_on is None:
        raise refusals.StillHere
    enterprise.left_on = None
    with refusing(enterprises_enterprise_once_in_a_building=refusals.NameTaken):
        enterprise.save(update_fields=["left_on"])
    record(actor=actor, verb="bring_back", subject=enterprise)


def locked(actor: Actor, enterprise: Enterprise) -> Enterprise:
    """The enterprise, ours until the transaction ends, for an actor who looks after it."""
    found: Enterprise = Enterprise.objects.select_related("station", "building", "officer", "point").locked(
        enterprise.pk
    )
    authorise(policies.can_serve, actor, found)
    return found


def require_profile(enterprise: Enterprise) -> None:
    """Raise unless the enterprise has a name, a place that its station serves, and an officer of that station."""
    enterprise.name_zh = enterprise.name_zh.strip()
    rules.require_profile(name_zh=enterprise.name_zh, visit_days=enterprise.visit_days)
    rules.require_place(building=enterprise.building, station=enterprise.station, point=enterprise.point)
    if enterprise.officer and not _is_officer_of(enterprise.officer, enterprise.station):
        raise refusals.NotItsOfficer


def _is_officer_of(person: Person, station: Station) -> bool:
    return holds(person, Role.STATION, scope_id=station.pk)


def last_seen(enterprise: Enterprise) -> date:
    """The day of the last visit, or the day the enterprise was noted."""
    newest = enterprise.visits.order_by("-on").values_list("on", flat=True).first()
    return newest or enterprise.noted_on
