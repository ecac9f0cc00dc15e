"""Bringing enterprises in a file, looked through first and then written; and taking them away in one."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from yizhan.enterprises import policies, services
from yizhan.enterprises.queries import desk
from yizhan.enterprises.views.profiles import FILTERS
from yizhan.kernel.access import guarded
from yizhan.ui.acts import form_page
from yizhan.ui.files import csv_file
from yizhan.ui.imports import Import

EXAMPLE = {
    "name_zh": "静安示例贸易有限公司",
    "name_en": "",
    "industry": "商贸零售",
    "size": "10 到 49 人",
    "building": "plaza-66",
    "floor": "12 楼",
    "station": "JA-001",
    "visit_days": "90",
    "came_on": "2024-05-01",
    "lease_ends_on": "2027-04-30",
}
IMPORT = Import(
    table="enterprises",
    template="enterprises/import_form.html",
    hint=_(".csv 或 .xlsx，不超过 2 MB；工作簿里的表要叫 enterprises。"),
    read=services.import_enterprises,
    done=_("写入了 %(count)d 家企业。"),
    back="enterprises:enterprise-list",
)


@form_page
@guarded(policies.can_see_desk)
def import_create(request: HttpRequest) -> HttpResponse:
    """Look through a file and tell every row's errors; write what was looked through when asked to."""
    return IMPORT.answer(request)


@require_GET
@guarded(policies.can_see_desk)
def import_template(request: HttpRequest) -> HttpResponse:
    """An empty table with one row as an example, which every spreadsheet opens."""
    return csv_file("enterprises-template.csv", [[*EXAMPLE], EXAMPLE.values()])


@require_GET
@guarded(policies.can_see_desk)
def export(request: HttpRequest) -> HttpResponse:
    """The enterprises that fit, as import reads them; no colours and no contacts."""
    wanted = {name: request.GET.get(name, "") for name in FILTERS}
    wanted["state"] = request.GET.get("state", desk.HERE)
    columns, rows = services.export_enterprises(actor=request.user, wanted=wanted)
    return csv_file("enterprises.csv", [columns, *rows])
