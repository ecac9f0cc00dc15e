"""What waits for somebody in the loop from need to rating, with the act beside it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yizhan.cases.queries import due_today, to_contact
from yizhan.cases.queries.calls import calls_to_make
from yizhan.cases.queries.parts import parts_to_do
from yizhan.delivery.queries.deliveries import waiting_for
from yizhan.delivery.queries.orders import inbox
from yizhan.enterprises.queries import desk as enterprises
from yizhan.evaluation.queries.ratings import call_backs_for
from yizhan.kernel import clock
from yizhan.people.models import Actor
from yizhan.portal.queries.desk import Todo
from yizhan.portal.queries.rail import counted, to_triage


def loop_todo(actor: Actor) -> list[Todo]:
    """What waits of needs, cases, orders, deliveries, call-backs and visits; what is empty is left out."""
    return [
        *_needs(actor),
        *_cases(actor),
        *_orders(actor),
        *_deliveries(actor),
        *_call_backs(actor),
        *_visits(actor),
    ]


def _needs(actor: Actor) -> list[Todo]:
    count = to_triage(actor).count()
    what = ngettext("%(count)d 条需求等审核", "%(count)d 条需求等审核", count) % {"count": count}
    return [_todo(what, _("收到后 3 个工作日内要答复"), "needs:inbox")] if count else []


def _cases(actor: Actor) -> list[Todo]:
    waits = {"contact": to_contact, "due": due_today, "parts": parts_to_do, "calls": calls_to_make}
    counts = counted({name: found(actor) for name, found in waits.items()})
    contact, due, parts, calls = (counts.get(name, 0) for name in waits)
    new = ngettext("%(count)d 件新诉求等联系", "%(count)d 件新诉求等联系", contact) % {"count": contact}
    today = ngettext("%(count)d 件诉求今天到期或已超期", "%(count)d 件诉求今天到期或已超期", due) % {"count": due}
    part = ngettext("%(count)d 件协办等你们办", "%(count)d 件协办等你们办", parts) % {"count": parts}
    call = ngettext("%(count)d 件诉求要回访", "%(count)d 件诉求要回访", calls) % {"count": calls}
    todo = (
        (contact, new, _("系统的回执不算联系"), "cases:inbox"),
        (due, today, _("只算工作时间，最先到期的在最上面"), "cases:inbox"),
        (parts, part, _("一件只能退回一次，要写明理由"), "cases:part-list"),
        (calls, call, _("自己办的由别人回访"), "cases:call-list"),
    )
    return [_todo(what, why, name) for count, what, why, name in todo if count]


def _orders(actor: Actor) -> list[Todo]:
    count = inbox(actor).count()
    what = ngettext("%(count)d 单等你答复", "%(count)d 单等你答复", count) % {"count": count}
    return [_todo(what, _("逾期会转派别家"), "delivery:order-list")] if count else []


def _deliveries(actor: Actor) -> list[Todo]:
    return [
        Todo(
            what=wait.label,
            why=ngettext("%(count)d 场配送", "%(count)d 场配送", wait.count) % {"count": wait.count},
            act=_("处理"),
            url=wait.url,
        )
        for wait in waiting_for(actor)
    ]


def _call_backs(actor: Actor) -> list[Todo]:
    due = list(call_backs_for(actor).values_list("due_at", flat=True))
    what = ngettext("%(count)d 件回访要做", "%(count)d 件回访要做", len(due)) % {"count": len(due)}
    late = sum(at <= clock.now() for at in due)
    why = (
        ngettext("其中 %(count)d 件超期", "其中 %(count)d 件超期", late) % {"count": late}
        if late
        else _("都还在时限内")
    )
    return [_todo(what, why, "evaluation:call-back-list")] if due else []


def _visits(actor: Actor) -> list[Todo]:
    count = enterprises.due(actor).count()
    what = ngettext("%(count)d 家企业该走访了", "%(count)d 家企业该走访了", count) % {"count": count}
    return [_todo(what, _("超过了约定的走访间隔"), "enterprises:visit-list")] if count else []


def _todo(what: str, why: str, name: str) -> Todo:
    return Todo(what=what, why=why, act=_("处理"), url=reverse(name))
