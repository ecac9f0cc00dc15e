"""The rail of the staff's pages: every desk page whose door is open to somebody, by what it is about, and what waits."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.urls import resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from yizhan.activities.queries.rooms import asked_bookings
from yizhan.cases.queries import to_contact
from yizhan.cases.queries.calls import calls_to_make
from yizhan.cases.queries.parts import parts_to_do
from yizhan.cases.queries.requests import to_decide as asked_leave
from yizhan.delivery.queries.orders import inbox
from yizhan.enterprises.queries.desk import due
from yizhan.evaluation.queries.ratings import call_backs_for
from yizhan.kernel import clock
from yizhan.kernel.access import Policy
from yizhan.needs.models import Need, NeedState
from yizhan.network.models import Station, StationState
from yizhan.network.queries.desk import in_charge_of
from yizhan.people.models import Actor, Appointment, Role
from yizhan.people.queries import holds, roles_of
from yizhan.ui import parts

Waiting = Callable[[Actor], "models.QuerySet[Any]"]
Statement = tuple[str, Sequence[Any]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A page of the desk: its address by name, how it is shown, and the rows that wait there for an actor.

    One that is `shy` is shown while something waits there, so that nobody's right to it has to be looked up each time.
    """

    name: str
    icon: str
    label: str | Promise
    group: str | Promise = ""
    waiting: Waiting | None = None
    shy: bool = False


def to_triage(actor: Actor) -> "models.QuerySet[Any]":
    """The needs that nobody has looked at, at the stations that `actor` looks after."""
    return Need.objects.filter(in_charge_of(actor, at="station"), state=NeedState.OPEN)


def to_decide(actor: Actor) -> "models.QuerySet[Any]":
    """The applications that wait for those who decide about them."""
    found: models.QuerySet[Any] = Station.objects.filter(state__in=[StationState.APPLIED, StationState.VISITED])
    return found if holds(actor, Role.HUB, Role.ADMINISTRATOR) else found.none()


