"""Bringing needs in a file: looked through first, then written."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from yizhan.kernel.access import guarded
from yizhan.needs import policies, services
from yizhan.ui.acts import form_page
from yizhan.ui.files import csv_file
from yizhan.ui.imports import Import

EXAMPLE = {
    "station": "JA-001",
    "category": "FL",
    "service": "FL1",
    "words": "想请律师讲讲租房合同",
    "people": "12",
    "month": "2027-01",
    "parts_of_day": "午间",
    "weekdays": "2;3",
}
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
    return csv_file("needs.csv", [[*EXAMPLE], EXAMPLE.values()])
