"""The catalogue for other programs."""

from datetime import date, time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from yizhan.catalogue import queries
from yizhan.catalogue.models import (
    Category,
    Offer,
    Provider,
    ProviderAbsence,
    ProviderHours,
    ProviderKind,
    Service,
    Standard,
)
from yizhan.kernel.api import Cut, Id, Listing, Typed, Words, cut_out
from yizhan.network.models import Station
from yizhan.people.queries import today

router = Router(tags=["catalogue"])


class CategoryOut(Schema):
    """One of the categories of services."""

    id: Id
    code: str = Field(examples=["FL"])
    name: Words = Field(examples=[{"zh": "法律", "en": "Law"}])
    about: Words = Field(examples=[{"zh": "律师在楼里", "en": "Lawyers in the building"}])


class ServiceOut(Schema):
    """A service on offer."""

    id: Id
    code: str = Field(examples=["FL1"])
    category: str = Field(examples=["FL"], description="the code of a category")
    name: Words = Field(examples=[{"zh": "律师值班咨询", "en": "Lawyer on duty"}])
    about: Words = Field(
        examples=[{"zh": "合同、劳动、婚姻，当面问律师。", "en": "Contracts, work, family: ask in person."}]
    )
    constructed: bool = Field(examples=[False], description="a made-up sample, not public information")


class StandardOut(Schema):
    """A version of a service: what is promised during [effective_from, effective_until)."""

    version: int = Field(examples=[2])
    effective_from: date = Field(examples=["2026-01-01"])
    effective_until: date | None = Field(examples=[None])
    standard: Words = Field(examples=[{"zh": "每周一次，每次 30 分钟。", "en": "Once a week, 30 minutes each."}])
    minutes: int | None = Field(examples=[30])
    min_people: int | None = Field(examples=[1])
    max_people: int | None = Field(examples=[1])
    needs_booking: bool = Field(examples=[True])


class StationRef(Schema):
    """Which station it is."""

    id: Id
    code: str = Field(examples=["JA-001"])
    name: Words


class ServiceRef(Schema):
    """Which service it is."""

    id: Id
    code: str = Field(examples=["FL1"])
    name: Words = Field(examples=[{"zh": "律师值班咨询", "en": "Lawyer on duty"}])


class OfferOut(Schema):
    """That a station offers a service: every week during [starts, ends), or any time while the station is open."""

    id: Id
    station: StationRef
    service: ServiceRef
    weekday: int | None = Field(examples=[3], ge=1, le=7, description="1 Monday to 7 Sunday; null is any time")
    starts: time | None = Field(examples=["12:15:00"])
    ends: time | None = Field(examples=["13:15:00"])
    note: Words = Field(examples=[{"zh": "请提前一天预约", "en": "Book a day ahead"}])


class ServiceDetail(ServiceOut):
    """A service on offer with its standards and where it is offered."""

    current: StandardOut | None
    versions: list[StandardOut]
    offers: list[OfferOut]


class ProviderOut(Schema):
    """Who delivers services."""

    id: Id
    slug: str = Field(examples=["qingheng-law-firm"])
    kind: ProviderKind = Field(examples=["law"])
    name: Words = Field(examples=[{"zh": "青衡律师事务所", "en": "Qingheng Law Firm"}])
    about: Words = Field(examples=[{"zh": "示例服务方。", "en": "A sample provider."}])
    monthly_capacity: int = Field(examples=[12], description="sessions a month")
    zones: list[str] = Field(examples=[["nanjing-west"]], description="codes of the zones it serves")
    services: list[str] = Field(examples=[["FL1", "FL3"]], description="codes of the services it gives")
    constructed: bool = Field(examples=[True], description="a made-up sample, not public information")


class ProviderHoursOut(Schema):
    """When a provider can come every week, during [starts, ends)."""

    weekday: int = Field(examples=[2], ge=1, le=7, description="1 Monday to 7 Sunday")
    starts: time = Field(examples=["12:00:00"])
    ends: time = Field(examples=["13:30:00"])


class AbsenceOut(Schema):
    """Days [starts_on, ends_on) on which a provider cannot come; why is not told."""

    starts_on: date = Field(examples=["2026-12-24"])
    ends_on: date = Field(examples=["2026-12-31"])


class ProviderDetail(ProviderOut):
    """A provider with its weekly hours and the absences that have not ended."""

    hours: list[ProviderHoursOut]
    absences: list[AbsenceOut]


class ServicePage(Listing):
    """One page of services, in the order of their identifiers."""

    items: list[ServiceOut]


class ProviderPage(Listing):
    """One page of providers, in the order of their identifiers."""

    items: list[ProviderOut]


class ServiceFilter(Schema):
    q: Typed = Field("", examples=["律师"], description="words of names, in either language, or a code")
    category: Typed = Field("", examples=["FL"], description="the code of a category")


class ProviderFilter(Schema):
    kind: ProviderKind | None = Field(None, examples=["law"])
    service: Typed = Field("", examples=["FL1"], description="the code of a service")
    zone: Typed = Field("", examples=["nanjing-west"], description="the code of a zone")


@router.get("/categories", response=list[CategoryOut], summary="Categories")
def categories(request: HttpRequest) -> list[CategoryOut]:
    """The categories, in their order."""
    return [category_out(row) for row in queries.categories()]


