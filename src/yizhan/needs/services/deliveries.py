"""What becomes of needs in the plan: called by delivery, which has authorised."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from yizhan.needs.models import Need, NeedState, StepKind
from yizhan.needs.rules import Count, Said
from yizhan.needs.services.raising import locked_root
from yizhan.needs.services.telling import due, report
from yizhan.people.queries import today
from yizhan.people.services import record


@transaction.atomic
def promise(*, need_id: UUID, people: int, at: datetime, zh: str, en: str, link: str = "") -> int:
    """Give `people` of a need a place in a delivery that begins at `at`; returns how many still waited for one."""
    need, before = _change(need_id, lambda count: count.promising(people), verb="promise")
    given = need.promised - before.promised
    if given:
        said = Said(title_zh="你的需求排好了", title_en="Your need has a date", zh=zh, en=en)
        report(need, StepKind.PLANNED, said, actor=None, due_at=at, link=link)
    return given


@transaction.atomic
def release(*, need_id: UUID, people: int, zh: str, en: str, link: str = "") -> int:
    """Take the places of `people` back, so that they wait again; returns how many had one."""
    need, before = _change(need_id, lambda count: count.releasing(people), verb="release")
    taken = before.promised - need.promised
    if taken:
        said = Said(title_zh="你的需求要重新安排", title_en="Your need is planned anew", zh=zh, en=en)
        report(need, StepKind.RELEASED, said, actor=None, due_at=due(None, today=today()), link=link)
    return taken


@transaction.atomic
def serve(*, need_id: UUID, people: int, zh: str, en: str, link: str = "") -> int:
    """Note that `people` of a need had their delivery; returns how many still waited for it."""
    need, before = _change(need_id, lambda count: count.serving(people), verb="serve")
    served = need.served - before.served
    if served:
        said = Said(title_zh="你的需求已配送", title_en="Your need was delivered", zh=zh, en=en)
        report(need, StepKind.SERVED, said, actor=None, link=link)
    return served


@transaction.atomic
def leave_unmet(*, need_id: UUID, month: date, zh: str, en: str, link: str = "") -> None:
    """Say that the plan for `month` has nothing for the need, and why; it goes on to the next one."""
    need = locked_root(Need(pk=need_id))
    if need.state not in {NeedState.ACCEPTED, NeedState.PLANNED}:
        return
    if need.month is not None and need.month <= month:
        need.month = None
        need.save(update_fields=["month"])
    said = Said(title_zh="这个月没有排上", title_en="Not in this month's plan", zh=zh, en=en)
    report(need, StepKind.UNMET, said, actor=None, due_at=due(None, today=month), link=link)
    record(actor=None, verb="leave_unmet", subject=need, details={"month": f"{month:%Y-%m}"})


def _change(need_id: UUID, change: Callable[[Count], Count], *, verb: str) -> tuple[Need, Count]:
    """Change the count of an accepted need, and its state with it; one that is settled stays as it is."""
    need = locked_root(Need(pk=need_id))
    before = Count.of(need)
    after = change(before) if need.state in {NeedState.ACCEPTED, NeedState.PLANNED} else before
    if after != before:
        need.promised, need.served, need.state = after.promised, after.served, after.state
        need.save(update_fields=["promised", "served", "state"])
        record(actor=None, verb=verb, subject=need, details={"promised": need.promised, "served": need.served})
    return need, before
