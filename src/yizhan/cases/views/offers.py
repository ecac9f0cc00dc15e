"""Which acts the page of a case offers to whom, in the state it is in."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yizhan.cases import policies, rules
from yizhan.cases.models import Case, State
from yizhan.people.models import Actor
from yizhan.ui import parts

RUNS = frozenset({State.RECEIVED, State.HANDLING})
STOPPED = frozenset({State.PAUSED, State.SUSPENDED})


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """An act by the name of its page: what it is called, in which states it can be done, and by whom."""

    name: str
    label: str | Promise
    icon: str
    group: str | Promise
    states: frozenset[State] = rules.AT_WORK
    policy: str = "can_handle"


TALK, TIME = _("和反映人"), _("时限")
OFFERS = (
    Offer(name="case-contact", label=_("联系反映人"), icon="phone", group=TALK),
    Offer(name="case-tell", label=_("通报进展"), icon="megaphone", group=TALK),
    Offer(name="case-answer", label=_("答复"), icon="check-check", group=TALK),
    Offer(
        name="case-note",
        label=_("内部记录"),
        icon="notebook-pen",
        group=TALK,
        states=frozenset(State),
        policy="can_read",
    ),
    Offer(name="case-assign", label=_("换人负责"), icon="user-round-cog", group=TALK),
    Offer(name="case-pause", label=_("暂停计时"), icon="pause", group=TIME, states=RUNS),
    Offer(name="case-resume", label=_("恢复计时"), icon="play", group=TIME, states=STOPPED),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Offered:
    """What may be done now: the next step, and the rest by group."""

    next: parts.Item | None
    rest: Sequence[parts.Item]


def offered(actor: Actor, case: Case) -> Offered:
    """The acts that `actor` may do with `case` as it is."""
    may = {name: getattr(policies, name)(actor, case) for name in {one.policy for one in OFFERS}}
    follows = case.series_id is not None
    items = [
        parts.Item(url=reverse(f"cases:{one.name}", args=[case.pk]), label=one.label, icon=one.icon, group=one.group)
        for one in OFFERS
        if case.state in one.states and may[one.policy] and (not follows or one.name == "case-note")
    ]
    first = reverse("cases:case-contact" if case.state == State.RECEIVED else "cases:case-answer", args=[case.pk])
    return Offered(
        next=next((item for item in items if item.url == first), None),
        rest=[item for item in items if item.url != first],
    )
