"""Answers of GeoReport v2 in its two formats, and what every refusal looks like."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from yizhan.interop.rules.refusals import Fault, Faulty
from yizhan.kernel.access import anyone
from yizhan.kernel.errors import Refused

TYPES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
ONE_OF = {
    "services": "service",
    "service_requests": "request",
    "attributes": "attribute",
    "values": "value",
    "endpoints": "endpoint",
    "formats": "format",
    "errors": "error",
}
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Answer = Callable[..., HttpResponse]


def answer(root: str, content: object, fmt: str, *, status: int = 200) -> HttpResponse:
    """`content` as XML under an element called `root`, or as JSON without it."""
    if fmt == "json":
        response: HttpResponse = JsonResponse(
            content, safe=False, status=status, json_dumps_params={"ensure_ascii": False}
        )
        response["Content-Type"] = TYPES["json"]
    else:
        element = Element(root)
        _fill(element, content)
        body = tostring(element, encoding="utf-8", xml_declaration=True)
        response = HttpResponse(body, status=status, content_type=TYPES["xml"])
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _fill(element: Element, content: object) -> None:
    if isinstance(content, Mapping):
        for name, value in content.items():
            _fill(SubElement(element, name), value)
    elif isinstance(content, list):
        for value in content:
            _fill(SubElement(element, ONE_OF[element.tag]), value)
    elif isinstance(content, bool):
        element.text = "true" if content else "false"
    elif content is not None:
        element.text = NOT_XML.sub("", str(content))


def refusal(faults: Iterable[Fault], fmt: str) -> HttpResponse:
    """Everything that is wrong with a request, under the status of the first of it."""
    found = list(faults)
    content = [{"code": fault.code, "description": fault.words} for fault in found]
    return answer("errors", content, fmt, status=found[0].code)


def georeport(*methods: str) -> Callable[[Answer], Answer]:
    """Serve an answer to anyone: errors in the form of the specification, XML where no format is asked for."""

    def decorate(view: Answer) -> Answer:
        @wraps(view)
        def serve(request: HttpRequest, *args: object, fmt: str = "xml", **kwargs: object) -> HttpResponse:
            kind = fmt if fmt in TYPES else "xml"
            try:
                return _served(view, methods, request, *args, fmt=fmt, **kwargs)
            except Faulty as faulty:
                return refusal(faulty.faults, kind)
            except Refused as refused:
                return refusal([Fault(400, str(refused))], kind)
            except Http404:
                return refusal([Fault(404, _("没有这样的内容。"))], kind)

        serve.policy = anyone  # type: ignore[attr-defined]
        serve.csrf_exempt = True  # type: ignore[attr-defined]
        return serve

    return decorate


def _served(
    view: Answer, methods: Iterable[str], request: HttpRequest, *args: object, **kwargs: object
) -> HttpResponse:
    if kwargs["fmt"] not in TYPES:
        raise Faulty([Fault(404, _("只有 .xml 和 .json 两种格式。"))])
    if request.method not in {*methods, "HEAD"}:
        refused = refusal([Fault(405, _("这个地址不接受这种请求。"))], str(kwargs["fmt"]))
        refused["Allow"] = ", ".join(methods)
        return refused
    return view(request, *args, **kwargs)