@router.get("/services", response=ServicePage, summary="Services on offer")
def services(
    request: HttpRequest, response: HttpResponse, wanted: Query[ServiceFilter], cut: Query[Cut]
) -> ServicePage:
    """The services on offer that fit every filter."""
    rows = queries.services(category=wanted.category, text=wanted.q)
    found, following = cut_out(request, response, rows, cut=cut)
    return ServicePage(items=[service_out(row) for row in found], next=following)


@router.get("/services/{uuid:id}", response=ServiceDetail, summary="One service")
def service(request: HttpRequest, id: Id) -> ServiceDetail:  # noqa: A002
    """A service on offer with the standard in force, all its versions, and the stations that offer it."""
    return service_detail(get_object_or_404(queries.services(), pk=id))


@router.get("/stations/{uuid:id}/services", response=list[OfferOut], summary="What a station offers")
def station_services(request: HttpRequest, id: Id) -> list[OfferOut]:  # noqa: A002
    """The services of one station that serves, by category, and when they are there."""
    where = get_object_or_404(queries.serving_stations(), pk=id)
    return [offer_out(row, station=where, service=row.service) for row in queries.offers_of_station(where.pk)]


@router.get("/providers", response=ProviderPage, summary="Providers")
def providers(
    request: HttpRequest, response: HttpResponse, wanted: Query[ProviderFilter], cut: Query[Cut]
) -> ProviderPage:
    """The providers that fit every filter."""
    rows = queries.providers(kind=wanted.kind or "", service=wanted.service, zone=wanted.zone)
    found, following = cut_out(request, response, rows, cut=cut)
    return ProviderPage(items=[provider_out(row) for row in found], next=following)


@router.get("/providers/{uuid:id}", response=ProviderDetail, summary="One provider")
def provider(request: HttpRequest, id: Id) -> ProviderDetail:  # noqa: A002
    """A provider with its services, zones, weekly hours and absences."""
    return provider_detail(get_object_or_404(queries.providers(), pk=id))


def category_out(row: Category) -> CategoryOut:
    """A category as it is told."""
    return CategoryOut(
        id=row.pk,
        code=row.code,
        name=Words(zh=row.name_zh, en=row.name_en),
        about=Words(zh=row.about_zh, en=row.about_en),
    )


def service_out(row: Service) -> ServiceOut:
    """A service as a list tells it."""
    return ServiceOut(
        id=row.pk,
        code=row.code,
        category=row.category.code,
        name=Words(zh=row.name_zh, en=row.name_en),
        about=Words(zh=row.about_zh, en=row.about_en),
        constructed=row.constructed,
    )


def service_detail(row: Service) -> ServiceDetail:
    """A service as it is told by itself."""
    current = queries.standard_on(row, today())
    offers = queries.offers_of_service(row)
    return ServiceDetail(
        **service_out(row).model_dump(),
        current=standard_out(current) if current else None,
        versions=[standard_out(standard) for standard in row.standards.all()],
        offers=[offer_out(offer, station=offer.station, service=row) for offer in offers],
    )


def standard_out(row: Standard) -> StandardOut:
    """A standard as it is told."""
    return StandardOut(
        version=row.version,
        effective_from=row.effective_from,
        effective_until=row.effective_until,
        standard=Words(zh=row.standard_zh, en=row.standard_en),
        minutes=row.minutes,
        min_people=row.min_people,
        max_people=row.max_people,
        needs_booking=row.needs_booking,
    )


def offer_out(row: Offer, *, station: Station, service: Service) -> OfferOut:
    """An offer as it is told, with the station and the service it joins."""
    return OfferOut(
        id=row.pk,
        station=StationRef(id=station.pk, code=station.code, name=Words(zh=station.name_zh, en=station.name_en)),
        service=ServiceRef(id=service.pk, code=service.code, name=Words(zh=service.name_zh, en=service.name_en)),
        weekday=row.weekday,
        starts=row.starts,
        ends=row.ends,
        note=Words(zh=row.note_zh, en=row.note_en),
    )


def provider_out(row: Provider) -> ProviderOut:
    """A provider as a list tells it."""
    return ProviderOut(
        id=row.pk,
        slug=row.slug,
        kind=ProviderKind(row.kind),
        name=Words(zh=row.name_zh, en=row.name_en),
        about=Words(zh=row.about_zh, en=row.about_en),
        monthly_capacity=row.monthly_capacity,
        zones=[zone.code for zone in row.zones.all()],
        services=[service.code for service in row.services.all()],
        constructed=row.constructed,
    )


def provider_detail(row: Provider) -> ProviderDetail:
    """A provider as it is told by itself."""
    absences = row.absences.filter(ends_on__gt=today())
    return ProviderDetail(
        **provider_out(row).model_dump(),
        hours=[hours_out(hours) for hours in row.hours.all()],
        absences=[absence_out(absence) for absence in absences],
    )


def hours_out(row: ProviderHours) -> ProviderHoursOut:
    """A provider's hours as they are told."""
    return ProviderHoursOut(weekday=row.weekday, starts=row.starts, ends=row.ends)


def absence_out(row: ProviderAbsence) -> AbsenceOut:
    """An absence as it is told, without its reason."""
    return AbsenceOut(starts_on=row.starts_on, ends_on=row.ends_on)
