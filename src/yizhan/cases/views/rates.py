"""Rates of cases: a month on the desk, on paper, and as a file."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from yizhan.cases import policies
from yizhan.cases.queries import report as queries
from yizhan.cases.rules.rates import Along
from yizhan.kernel.access import guarded
from yizhan.kernel.sheets import workbook
from yizhan.ui.pages import page
from yizhan.ui.parts import Item

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def asked_for(request: HttpRequest) -> queries.Report:
    """The month that the address names."""
    return queries.report(request.user, queries.month_of(request.GET.get("month", "")))


@require_GET
@guarded(policies.can_see_desk)
def rate_list(request: HttpRequest) -> HttpResponse:
    """A month by station, kind or mechanism: bars first, the table behind, and what everything counts."""
    found = asked_for(request)
    name = request.GET.get("by", "")
    along = Along(name) if name in queries.OFFERED else queries.OFFERED[0]
    tabs = [
        Item(url=f"?month={found.month:%Y-%m}&by={one}", label=one.label, current=one == along)
        for one in queries.OFFERED
    ]
    context = {
        "report": found,
        "along": along,
        "lines": found.lines[along],
        "tabs": tabs,
        "months": queries.months(),
        "drawn": [(measure, measure.label) for measure in queries.DRAWN],
        "left_out": queries.left_out(found),
        "definitions": queries.definitions(),
    }
    return page(request, "cases/rate_list.html", context)


@require_GET
@guarded(policies.can_see_desk)
def rate_report(request: HttpRequest) -> HttpResponse:
    """The month on paper: stations, kinds and mechanisms, what was left out, and what everything counts."""
    found = asked_for(request)
    context = {
        "report": found,
        "parts": [(along.label, found.lines[along]) for along in queries.OFFERED],
        "left_out": queries.left_out(found),
        "definitions": queries.definitions(),
    }
    return page(request, "cases/rate_report.html", context)


@require_GET
@guarded(policies.can_see_desk)
def rate_export(request: HttpRequest) -> HttpResponse:
    """The month as a spreadsheet: exactly what is shown, with what was left out and what everything counts."""
    found = asked_for(request)
    response = HttpResponse(workbook(queries.book_of(found)), content_type=WORKBOOK)
    response["Content-Disposition"] = f'attachment; filename="case-rates-{found.month:%Y-%m}.xlsx"'
    return response
