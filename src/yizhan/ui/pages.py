"""Answers to requests for pages: a whole page, the part that htmx asks for, or a calm word about a failure."""

import json
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSED = 422
FAILED = 500


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, part: str | None = None, status: int | None = None
) -> TemplateResponse:
    """Render `template`, or only its partial called `part` when htmx asks; a form with errors answers 422."""
    name = f"{template}#{part}" if part and wants_part(request) else template
    answer = status or (REFUSED if any(map(_is_refused, context.values())) else None)
    response = TemplateResponse(request, name, context, status=answer)
    patch_vary_headers(response, ["HX-Request", "HX-Boosted", "HX-History-Restore-Request"])
    return response


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx will swap the answer into a page that is already open."""
    whole = request.headers.get("HX-Boosted") or request.headers.get("HX-History-Restore-Request")
    return request.headers.get("HX-Request") == "true" and not whole


def announce(response: HttpResponse, text: str) -> HttpResponse:
    """Have the open page show `text` as a toast once htmx has swapped `response` in."""
    response.headers["HX-Trigger-After-Swap"] = json.dumps({"toast": text})
    return response


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """What happened, why, and what can be done now."""

    title: str | Promise
    reason: str | Promise
    advice: str | Promise


TROUBLES = {
    400: Trouble(title=_("这个请求看不懂"), reason=_("地址或内容不完整。"), advice=_("请返回上一页，重新打开再试。")),
    403: Trouble(
        title=_("这一页不对你开放"),
        reason=_("你现在的身份没有这项权限。"),
        advice=_("如果这是你的工作，请联系枢纽为你授权。"),
    ),
    404: Trouble(
        title=_("没有找到这一页"),
        reason=_("它可能已经撤下，或者地址少了几个字。"),
        advice=_("可以从附近的站点重新找起。"),
    ),
    405: Trouble(title=_("这个地址不能这样打开"), reason=_("它只接收表单提交。"), advice=_("请从页面上的按钮操作。")),
    422: Trouble(title=_("这一步没有完成"), reason=_("有内容需要改一下。"), advice=_("请返回上一页修改，填过的还在。")),
    429: Trouble(
        title=_("操作太快了，歇一会儿"),
        reason=_("短时间内的尝试太多，为了安全先停一停。"),
        advice=_("请过几分钟再试。"),
    ),
    500: Trouble(
        title=_("系统出了差错"),
        reason=_("是我们的问题，不是你的操作。已经记录下来。"),
        advice=_("请稍后再试；急事请直接联系站点。"),
    ),
    503: Trouble(title=_("系统正在维护"), reason=_("数据库暂时连不上。"), advice=_("请过几分钟再打开。")),
}


def error_page(
    request: HttpRequest, status: int, *, reason: str | Promise = "", advice: str | Promise = ""
) -> HttpResponse:
    """Say calmly what happened, why, and what now; a failure of ours is told without asking the database."""
    trouble = TROUBLES.get(status, TROUBLES[FAILED])
    context = {
        "status": status,
        "title": trouble.title,
        "reason": reason or trouble.reason,
        "advice": advice or trouble.advice,
    }
    body = render_to_string("ui/error.html", context, request=None if status >= FAILED else request)
    return HttpResponse(body, status=status)


def _is_refused(value: object) -> bool:
    return isinstance(value, BaseForm | BaseFormSet) and value.is_bound and not value.is_valid()
