"""Reads of providers as the hub looks after them: what each can give, holds and answered in a month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from yizhan.catalogue import queries as catalogue
from yizhan.catalogue.models import Provider
from yizhan.delivery.models import Delivery, DeliveryState, Order, OrderState
from yizhan.kernel import clock
from yizhan.people.models import Appointment, Role
from yizhan.people.queries import people_in, today

GIVEN = (*DeliveryState.holding(), DeliveryState.DELIVERED)
MONTHS_SHOWN, ANSWERS_SHOWN, SESSIONS_SHOWN = 6, 12, 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """How the orders of a month were answered; withdrawn ones were not the provider's to answer."""

    waiting: int = 0
    accepted: int = 0
    refused: int = 0
    late: int = 0

    @property
    def asked(self) -> int:
        """How many orders there were."""
        return self.waiting + self.accepted + self.refused + self.late


@dataclass(frozen=True, kw_only=True, slots=True)
class Load:
    """A provider in a month: sessions it holds of those it can give, its answers, and its next session."""

    provider: Provider
    held: int
    answers: Answers
    next: Delivery | None = None

    @property
    def left(self) -> int:
        """How many sessions more it can give in the month."""
        return max(self.provider.monthly_capacity - self.held, 0)

    @property
    def full(self) -> bool:
        """Whether it can take no more."""
        return self.held >= self.provider.monthly_capacity


@dataclass(frozen=True, kw_only=True, slots=True)
class Month:
    """What a provider held and answered in one month."""

    month: date
    held: int
    answers: Answers


@dataclass(frozen=True, kw_only=True, slots=True)
class Totals:
    """All providers of a list together."""

    capacity: int
    held: int
    answers: Answers


def loads(month: date, *, kind: str = "", service: str = "") -> list[Load]:
    """Every provider that fits, by name, with its month."""
    rows = list(catalogue.providers(kind=kind, service=service).order_by("name_zh", "slug"))
    ids = [row.pk for row in rows]
    held, answered, following = _held(month, ids), _answers(month, ids), _next(ids)
    return [
        Load(
            provider=row,
            held=held.get(row.pk, 0),
            answers=answered.get(row.pk, Answers()),
            next=following.get(row.pk),
        )
        for row in rows
    ]


def totals(rows: Iterable[Load]) -> Totals:
    """The sums of those rows."""
    listed = list(rows)
    names = ("waiting", "accepted", "refused", "late")
    return Totals(
        capacity=sum(row.provider.monthly_capacity for row in listed),
        held=sum(row.held for row in listed),
        answers=Answers(**{name: sum(getattr(row.answers, name) for row in listed) for name in names}),
    )


def load_of(provider: Provider, month: date) -> Load:
    """One provider with its month."""
    ids = [provider.pk]
    held, answered = _held(month, ids), _answers(month, ids)
    return Load(provider=provider, held=held.get(provider.pk, 0), answers=answered.get(provider.pk, Answers()))


def months_of(provider: Provider) -> list[Month]:
    """The last months in which the provider was asked for something, the newest first."""
    answered = _answers_by("delivery__month", Order.objects.filter(provider=provider))
    given = Delivery.objects.filter(provider=provider, state__in=GIVEN).order_by()
    held = dict(given.values_list("month").annotate(n=Count("pk")))
    newest = sorted({*answered, *held}, reverse=True)[:MONTHS_SHOWN]
    return [Month(month=one, held=held.get(one, 0), answers=answered.get(one, Answers())) for one in newest]


def coming(provider: Provider) -> QuerySet[Delivery]:
    """The next sessions that the provider holds."""
    mine: QuerySet[Delivery] = Delivery.objects.told().holding().filter(provider=provider, ends_at__gt=clock.now())
    return mine.order_by("starts_at", "pk")[:SESSIONS_SHOWN]


def answers_of(provider: Provider) -> QuerySet[Order]:
    """The last answers of the provider, and what it let pass."""
    told = [OrderState.ACCEPTED, OrderState.REFUSED, OrderState.LATE, OrderState.PROPOSED]
    mine: QuerySet[Order] = Order.objects.told().filter(provider=provider, state__in=told, answered_at__isnull=False)
    return mine.select_related("answered_by").order_by("-answered_at", "-pk")[:ANSWERS_SHOWN]


def staff_of(provider: Provider) -> QuerySet[Appointment]:
    """Who works for the provider today."""
    return people_in(Role.PROVIDER, [provider.pk])


def absences_of(provider: Provider) -> list[tuple[date, date]]:
    """The first and the last day of each time to come in which the provider cannot come."""
    found = provider.absences.filter(ends_on__gt=today()).order_by("starts_on")
    return [(row.starts_on, row.ends_on - timedelta(days=1)) for row in found]


def _held(month: date, ids: list[UUID]) -> dict[UUID, int]:
    rows = Delivery.objects.filter(month=month, provider__in=ids, state__in=GIVEN).order_by()
    return dict(rows.values_list("provider").annotate(n=Count("pk")))


def _answers(month: date, ids: list[UUID]) -> dict[UUID, Answers]:
    return _answers_by("provider", Order.objects.filter(delivery__month=month, provider__in=ids))


def _answers_by(key: str, rows: QuerySet[Order]) -> dict[Any, Answers]:
    counted = rows.order_by().values_list(key)
    counted = counted.annotate(
        waiting=Count("pk", filter=Q(state__in=[OrderState.SENT, OrderState.PROPOSED])),
        accepted=Count("pk", filter=Q(state=OrderState.ACCEPTED)),
        refused=Count("pk", filter=Q(state=OrderState.REFUSED)),
        late=Count("pk", filter=Q(state=OrderState.LATE)),
    )
    return {
        value: Answers(waiting=waiting, accepted=accepted, refused=refused, late=late)
        for value, waiting, accepted, refused, late in counted
    }


def _next(ids: list[UUID]) -> dict[UUID, Delivery]:
    rows = Delivery.objects.holding().filter(provider__in=ids, ends_at__gt=clock.now())
    first = rows.select_related("station").order_by("provider_id", "starts_at", "pk").distinct("provider_id")
    return {row.provider_id: row for row in first if row.provider_id}
