"""Reads of deliveries: whose they are, what they wait for, and a month at a glance."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yizhan.activities.models import Registration, RegistrationState
from yizhan.delivery.models import Delivery, DeliveryState, Event, Order, OrderState, Repair, RepairState, Report
from yizhan.kernel import clock
from yizhan.people.models import Actor, Role
from yizhan.people.queries import holds, places_of
from yizhan.ui import parts

WEEK = 7
SHOWN_A_DAY = 3
UNANSWERED, PROPOSED, UNASSIGNED, OPEN, UNREPORTED = "unanswered", "proposed", "unassigned", "open", "unreported"
WAITS: dict[str, str | Promise] = {
    UNASSIGNED: _("待指派"),
    PROPOSED: _("待定改期"),
    UNANSWERED: _("待答复"),
    OPEN: _("待抢单"),
    UNREPORTED: _("缺报告"),
}
TONES = {
    DeliveryState.DISPATCHED: "warn",
    DeliveryState.UNASSIGNED: "bad",
    DeliveryState.OPEN: "river",
    DeliveryState.ACCEPTED: "good",
    DeliveryState.DELIVERED: "",
    DeliveryState.CANCELLED: "",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Wait:
    """Deliveries that wait for the same thing: how many, and where they are listed."""

    kind: str
    label: str | Promise
    count: int
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """A day of a month's grid: the first few sessions, and how many more there are."""

    day: date
    inside: bool
    today: bool
    entries: tuple[Any, ...]
    more: int


def of(actor: Actor) -> QuerySet[Delivery]:
    """The deliveries that `actor` may see: all, those of a subdistrict, a station or a provider."""
    if leads(actor):
        return Delivery.objects.all()
    mine = Q(station__subdistrict__in=places_of(actor, Role.SUBDISTRICT))
    mine |= Q(station__in=places_of(actor, Role.STATION)) | Q(provider__in=places_of(actor, Role.PROVIDER))
    return Delivery.objects.filter(mine)


def waits_for(kind: str) -> Q:
    """The deliveries that wait for one of `WAITS`; no more than one order of each stands, so none comes twice."""
    return {
        UNANSWERED: Q(state=DeliveryState.DISPATCHED, orders__state=OrderState.SENT),
        PROPOSED: Q(state=DeliveryState.DISPATCHED, orders__state=OrderState.PROPOSED),
        UNASSIGNED: Q(state=DeliveryState.UNASSIGNED),
        OPEN: Q(state=DeliveryState.OPEN),
        UNREPORTED: Q(state=DeliveryState.ACCEPTED, ends_at__lte=clock.now()),
    }[kind]


def waiting_for(actor: Actor) -> list[Wait]:
    """What waits among the deliveries that `actor` may see, the most urgent first; what is at nought is left out."""
    counts = of(actor).aggregate(**{kind: Count("pk", filter=waits_for(kind), distinct=True) for kind in WAITS})
    address = reverse("delivery:delivery-list")
    waits = [
        Wait(kind=kind, label=label, count=counts[kind], url=f"{address}?wait={kind}")
        for kind, label in WAITS.items()
        if counts[kind]
    ]
    repairs = Repair.objects.filter(state=RepairState.PROPOSED).count() if leads(actor) else 0
    mend = Wait(kind="repair", label=_("修补待确认"), count=repairs, url=reverse("delivery:repair-list"))
    return [mend, *waits] if repairs else waits


def leads(actor: Actor) -> bool:
    """Whether `actor` looks after the whole network."""
    return holds(actor, Role.HUB, Role.ADMINISTRATOR)


def found(
    actor: Actor,
    *,
    month: date | None = None,
    day: date | None = None,
    wait: str = "",
    **equal: Any,
) -> QuerySet[Delivery]:
    """The deliveries that `actor` may see and that fit, in the order of time, each with the order that stands."""
    rows = of(actor).filter(**{name: value for name, value in equal.items() if value})
    if wait:
        rows = rows.filter(waits_for(wait))
    elif day:
        rows = rows.filter(starts_at__date=day)
    elif month:
        rows = rows.filter(month=month)
    return with_orders(_told(rows)).order_by("starts_at", "pk")


def _told(rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """The same deliveries, each with where, what and by whom."""
    return rows.select_related("station__building", "station__zone", "room", "service__category", "provider")


def with_orders(rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """The same deliveries, each with the orders that stand as `standing`: one at most."""
    standing = Order.objects.filter(state__in=OrderState.standing()).select_related("provider")
    return rows.prefetch_related(Prefetch("orders", standing, to_attr="standing"))


def grid(month: date, rows: Iterable[Delivery]) -> list[list[Day]]:
    """The weeks of a month, from Monday to Sunday, with its sessions."""
    by_day: dict[date, list[Delivery]] = defaultdict(list)
    for row in rows:
        by_day[timezone.localdate(row.starts_at)].append(row)
    first, today = month - timedelta(days=month.weekday()), timezone.localdate(clock.now())
    weeks = -(-((month.replace(day=28) + timedelta(days=4)).replace(day=1) - first).days // WEEK)
    days = [first + timedelta(days=n) for n in range(weeks * WEEK)]
    cells = [
        Day(
            day=day,
            inside=day.month == month.month,
            today=day == today,
            entries=tuple((one, TONES[DeliveryState(one.state)]) for one in by_day[day][:SHOWN_A_DAY]),
            more=max(0, len(by_day[day]) - SHOWN_A_DAY),
        )
        for day in days
    ]
    return [cells[n : n + WEEK] for n in range(0, len(cells), WEEK)]


def counts(actor: Actor, month: date) -> dict[str, int]:
    """How many deliveries of a month that `actor` may see are in each state."""
    rows = of(actor).filter(month=month).order_by().values_list("state").annotate(n=Count("pk"))
    return dict(rows)


def history(delivery: Delivery) -> list[parts.Happening]:
    """What happened to a delivery, newest first."""
    rows: QuerySet[Event] = delivery.events.select_related("by", "provider").order_by("-at", "-pk")
    return [
        parts.Happening(
            at=row.at,
            title=row.get_kind_display(),
            who=" · ".join(str(one.name if one == row.provider else one) for one in (row.provider, row.by) if one),
            note=row.reason,
        )
        for row in rows
    ]


def checked_in(delivery: Delivery) -> int | None:
    """How many came by the check-ins of its activity; none when there is no activity."""
    if delivery.activity_id is None:
        return None
    came = Registration.objects.filter(activity=delivery.activity_id, state=RegistrationState.ATTENDED)
    return came.aggregate(n=Sum("places"))["n"] or 0


def report_of(delivery: Delivery) -> Report | None:
    """The closing report of a delivery, if there is one, with its photographs."""
    return Report.objects.filter(delivery=delivery).select_related("by").prefetch_related("photos").first()


def reports(actor: Actor) -> QuerySet[Report]:
    """The reports of the deliveries that `actor` may see, newest first."""
    found = Report.objects.filter(delivery__in=of(actor)).prefetch_related("photos")
    return found.select_related("delivery__station", "delivery__service__category", "delivery__provider").order_by(
        "-at", "-pk"
    )