WANTED, SOLVED, FIRMS, HELD, JUDGED, PLACES = (
    _("需求与配送"),
    _("诉求"),
    _("企业服务"),
    _("活动"),
    _("评估"),
    _("网络"),
)
ENTRIES = (
    Entry(name="portal:desk", icon="layout-dashboard", label=_("工作台")),
    Entry(name="needs:inbox", icon="message-circle-plus", label=_("需求"), group=WANTED, waiting=to_triage),
    Entry(name="needs:walk-create", icon="footprints", label=_("跑楼"), group=WANTED),
    Entry(name="needs:survey-list", icon="clipboard-list", label=_("问卷"), group=WANTED),
    Entry(name="needs:claim-list", icon="handshake", label=_("认领与项目"), group=WANTED),
    Entry(name="delivery:delivery-list", icon="truck", label=_("配送"), group=WANTED),
    Entry(name="delivery:order-list", icon="mail-check", label=_("接单"), group=WANTED, waiting=inbox),
    Entry(name="delivery:provider-list", icon="briefcase-business", label=_("服务方一览"), group=WANTED),
    Entry(name="delivery:draft-list", icon="calendar-range", label=_("月计划"), group=WANTED),
    Entry(name="delivery:quota-list", icon="sliders-horizontal", label=_("常规配额"), group=WANTED),
    Entry(name="enterprises:enterprise-list", icon="building", label=_("企业"), group=FIRMS),
    Entry(name="enterprises:visit-list", icon="calendar-clock", label=_("走访"), group=FIRMS, waiting=due),
    Entry(name="enterprises:visit-create", icon="notebook-pen", label=_("记走访"), group=FIRMS),
    Entry(name="enterprises:screen-list", icon="shield-check", label=_("稳定程度"), group=FIRMS),
    Entry(name="enterprises:briefing-list", icon="newspaper", label=_("政策简报"), group=FIRMS),
    Entry(name="enterprises:platform-list", icon="blocks", label=_("平台与队伍"), group=FIRMS),
    Entry(name="cases:inbox", icon="megaphone", label=_("诉求"), group=SOLVED, waiting=to_contact),
    Entry(name="cases:call-list", icon="phone-call", label=_("诉求回访"), group=SOLVED, waiting=calls_to_make),
    Entry(name="cases:part-list", icon="handshake", label=_("协办"), group=SOLVED, waiting=parts_to_do, shy=True),
    Entry(name="cases:request-list", icon="file-check", label=_("审批与例外"), group=SOLVED, waiting=asked_leave),
    Entry(name="cases:overdue-list", icon="alarm-clock", label=_("超期诉求"), group=SOLVED),
    Entry(name="cases:ladder", icon="bell-ring", label=pgettext_lazy("page", "提级提醒"), group=SOLVED),
    Entry(name="cases:kind-list", icon="tags", label=_("诉求类别"), group=SOLVED),
    Entry(name="cases:body-list", icon="landmark", label=_("协办单位"), group=SOLVED),
    Entry(name="activities:desk-list", icon="calendar-days", label=_("活动"), group=HELD),
    Entry(name="activities:booking-list", icon="door-open", label=_("场地预订"), group=HELD, waiting=asked_bookings),
    Entry(name="evaluation:call-back-list", icon="phone-call", label=_("回访"), group=JUDGED, waiting=call_backs_for),
    Entry(name="cases:rate-list", icon="gauge", label=_("诉求的比率"), group=JUDGED),
    Entry(name="evaluation:scorecard-list", icon="chart-column", label=_("评估看板"), group=JUDGED),
    Entry(name="evaluation:improvement-list", icon="trending-up", label=_("改进"), group=JUDGED),
    Entry(name="evaluation:weight-list", icon="scale", label=_("权重公式"), group=JUDGED),
    Entry(name="network:station-list", icon="building-2", label=_("站点管理"), group=PLACES, waiting=to_decide),
    Entry(name="network:item-list", icon="list-checks", label=_("七个有"), group=PLACES),
    Entry(name="portal:role-list", icon="users", label=_("角色"), group=PLACES),
    Entry(name="interop:key-list", icon="key-round", label=_("外部程序"), group=PLACES),
    Entry(name="portal:ledger", icon="scroll-text", label=_("台账"), group=PLACES),
    Entry(name="portal:home", icon="compass", label=_("会员页面"), group=PLACES),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Door:
    """A page of the desk as the rail shows it in one language, and the policy that lets people in."""

    entry: Entry
    url: str
    policy: Policy
    label: str
    group: str


def rail(actor: Actor, *, path: str) -> list[parts.Item]:
    """The pages that are open to `actor`, the one at `path` marked; what waits is counted in one query."""
    doors = _doors(get_language())
    allowed = {policy: policy(actor) for policy in {door.policy for door in doors if not door.entry.shy}}
    open_to = [door for door in doors if door.entry.shy or allowed[door.policy]]
    counts = _counts(actor, [door.entry.name for door in open_to])
    shown = [one for one in open_to if not one.entry.shy or one.entry.name in counts or path.startswith(one.url)]
    here = max((door.url for door in shown if path.startswith(door.url)), key=len, default="")
    return [
        parts.Item(
            url=door.url,
            icon=door.entry.icon,
            label=door.label,
            group=door.group,
            current=door.url == here,
            count=counts.get(door.entry.name),
            urgent=True,
        )
        for door in shown
    ]


@cache
def _doors(language: str | None) -> list[Door]:
    """Every page of the desk, in `language`, which is the active one."""
    return [_door(entry) for entry in ENTRIES]


def _door(entry: Entry) -> Door:
    url = reverse(entry.name)
    policy: Policy = resolve(url).func.policy  # type: ignore[attr-defined]
    return Door(entry=entry, url=url, policy=policy, label=str(entry.label), group=str(entry.group))


def _counts(actor: Actor, names: Sequence[str]) -> dict[str, int]:
    """How many rows wait at each of those pages; what is empty is left out."""
    minute = clock.now().replace(second=0, microsecond=0)
    return _counted(_worded(actor, roles_of(actor), tuple(names), minute))


@lru_cache(maxsize=256)
def _worded(actor: Actor, roles: Sequence[Appointment], names: Sequence[str], minute: datetime) -> Statement:
    """What counts the rows that wait for `actor` at those pages.

    It is worded once a minute for somebody who opens page after page; it changes with the actor's roles and the time.
    """
    return counting({one.name: one.waiting(actor) for one in ENTRIES if one.waiting and one.name in names})


def counted(waiting: Mapping[str, "models.QuerySet[Any]"]) -> dict[str, int]:
    """How many rows there are under each name, in one query; what is empty is left out."""
    return _counted(counting(waiting))


def counting(waiting: Mapping[str, "models.QuerySet[Any]"]) -> Statement:
    """The query that counts the rows under each name.

    It is put together as text: a union of querysets takes three times as long to write.
    """
    selects, values = [], list[Any]()
    for name, rows in waiting.items():
        with suppress(EmptyResultSet):
            sql, given = (rows if rows.query.is_sliced else rows.order_by()).values("pk").query.sql_with_params()
            selects.append(f"SELECT %s, count(*) FROM ({sql}) waiting")  # noqa: S608 - Django wrote it
            values += [name, *given]
    return " UNION ALL ".join(selects), values


def _counted(statement: Statement) -> dict[str, int]:
    if not statement[0]:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(*statement)
        return {name: count for name, count in cursor.fetchall() if count}
