"""The catalogue for other programs."""

from datetime import date, time
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from yizhan.catalogue import queries
from yizhan.catalogue.models import Provider, ProviderKind, Service
from yizhan.kernel.api import MOST, Page, next_link, page_of
from yizhan.people.queries import today

router = Router(tags=["catalogue"])
ID = "0193a1f2-7c1e-7b1a-9b1e-0f3c5a6d7e8f"


class Words(Schema):
    """Words in both languages."""

    zh: str = Field(examples=["律师值班咨询"])
    en: str = Field(examples=["Lawyer on duty"])


class Named(Schema):
    name: Words
    about: Words

    @staticmethod
    def resolve_name(row: Any) -> dict[str, str]:
        return {"zh": row.name_zh, "en": row.name_en}

    @staticmethod
    def resolve_about(row: Any) -> dict[str, str]:
        return {"zh": row.about_zh, "en": row.about_en}


class CategoryOut(Named):
    code: str = Field(examples=["FL"])


class ServiceOut(Named):
    id: UUID = Field(examples=[ID])
    code: str = Field(examples=["FL1"])
    category: str = Field(examples=["FL"])
    constructed: bool = Field(examples=[False], description="made-up reference data, shown as a sample")

    @staticmethod
    def resolve_category(row: Any) -> str:
        return str(row.category.code)


class StandardOut(Schema):
    version: int = Field(examples=[2])
    effective_from: date = Field(examples=["2026-01-01"])
    effective_until: date | None = Field(examples=[None])
    standard: Words
    minutes: int | None = Field(examples=[30])
    min_people: int | None = Field(examples=[1])
    max_people: int | None = Field(examples=[1])
    needs_booking: bool = Field(examples=[True])

    @staticmethod
    def resolve_standard(row: Any) -> dict[str, str]:
        return {"zh": row.standard_zh, "en": row.standard_en}


class OfferOut(Schema):
    station: UUID = Field(examples=[ID])
    service: str = Field(examples=["FL1"])
    weekday: int | None = Field(examples=[3], description="1 Monday to 7 Sunday; none is any time while open")
    starts: time | None = Field(examples=["12:15:00"])
    ends: time | None = Field(examples=["13:15:00"])

    @staticmethod
    def resolve_station(row: Any) -> UUID:
        return UUID(str(row.station_id))

    @staticmethod
    def resolve_service(row: Any) -> str:
        return str(row.service.code)


class ServiceDetail(ServiceOut):
    current: StandardOut | None
    versions: list[StandardOut]
    offers: list[OfferOut]

    @staticmethod
    def resolve_current(row: Service) -> Any:
        return queries.standard_on(row, today())

    @staticmethod
    def resolve_versions(row: Service) -> list[Any]:
        return list(row.standards.all())

    @staticmethod
    def resolve_offers(row: Service) -> list[Any]:
        return list(queries.offers_of_service(row))


class ProviderOut(Named):
    id: UUID = Field(examples=[ID])
    slug: str = Field(examples=["qingheng-law-firm"])
    kind: ProviderKind = Field(examples=["law"])
    monthly_capacity: int = Field(examples=[12], description="sessions a month")
    zones: list[str] = Field(examples=[["nanjing-west"]])
    services: list[str] = Field(examples=[["FL1", "FL3"]])
    constructed: bool = Field(examples=[True])

    @staticmethod
    def resolve_zones(row: Any) -> list[str]:
        return [zone.code for zone in row.zones.all()]

    @staticmethod
    def resolve_services(row: Any) -> list[str]:
        return [service.code for service in row.services.all()]


class ServicePage(Schema):
    items: list[ServiceOut]
    next: str | None = Field(examples=[None])


class ProviderPage(Schema):
    items: list[ProviderOut]
    next: str | None = Field(examples=[None])


class ServiceFilter(Schema):
    q: str = Field("", max_length=60, examples=["律师"])
    category: str = Field("", max_length=4, examples=["FL"])


class ProviderFilter(Schema):
    kind: ProviderKind | None = Field(None, examples=["law"])
    service: str = Field("", max_length=8, examples=["FL1"])
    zone: str = Field("", max_length=40, examples=["nanjing-west"])


class Cut(Schema):
    cursor: str = Field("", max_length=60, examples=[""])
    limit: int = Field(20, ge=1, le=MOST, examples=[20])


def answer(request: HttpRequest, response: HttpResponse, page: Page[Any]) -> dict[str, Any]:
    """A page of rows and the way to the next one."""
    return {"items": page.rows, "next": next_link(request, response, page.next_cursor)}


@router.get("/categories", response=list[CategoryOut], summary="Categories")
def categories(request: HttpRequest) -> Any:
    """The categories, in order."""
    return queries.categories()


@router.get("/services", response=ServicePage, summary="Services on offer")
def services(
    request: HttpRequest, response: HttpResponse, wanted: Query[ServiceFilter], cut: Query[Cut]
) -> dict[str, Any]:
    """The services on offer, by identifier."""
    rows = queries.services(category=wanted.category, text=wanted.q)
    return answer(request, response, page_of(rows, cursor=cut.cursor, limit=cut.limit))


@router.get("/services/{uuid:pk}", response=ServiceDetail, summary="One service")
def service(request: HttpRequest, pk: UUID) -> Service:
    """A service with its standards and where it is offered."""
    return get_object_or_404(queries.services(), pk=pk)


@router.get("/stations/{uuid:pk}/services", response=list[OfferOut], summary="What a station offers")
def station_services(request: HttpRequest, pk: UUID) -> Any:
    """The services at one station that serves."""
    return queries.offers_of_station(get_object_or_404(queries.serving_stations(), pk=pk).pk)


@router.get("/providers", response=ProviderPage, summary="Providers")
def providers(
    request: HttpRequest, response: HttpResponse, wanted: Query[ProviderFilter], cut: Query[Cut]
) -> dict[str, Any]:
    """The providers, by identifier."""
    rows = queries.providers(kind=wanted.kind or "", service=wanted.service, zone=wanted.zone)
    return answer(request, response, page_of(rows, cursor=cut.cursor, limit=cut.limit))


@router.get("/providers/{uuid:pk}", response=ProviderOut, summary="One provider")
def provider(request: HttpRequest, pk: UUID) -> Provider:
    """A provider with its services and zones."""
    return get_object_or_404(queries.providers(), pk=pk)
