"""One problem with many reporters: letting a case follow another, and taking one apart."""

from collections.abc import Sequence

from django.db import transaction

from yizhan.cases import policies, rules
from yizhan.cases.models import Case, Channel, EventKind, Reporter, State
from yizhan.cases.rules import refusals, tellings
from yizhan.cases.services.log import Entry, locked, write
from yizhan.cases.services.raising import From, enter
from yizhan.kernel.access import authorise
from yizhan.kernel.turns import in_turn
from yizhan.people.models import Actor

FOLLOWING = "cases that follow"


@transaction.atomic
def follow(*, actor: Actor, case: Case, into: Case) -> Case:
    """Have `case` answered together with `into`, which is the same problem; its own clocks run on, its reporter is told."""
    if case.pk == into.pk:
        raise refusals.SeriesItself
    in_turn(FOLLOWING)  # or two could each wait for the other
    into, case = Case.objects.locked(into.pk), Case.objects.locked(case.pk)
    for one in (case, into):
        authorise(policies.can_handle, actor, one)
        rules.require_at_work(one)
    _join(case, into, actor=actor, said=tellings.followed(into.code))
    for follower in Case.objects.followers_locked(case):
        _join(follower, into, actor=actor)
    write(into, Entry(kind=EventKind.JOINED, note=case.code), actor=actor)
    return into


def _join(case: Case, into: Case, *, actor: Actor, said: tellings.Said | None = None) -> None:
    case.series = into
    write(case, Entry(kind=EventKind.FOLLOWED, said=said, about=str(into.pk)), actor=actor)


@transaction.atomic
def follow_all(*, actor: Actor, cases: Sequence[Case], into: Case) -> int:
    """Have all those cases answered together with `into`, all or none; returns how many."""
    for case in cases:
        follow(actor=actor, case=case, into=into)
    return len(cases)


@transaction.atomic
def split(*, actor: Actor, case: Case, words: str) -> Case:
    """Make a case of its own of something else in `case`; it began when that did, and counts with it in the rates."""
    case = locked(policies.can_handle, actor, case)
    rules.require_at_work(case)
    so_far = _log_so_far(case)
    reporters = [From(person=one.person, name=one.name, phone=_phone(one)) for one in case.reporters.all()]
    fields = {
        "kind": case.kind,
        "station": case.station,
        "building": case.building,
        "place": case.place,
        "words": words,
        "answers": case.answers,
        "split_from": case.split_from or case,
        "state": State.HANDLING if len(so_far) > 1 else State.RECEIVED,
    }
    made = enter(actor=actor, fields=fields, channel=Channel(case.channel), reporters=reporters, log=so_far)
    write(case, Entry(kind=EventKind.SPLIT, about=str(made.pk), note=made.code), actor=actor)
    return made


def _log_so_far(case: Case) -> list[Entry]:
    """When the case was raised and when its reporters were first spoken to, for the log of what is split off it."""
    found = case.events.filter(kind__in=[EventKind.RAISED, EventKind.CONTACTED]).order_by("seq")[:2]
    return [Entry(kind=EventKind(one.kind), at=one.at) for one in found]


def _phone(reporter: Reporter) -> str:
    return "" if reporter.person else reporter.phone
