"""Open311 GeoReport v2: discovery, services, definitions, requests and tokens."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yizhan.cases.models import Case, Kind
from yizhan.interop import queries, rules, services
from yizhan.interop.models import Key
from yizhan.interop.rules.refusals import Fault, Faulty
from yizhan.interop.views.answers import TYPES, answer, georeport
from yizhan.kernel import clock
from yizhan.network.queries import local_now

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"


def _jurisdiction() -> str:
    """The only jurisdiction there is, which may be left out."""
    return settings.ORIGIN.split("//", 1)[-1]


def _require_jurisdiction(request: HttpRequest) -> None:
    given = {*request.GET.getlist("jurisdiction_id"), *request.POST.getlist("jurisdiction_id")} - {""}
    if not given <= {_jurisdiction()}:
        raise Faulty([Fault(404, _("没有这个 jurisdiction_id，可以不填。"))])


def _chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


@georeport("GET")
def discovery(request: HttpRequest, *, fmt: str) -> HttpResponse:
    """Where everything is, and how to get a key."""
    changed = f"{queries.changed_at() or clock.now():%Y-%m-%d %H:%M}"
    root = f"{settings.ORIGIN}{reverse('interop:root')}".rstrip("/")
    endpoint = {
        "specification": SPECIFICATION,
        "url": root,
        "changeset": changed,
        "type": "production",
        "formats": [kind.split(";")[0] for kind in TYPES.values()],
    }
    content = {
        "changeset": changed,
        "contact": _("%(name)s 枢纽：%(origin)s") % {"name": settings.NETWORK_NAME["zh"], "origin": settings.ORIGIN},
        "key_service": _("向枢纽申请密钥：%(origin)s") % {"origin": settings.ORIGIN},
        "endpoints": [endpoint],
    }
    return answer("discovery", content, fmt)


@georeport("GET")
def service_list(request: HttpRequest, *, fmt: str) -> HttpResponse:
    """The kinds of cases that anyone may post."""
    _require_jurisdiction(request)
    return answer("services", [service_out(kind) for kind in queries.services()], fmt)


def service_out(kind: Kind) -> dict[str, object]:
    """A kind as a service; what is posted gets a token first, and a number that can be read once it is public."""
    return {
        "service_code": kind.code,
        "service_name": kind.name,
        "description": kind.about,
        "metadata": bool(kind.fields),
        "type": "batch",
        "keywords": ", ".join(kind.keywords),
        "group": kind.group,
    }


@georeport("GET")
def service_detail(request: HttpRequest, code: str, *, fmt: str) -> HttpResponse:
    """What is asked beside the description."""
    _require_jurisdiction(request)
    kind = service_of(code)
    content = {
        "service_code": kind.code,
        "attributes": [attribute_out(field, order) for order, field in enumerate(kind.fields, 1)],
    }
    return answer("service_definition", content, fmt)


def service_of(code: str) -> Kind:
    """The service called `code`; anything else is not there."""
    kind = queries.services().filter(code=code).first()
    if kind is None:
        raise Faulty([Fault(404, _("没有 service_code 为“%(code)s”的服务。") % {"code": code[:60]})])
    return kind


def attribute_out(field: dict[str, object], order: int) -> dict[str, object]:
    """A field of a kind as an attribute."""
    choices = field.get("choices")
    words = rules.words_of(field, chinese=_chinese())
    found: dict[str, object] = {
        "variable": True,
        "code": str(field["code"]),
        "datatype": field["type"],
        "required": bool(field.get("required")),
        "datatype_description": None,
        "order": order,
        "description": words,
    }
    if isinstance(choices, list) and choices:
        named = [(str(one["code"]), rules.words_of(one, chinese=_chinese())) for one in choices]
        found["values"] = [{"key": key, "name": name} for key, name in named]
    return found


@georeport("GET", "POST")
def request_list(request: HttpRequest, *, fmt: str) -> HttpResponse:
    """The public cases that fit, or a new one by a program that has a key."""
    if request.method == "POST":
        return request_post(request, fmt=fmt)
    _require_jurisdiction(request)
    wanted = rules.wanted(request.GET.dict(), at=clock.now(), zone=ZoneInfo(settings.TIME_ZONE))
    return _requests(request, queries.requests_for(wanted), fmt)


def _requests(request: HttpRequest, found: list[Case], fmt: str) -> HttpResponse:
    extended = request.GET.get("extensions") == "true"
    return answer("service_requests", [request_out(case, extended=extended) for case in found], fmt)


@georeport("GET")
def request_detail(request: HttpRequest, code: str, *, fmt: str) -> HttpResponse:
    """One public case."""
    _require_jurisdiction(request)
    found = queries.requests_for(rules.Wanted(ids=(code,)))
    if not found:
        raise Faulty([Fault(404, _("没有编号为“%(code)s”的公开诉求。") % {"code": code[:60]})])
    return _requests(request, found, fmt)


def request_out(case: Case, *, extended: bool) -> dict[str, object]:
    """A public case as a request: redacted words, and where its building is, never where its reporter stood."""
    building = case.building or case.station.building
    changed = case.closed_at or case.changed_at
    found: dict[str, object] = {
        "service_request_id": case.code,
        "status": rules.status_of(case.state),
        "status_notes": case.get_result_display() if case.closed_at else case.get_state_display(),
        "service_name": case.kind.name,
        "service_code": case.kind.code,
        "description": case.public_words,
        "agency_responsible": case.station.name,
        "service_notice": None,
        "requested_datetime": _moment(case.raised_at),
        "updated_datetime": _moment(changed),
        "expected_datetime": _moment(getattr(case, "expected_at", None)),
        "address": building.address if building else None,
        "address_id": building.slug if building else None,
        "zipcode": None,
        "lat": building.lat if building else None,
        "long": building.lon if building else None,
        "media_url": None,
    }
    extension = {"state": case.state, "result": case.result or None, "mechanism": case.mechanism, "round": case.round}
    return {**found, "extended_attributes": extension} if extended else found


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(local_now().tzinfo).isoformat(timespec="seconds") if at else None


def request_post(request: HttpRequest, *, fmt: str) -> HttpResponse:
    """Post a case; it is public for nobody until an officer has looked at it."""
    key = key_for(request)
    _require_jurisdiction(request)
    if not request.POST.get("service_code", "").strip():
        raise Faulty([Fault(400, _("缺少 service_code。"))])
    kind = service_of(request.POST["service_code"].strip())
    given = {name: request.POST.getlist(name) for name in request.POST}
    token = services.post_request(key=key, kind=kind, posted=rules.posted(given, kind))
    content = {"token": token, "service_notice": None, "account_id": request.POST.get("account_id") or None}
    return answer("service_requests", [content], fmt)


def key_for(request: HttpRequest) -> Key:
    """The key of a request; a missing, a forged and a revoked one are the same."""
    key = queries.key_of(request.POST.get("api_key") or request.GET.get("api_key") or "")
    if key is None:
        raise Faulty([Fault(403, _("api_key 缺失或无效。"))])
    return key


@georeport("GET")
def token_detail(request: HttpRequest, token: str, *, fmt: str) -> HttpResponse:
    """The number of the case that was posted under a token."""
    _require_jurisdiction(request)
    found = queries.submission_of(token)
    if found is None:
        raise Faulty([Fault(404, _("没有这个 token。"))])
    return answer("service_requests", [{"service_request_id": found.case.code, "token": token}], fmt)


@georeport("GET")
def nothing_here(request: HttpRequest, *, fmt: str, path: str = "") -> HttpResponse:
    """Any other address below."""
    raise Http404
