"""Reads of the catalogue."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby
from uuid import UUID

from django.db import models
from django.db.models import Count, Prefetch, Q

from yizhan.catalogue.models import Category, Offer, PackageItem, PackageState, Programme, Provider, Service, Standard
from yizhan.enterprises.models import Enterprise
from yizhan.kernel.search import matching
from yizhan.network.models import Station, StationState

SERVING = Q(offers__station__state=StationState.OPEN)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shelf:
    """A category and those of its services that were asked for."""

    category: Category
    services: tuple[Service, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot:
    """A service at a station today, during [starts, ends), or any time while it is open."""

    service: Service
    starts: time | None
    ends: time | None
    note: str


def services(*, category: str = "", text: str = "") -> models.QuerySet[Service]:
    """The services on offer, with category and the number of open stations that have them."""
    found = Service.objects.filter(retired_on=None).select_related("category")
    if category:
        found = found.filter(category__code=category)
    if text.strip():
        found = found.filter(matching(text, literal=("name_zh", "name_en", "code")))
    return found.annotate(stations=Count("offers__station", filter=SERVING, distinct=True)).order_by(
        "category__position", "code"
    )


def shelves(*, category: str = "", text: str = "") -> list[Shelf]:
    """The services on offer by category; a category without any is left out."""
    found = sorted(services(category=category, text=text), key=_shelf_order)
    return [
        Shelf(category=shelf, services=tuple(group))
        for shelf, group in groupby(found, key=lambda service: service.category)
    ]


def _shelf_order(service: Service) -> tuple[int, str, int]:
    return service.category.position, service.category.code, int("".join(filter(str.isdigit, service.code)) or 0)


def service_by_code(code: str) -> models.QuerySet[Service]:
    """The service with `code`, with its category, programmes and providers."""
    return (
        Service.objects.filter(code__iexact=code)
        .select_related("category")
        .prefetch_related("programmes", Prefetch("providers", Provider.objects.order_by("name_zh")))
    )


def standard_on(service: Service, day: date) -> Standard | None:
    """The standard of `service` in force on `day`."""
    return Standard.objects.on(day).filter(service=service).first()


def offers_of_service(service: Service) -> models.QuerySet[Offer]:
    """Where a service is offered now, with station and place."""
    return (
        service.offers.filter(station__state=StationState.OPEN)
        .select_related("station__building", "station__zone", "station__subdistrict")
        .order_by("station__zone__position", "station__code", "weekday", "starts")
    )


def offers_of_station(station_id: UUID) -> models.QuerySet[Offer]:
    """What a station offers, by category."""
    found = Offer.objects.filter(station_id=station_id, service__retired_on=None)
    return found.select_related("service__category").order_by("service__category__position", "service__code", "weekday")


def slots_on(offers: Iterable[Offer], day: date) -> list[Slot]:
    """What is there at its own time on `day`, in the order of the day."""
    mine = [offer for offer in offers if offer.weekday == day.isoweekday()]
    ordered = sorted(mine, key=lambda offer: (offer.starts or time.min, offer.service.code))
    return [Slot(service=o.service, starts=o.starts, ends=o.ends, note=o.note) for o in ordered]


def slots_at(station_ids: Iterable[UUID], day: date) -> models.QuerySet[Offer]:
    """What happens at those stations at a fixed time on the weekday of `day`, earliest first."""
    found = Offer.objects.filter(station_id__in=list(station_ids), weekday=day.isoweekday(), service__retired_on=None)
    return found.select_related("service__category", "station__building").order_by(
        "starts", "station__code", "service__code"
    )


def stations_offering(service_code: str) -> models.QuerySet[Offer, UUID]:
    """The identifiers of the stations that offer a service."""
    return Offer.objects.filter(service__code__iexact=service_code).values_list("station_id", flat=True)


def offer_counts(station_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many services each of those stations offers."""
    rows = Offer.objects.filter(station_id__in=list(station_ids)).values("station_id")
    return {row["station_id"]: row["n"] for row in rows.annotate(n=Count("service", distinct=True))}


def programmes() -> models.QuerySet[Programme]:
    """The brand programmes with their services."""
    return Programme.objects.prefetch_related(Prefetch("services", Service.objects.select_related("category")))


def categories() -> models.QuerySet[Category]:
    """The six categories, in order."""
    return Category.objects.all()


def providers(*, kind: str = "", service: str = "", zone: str = "") -> models.QuerySet[Provider]:
    """The providers that fit, with their services and zones; service and zone are codes."""
    wanted = {"kind": kind, "services__code": service, "zones__code": zone}
    found = Provider.objects.filter(**{name: value for name, value in wanted.items() if value})
    return found.prefetch_related(Prefetch("services", Service.objects.order_by("code")), "zones").distinct()


def serving_stations() -> models.QuerySet[Station]:
    """The stations whose offers are public."""
    return Station.objects.filter(state=StationState.OPEN)


def package_of(enterprise: Enterprise) -> models.QuerySet[PackageItem]:
    """What an enterprise was offered, by category: what it uses first, what it does not want last."""
    order = models.Case(
        models.When(state=PackageState.TAKEN, then=0), models.When(state=PackageState.OFFERED, then=1), default=2
    )
    found = PackageItem.objects.filter(enterprise=enterprise).select_related("service__category")
    return found.order_by(order, "service__category__position", "service__code")


def to_offer(enterprise: Enterprise) -> models.QuerySet[Service]:
    """The services that are not in an enterprise's package yet."""
    found = Service.objects.filter(retired_on=None).exclude(packages__enterprise=enterprise)
    return found.select_related("category").order_by("category__position", "code")
