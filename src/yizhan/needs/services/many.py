"""The plan of a month promises places to thousands of needs and leaves others out: the same as one by one, in few statements."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from yizhan.kernel import clock
from yizhan.kernel.events import publish
from yizhan.messages.services import Letter, post
from yizhan.needs.events import NeedMoved
from yizhan.needs.models import Need, NeedState, Requester, Step, StepKind
from yizhan.needs.rules import Count
from yizhan.needs.services.deliveries import leave_unmet, promise
from yizhan.needs.services.telling import due
from yizhan.people.services import record_all

PLANNABLE = {NeedState.ACCEPTED, NeedState.PLANNED}
Words = tuple[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Places:
    """Places for people of a need in a delivery that begins at `at`, and what those who have it are told."""

    need_id: UUID
    people: int
    at: datetime
    zh: str
    en: str
    link: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unmet:
    """A need that a plan has nothing for, and what those who have it are told."""

    need_id: UUID
    zh: str
    en: str


@transaction.atomic
def promise_all(places: Sequence[Places]) -> None:
    """Promise all of those places; needs that were merged since are looked for one by one."""
    needs = _locked(one.need_id for one in places)
    given = [(needs[one.need_id], one) for one in places if _give(needs[one.need_id], one.people)]
    Need.objects.bulk_update(needs.values(), ["promised", "state"], batch_size=500)
    record_all(
        actor=None,
        verb="promise",
        lines=[(need, {"promised": need.promised, "served": need.served}) for need in {need for need, _ in given}],
    )
    at = clock.now()
    _note(
        Step(need=need, kind=StepKind.PLANNED, at=at, words_zh=one.zh, words_en=one.en, due_at=one.at, link=one.link)
        for need, one in given
    )
    _tell([(need.pk, ("你的需求排好了", one.zh), ("Your need has a date", one.en), one.link) for need, one in given])
    for one in places:
        if needs[one.need_id].state == NeedState.MERGED:
            promise(need_id=one.need_id, people=one.people, at=one.at, zh=one.zh, en=one.en, link=one.link)


@transaction.atomic
def leave_unmet_all(*, month: date, unmet: Sequence[Unmet]) -> None:
    """Say of all of those needs that the plan for `month` has nothing for them; merged ones are looked for one by one."""
    needs = _locked(one.need_id for one in unmet)
    left = [(needs[one.need_id], one) for one in unmet if needs[one.need_id].state in PLANNABLE]
    Need.objects.filter(pk__in=[need.pk for need, _ in left], month__lte=month).update(month=None)
    at, due_at = clock.now(), due(None, today=month)
    _note(
        Step(need=need, kind=StepKind.UNMET, at=at, words_zh=one.zh, words_en=one.en, due_at=due_at)
        for need, one in left
    )
    _tell([(need.pk, ("这个月没有排上", one.zh), ("Not in this month's plan", one.en), "") for need, one in left])
    lines = [(need, {"month": f"{month:%Y-%m}"}) for need, _ in left]
    record_all(actor=None, verb="leave_unmet", lines=lines)
    for one in unmet:
        if needs[one.need_id].state == NeedState.MERGED:
            leave_unmet(need_id=one.need_id, month=month, zh=one.zh, en=one.en)


def _locked(need_ids: Iterable[UUID]) -> dict[UUID, Need]:
    found = Need.objects.select_for_update(of=("self",)).filter(pk__in=set(need_ids)).order_by("pk")
    return {need.pk: need for need in found}


def _give(need: Need, people: int) -> bool:
    """Count the places in, as far as somebody still waits; one that is settled stays as it is."""
    before = Count.of(need)
    after = before.promising(people) if need.state in PLANNABLE else before
    if after == before:
        return False
    need.promised, need.state = after.promised, after.state
    return True


def _note(steps: Iterable[Step]) -> None:
    for step in Step.objects.bulk_create(steps):
        publish(NeedMoved(step_id=step.pk))


def _tell(told: Sequence[tuple[UUID, Words, Words, str]]) -> None:
    """Let everyone who has one of those needs know, in Chinese and English; without a link the notice opens the need."""
    people = defaultdict[UUID, list[UUID]](list)
    having = Requester.objects.filter(need__in={need_id for need_id, *_ in told})
    for need_id, person_id in having.values_list("need_id", "person_id"):
        people[need_id].append(person_id)
    post(
        Letter(person_id=person_id, zh=zh, en=en, link=link or reverse("needs:need-detail", args=[need_id]))
        for need_id, zh, en, link in told
        for person_id in people[need_id]
    )
