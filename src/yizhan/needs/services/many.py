"""The plan of a month promises places to thousands of needs: the same as `promise`, in a few statements."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from yizhan.kernel import clock
from yizhan.kernel.events import publish
from yizhan.messages.services import Letter, post
from yizhan.needs.events import NeedMoved
from yizhan.needs.models import Need, NeedState, Requester, Step, StepKind
from yizhan.needs.rules import Count
from yizhan.needs.services.deliveries import promise
from yizhan.people.services import record_all


@dataclass(frozen=True, kw_only=True, slots=True)
class Places:
    """Places for people of a need in a delivery that begins at `at`, and what those who have it are told."""

    need_id: UUID
    people: int
    at: datetime
    zh: str
    en: str
    link: str = ""


@transaction.atomic
def promise_all(places: Sequence[Places]) -> None:
    """Promise all of those places; needs that were merged since are looked for one by one."""
    found = Need.objects.select_for_update(of=("self",)).filter(pk__in={one.need_id for one in places}).order_by("pk")
    needs = {need.pk: need for need in found}
    given = [(needs[one.need_id], one) for one in places if _give(needs[one.need_id], one.people)]
    Need.objects.bulk_update(needs.values(), ["promised", "state"], batch_size=500)
    record_all(
        actor=None,
        verb="promise",
        lines=[(need, {"promised": need.promised, "served": need.served}) for need in {need for need, _ in given}],
    )
    _note(given)
    _tell(given)
    for one in places:
        if needs[one.need_id].state == NeedState.MERGED:
            promise(need_id=one.need_id, people=one.people, at=one.at, zh=one.zh, en=one.en, link=one.link)


def _give(need: Need, people: int) -> bool:
    """Count the places in, as far as somebody still waits; one that is settled stays as it is."""
    before = Count.of(need)
    after = before.promising(people) if need.state in {NeedState.ACCEPTED, NeedState.PLANNED} else before
    if after == before:
        return False
    need.promised, need.state = after.promised, after.state
    return True


def _note(given: Iterable[tuple[Need, Places]]) -> None:
    at = clock.now()
    steps = Step.objects.bulk_create(
        Step(
            need=need,
            kind=StepKind.PLANNED,
            at=at,
            words_zh=one.zh,
            words_en=one.en,
            due_at=one.at,
            link=one.link,
        )
        for need, one in given
    )
    for step in steps:
        publish(NeedMoved(step_id=step.pk))


def _tell(given: Sequence[tuple[Need, Places]]) -> None:
    people: dict[UUID, list[UUID]] = defaultdict(list)
    for need_id, person_id in Requester.objects.filter(need__in={need.pk for need, _ in given}).values_list(
        "need_id", "person_id"
    ):
        people[need_id].append(person_id)
    post(_letters(given, people))


def _letters(given: Iterable[tuple[Need, Places]], people: dict[UUID, list[UUID]]) -> Iterator[Letter]:
    for need, one in given:
        link = one.link or reverse("needs:need-detail", args=[need.pk])
        for person_id in people[need.pk]:
            yield Letter(
                person_id=person_id,
                zh=("你的需求排好了", one.zh),
                en=("Your need has a date", one.en),
                link=link,
            )
