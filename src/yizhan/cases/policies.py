"""Who may do what with cases; a kind may name other roles for an act (`Kind.acts`), within the same places."""

from collections.abc import Iterable

from yizhan.cases import queries
from yizhan.cases.models import CallBack, Case, Kind, Part, Request, TaskForce, Verdict
from yizhan.cases.rules.keeping import LEADS, OFFICERS, OVERSEERS, roles_for
from yizhan.network.models import Station
from yizhan.people.models import Actor, Person, Role
from yizhan.people.queries import holds


def holds_at(actor: Actor, station: Station, roles: Iterable[str]) -> bool:
    """Whether `actor` holds one of `roles` where `station` is: there, in its subdistrict, or in the whole network."""
    places = {Role.STATION: station.pk, Role.SUBDISTRICT: station.subdistrict_id}
    return any(
        holds(actor, Role(role))
        if role in LEADS
        else places[Role(role)] is not None and holds(actor, Role(role), scope_id=places[Role(role)])
        for role in roles
    )


def _may(actor: Actor, act: str, case: Case) -> bool:
    return holds_at(actor, case.station, roles_for(act, case.kind))


def can_raise(actor: Actor) -> bool:
    """Anyone with an account brings a worry."""
    return isinstance(actor, Person)


def can_raise_kind(actor: Actor, kind: Kind, station: Station) -> bool:
    """Anyone brings a case of an ordinary kind; some kinds are opened by the roles that they name."""
    return "raise" not in kind.acts or holds_at(actor, station, kind.acts["raise"])


def can_open(actor: Actor) -> bool:
    """Anyone with an account may come to the door of a case; whether they work on it shows there."""
    return isinstance(actor, Person)


def can_see_desk(actor: Actor) -> bool:
    """Officers of stations and subdistricts, the hub and administrators work on cases."""
    return holds(actor, *OFFICERS)


def can_record(actor: Actor, station: Station) -> bool:
    """Those who look after a station write down what somebody tells them there."""
    return holds_at(actor, station, OFFICERS)


def can_handle(actor: Actor, case: Case) -> bool:
    """The officers of the station that received it, its subdistrict, the hub and administrators."""
    return _may(actor, "handle", case)


def can_read(actor: Actor, case: Case) -> bool:
    """Those who handle it, those who have a part in it, and its task force."""
    return can_handle(actor, case) or (isinstance(actor, Person) and queries.takes_part(actor, case))


def can_follow(actor: Actor, case: Case) -> bool:
    """Those who reported it see where it is."""
    return isinstance(actor, Person) and queries.reports(actor, case)


def can_approve(actor: Actor, case: Case) -> bool:
    """The subdistrict, the hub and administrators give leave for what a station may not decide alone."""
    return _may(actor, "approve", case)


def can_see_requests(actor: Actor) -> bool:
    """Those who may give leave somewhere, see what is asked for."""
    return holds(actor, *OVERSEERS)


def can_decide(actor: Actor, request: Request) -> bool:
    """The named approver decides first, anybody else who may give leave second; never who asked."""
    if not isinstance(actor, Person) or actor.pk == request.asked_by_id:
        return False
    if request.verdict == Verdict.SECONDED:
        return actor.pk != request.approver_id and can_approve(actor, request.case)
    return actor.pk == request.approver_id and can_approve(actor, request.case)


def can_review(actor: Actor, request: Request) -> bool:
    """The named approver looks again at what came of an exception."""
    return isinstance(actor, Person) and actor.pk == request.approver_id and can_approve(actor, request.case)


def can_do_part(actor: Actor, part: Part) -> bool:
    """Those who answer for the body that was asked."""
    return isinstance(actor, Person) and queries.answers_for(actor, part.body_id)


def can_see_parts(actor: Actor) -> bool:
    """Those who answer for some body see what it was asked."""
    return isinstance(actor, Person) and queries.answers_for_some(actor)


def can_lead(actor: Actor, force: TaskForce) -> bool:
    """The leader of a task force, and those who may give leave."""
    return (isinstance(actor, Person) and actor.pk == force.leader_id) or can_approve(actor, force.case)


def can_call_back(actor: Actor, call_back: CallBack) -> bool:
    """Those who handle cases there, but never who handled this one."""
    return isinstance(actor, Person) and actor.pk != call_back.handler_id and _may(actor, "call_back", call_back.case)


def can_decide_appeal(actor: Actor, case: Case) -> bool:
    """Those who may give leave, but never who handled it."""
    return isinstance(actor, Person) and actor.pk != case.answered_by_id and can_approve(actor, case)


def can_publish(actor: Actor, case: Case) -> bool:
    """Those who handle it make a case public."""
    return _may(actor, "publish", case)


def can_keep(actor: Actor) -> bool:
    """The hub and administrators keep kinds, bodies and the ladder."""
    return holds(actor, *LEADS)
