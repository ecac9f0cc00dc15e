"""How a place becomes a station, is judged every year, and leaves the network."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.kernel.errors import refusing
from yizhan.kernel.events import publish
from yizhan.kernel.states import step
from yizhan.network import events, policies, rules
from yizhan.network.models import Assessment, AssessmentKind, Station, StationState, Verdict
from yizhan.network.rules import refusals
from yizhan.network.services.ledger import note, signed
from yizhan.people.models import Actor
from yizhan.people.queries import today


@transaction.atomic
def visit(*, actor: Actor, station: Station, on: date, scores: Mapping[str, int], words: str = "") -> Assessment:
    """Note the visit to a place that applied, with its five scores; the verdict is what they speak for."""
    authorise(policies.can_assess, actor)
    station = Station.objects.locked(station.pk)
    rules.require_scores(scores)
    rules.require_not_future(on, today=today(), field="on")
    _move(station, StationState.VISITED)
    verdict = rules.visit_verdict(scores)
    note(actor, "visit", station, details={"total": rules.total(scores), "verdict": verdict})
    return _assess(actor, station, kind=AssessmentKind.VISIT, on=on, scores=scores, verdict=verdict, words=words)


@transaction.atomic
def approve(*, actor: Actor, station: Station, opened_on: date, reason: str = "") -> None:
    """Admit a place that was visited: it serves from `opened_on`."""
    authorise(policies.can_decide, actor)
    station = Station.objects.locked(station.pk)
    rules.require_not_future(opened_on, today=today(), field="opened_on")
    station.opened_on = opened_on
    with refusing(network_station_one_hub=refusals.HubAlreadyOpen):
        _move(station, StationState.OPEN)
    note(actor, "approve", station, reason=reason.strip(), details={"opened_on": opened_on.isoformat()})
    publish(events.StationOpened(station_id=station.pk))


@transaction.atomic
def decline(*, actor: Actor, station: Station, reason: str) -> None:
    """Say no to an application, and why."""
    authorise(policies.can_decide, actor)
    station = Station.objects.locked(station.pk)
    reason = rules.require_reason(reason)
    _move(station, StationState.DECLINED)
    note(actor, "decline", station, reason=reason)


@transaction.atomic
def reapply(*, actor: Actor, station: Station, reason: str) -> None:
    """Put a place forward again that was declined or had left."""
    authorise(policies.can_apply, actor, station.subdistrict_id)
    station = Station.objects.locked(station.pk)
    reason = rules.require_reason(reason)
    before = {"opened_on": str(station.opened_on or ""), "closed_on": str(station.closed_on or "")}
    station.applied_at, station.opened_on, station.closed_on = clock.now(), None, None
    _move(station, StationState.APPLIED)
    note(actor, "reapply", station, reason=reason, details=before)


@transaction.atomic
def review(
    *, actor: Actor, station: Station, on: date, scores: Mapping[str, int], verdict: str, words: str = ""
) -> Assessment:
    """Judge a serving station for the year of `on`; an upgrade or a withdrawal takes effect at once."""
    authorise(policies.can_assess, actor)
    station = Station.objects.locked(station.pk)
    _require_serving(station)
    rules.require_scores(scores)
    rules.require_not_future(on, today=today(), field="on")
    conclusion = rules.require_review_verdict(verdict)
    assessment = _assess(
        actor, station, kind=AssessmentKind.REVIEW, on=on, scores=scores, verdict=conclusion, words=words
    )
    note(actor, "review", station, details={"total": assessment.total, "verdict": conclusion})
    if conclusion == Verdict.UPGRADE:
        _upgrade(actor, station)
    if conclusion == Verdict.WITHDRAW:
        _close(actor, station, reason=rules.require_reason(words))
    return assessment


@transaction.atomic
def close_station(*, actor: Actor, station: Station, reason: str) -> None:
    """Take a serving station out of the network today."""
    authorise(policies.can_decide, actor)
    station = Station.objects.locked(station.pk)
    _close(actor, station, reason=rules.require_reason(reason))


def _close(actor: Actor, station: Station, *, reason: str) -> None:
    station.closed_on = today()
    _move(station, StationState.CLOSED)
    note(actor, "close", station, reason=reason)
    publish(events.StationClosed(station_id=station.pk))


def _upgrade(actor: Actor, station: Station) -> None:
    before = {"kind": station.kind, "level": station.level}
    station.kind, station.level = rules.upgraded(kind=station.kind, level=station.level)
    station.version += 1
    station.save(update_fields=["kind", "level", "version"])
    note(actor, "upgrade", station, details={"before": before, "after": {"kind": station.kind, "level": station.level}})


def _move(station: Station, to: StationState) -> None:
    """Bring the station, which is locked, into another state, with the dates that belong to it."""
    station.state = step(rules.MOVES, at=station.state, to=to)
    station.version += 1
    station.save(update_fields=["state", "version", "applied_at", "opened_on", "closed_on"])


def _require_serving(station: Station) -> None:
    if station.state != StationState.OPEN:
        raise refusals.StationNotServing


def _assess(
    actor: Actor,
    station: Station,
    *,
    kind: AssessmentKind,
    on: date,
    scores: Mapping[str, int],
    verdict: Verdict,
    words: str,
) -> Assessment:
    with refusing(network_assessment_one_review_a_year=refusals.ReviewedThisYear):
        assessment: Assessment = station.assessments.create(
            kind=kind, on=on, by=signed(actor), verdict=verdict, words=words.strip(), at=clock.now(), **scores
        )
    return assessment
