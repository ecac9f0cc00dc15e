"""Bringing needs in a file: looked through first, then written."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from yizhan.kernel.access import guarded
from yizhan.needs import policies, services
from yizhan.ui.acts import form_page
from yizhan.ui.imports import Import

TEMPLATE = "station,category,service,words,people,month,parts_of_day,weekdays\nJA-001,FL,FL1,想请律师讲讲租房合同,12,2027-01,午间,2;3\n"
IMPORT = Import(
    table="needs",
    template="needs/import_form.html",
    hint=_(".csv 或 .xlsx，不超过 2 MB；工作簿里的表要叫 needs。"),
    read=services.import_needs,
    done=_("导入了 %(count)d 条需求。"),
    back="needs:inbox",
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
    response = HttpResponse("\ufeff" + TEMPLATE, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="needs.csv"'
    return response
