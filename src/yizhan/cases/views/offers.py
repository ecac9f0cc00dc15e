"""Which acts the page of a case offers to whom, in the state it is in."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yizhan.cases import policies, rules
from yizhan.cases.models import Case, Mechanism, State
from yizhan.people.models import Actor
from yizhan.ui import parts

RUNS = frozenset({State.RECEIVED, State.HANDLING})


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """An act by the name of its page: what it is called, in which states it can be done, and by whom."""

    name: str
    label: str | Promise
    icon: str
    group: str | Promise
    states: frozenset[State] = rules.AT_WORK
    policy: str = "can_handle"
    kind: str = ""


TALK, TIME, HELP, LEAVE, SHAPE = _("和反映人"), _("时限"), _("请人帮忙"), _("提请审批"), _("这件诉求")
EVERY = frozenset(State)
OFFERS = (
    Offer(name="case-contact", label=_("联系反映人"), icon="phone", group=TALK),
    Offer(name="case-tell", label=pgettext_lazy("act", "通报进展"), icon="megaphone", group=TALK),
    Offer(name="case-answer", label=_("答复"), icon="check-check", group=TALK),
    Offer(
        name="case-note",
        label=_("内部记录"),
        icon="notebook-pen",
        group=TALK,
        states=EVERY,
        policy="can_read",
    ),
    Offer(name="case-assign", label=pgettext_lazy("act", "换人负责"), icon="user-round-cog", group=TALK),
    Offer(name="case-pause", label=pgettext_lazy("act", "暂停计时"), icon="pause", group=TIME, states=RUNS),
    Offer(name="case-resume", label=pgettext_lazy("act", "恢复计时"), icon="play", group=TIME, states=rules.STOPPED),
    Offer(name="case-request", kind="extension", label=_("申请延长"), icon="calendar-plus", group=TIME),
    Offer(name="part-ask", label=pgettext_lazy("act", "请单位协办"), icon="handshake", group=HELP),
    Offer(name="part-whistle", label=_("吹哨"), icon="bell-ring", group=HELP),
    Offer(
        name="force-create",
        label=pgettext_lazy("act", "成立专班"),
        icon="users-round",
        group=HELP,
        policy="can_approve",
    ),
    Offer(name="case-request", kind="special", label=_("申请特事特办"), icon="stamp", group=LEAVE),
    Offer(name="case-request", kind="suspension", label=_("申请挂账"), icon="archive", group=LEAVE),
    Offer(
        name="case-request", kind="exclusion", label=_("申请剔除统计"), icon="circle-slash", group=LEAVE, states=EVERY
    ),
    Offer(name="case-follow", label=pgettext_lazy("act", "并案"), icon="git-merge", group=SHAPE),
    Offer(name="case-split", label=_("分案"), icon="split", group=SHAPE),
    Offer(
        name="case-publish",
        label=pgettext_lazy("act", "公开"),
        icon="globe",
        group=SHAPE,
        states=EVERY,
        policy="can_publish",
    ),
    Offer(name="case-unpublish", label=_("不再公开"), icon="eye-off", group=SHAPE, states=EVERY, policy="can_publish"),
)
STAY_WITH_FOLLOWER = frozenset({"case-note", "case-publish", "case-unpublish"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Offered:
    """What may be done now: the next step, and the rest by group."""

    next: parts.Item | None
    rest: Sequence[parts.Item]


def offered(actor: Actor, case: Case) -> Offered:
    """The acts that `actor` may do with `case` as it is."""
    may = {name: getattr(policies, name)(actor, case) for name in {one.policy for one in OFFERS}}
    items = [
        parts.Item(url=_address(one, case), label=one.label, icon=one.icon, group=one.group)
        for one in OFFERS
        if case.state in one.states and may[one.policy] and _fits(one, case)
    ]
    first = reverse("cases:case-contact" if case.state == State.RECEIVED else "cases:case-answer", args=[case.pk])
    return Offered(
        next=next((item for item in items if item.url == first), None),
        rest=[item for item in items if item.url != first],
    )


def _address(offer: Offer, case: Case) -> str:
    return reverse(f"cases:{offer.name}", args=[case.pk, offer.kind] if offer.kind else [case.pk])


def _fits(offer: Offer, case: Case) -> bool:
    """Whether an act makes sense for a case that follows another, is public or not, or has risen as high as it can."""
    if case.series_id is not None and offer.name not in STAY_WITH_FOLLOWER:
        return False
    known = {
        "case-publish": case.kind.may_be_public and case.public_at is None,
        "case-unpublish": case.public_at is not None,
        "force-create": Mechanism.HARD in case.kind.mechanisms and case.mechanism != Mechanism.HARD,
        "special": Mechanism.SPECIAL in case.kind.mechanisms,
    }
    return known.get(offer.kind or offer.name, True)
