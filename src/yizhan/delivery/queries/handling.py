"""How deliveries are handled."""

from uuid import UUID

from django.db.models import F, Q, QuerySet

from yizhan.delivery.models import Handling


def of(service_id: UUID) -> Handling:
    """The handling of a service: its own row, else the row for all, else nothing is allowed."""
    rows = Handling.objects.filter(Q(service_id=service_id) | Q(service=None))
    return rows.order_by(F("service").asc(nulls_last=True)).first() or Handling()


def rows() -> QuerySet[Handling]:
    """Every handling, the one for all services first."""
    return Handling.objects.select_related("service").order_by(F("service").asc(nulls_first=True), "service__code")
