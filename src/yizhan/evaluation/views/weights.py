"""The formula, and what it makes of the last months."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yizhan.evaluation import policies, queries, services
from yizhan.evaluation.forms.formula import FormulaForm
from yizhan.evaluation.rules import formula as rules
from yizhan.kernel.access import guarded
from yizhan.people.queries import today
from yizhan.ui.acts import posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page

PER_PAGE = 40


@require_GET
@guarded(policies.can_see_formula)
def weight_list(request: HttpRequest) -> HttpResponse:
    """The formula, an example worked out, who changed it, and the weights in force for the next plan."""
    month, formula = queries.next_month(today()), queries.formula_in_force()
    board = Paginator(queries.weight_board(month), PER_PAGE)
    context = {
        "month": month,
        "formula": formula,
        "rows": board.get_page(request.GET.get("page")),
        "example": rules.EXAMPLE,
        "lines": rules.explained(*rules.EXAMPLE, formula),
        "history": queries.formula_history(),
    }
    return page(request, "evaluation/weight_list.html", context, part="rows")


@require_http_methods(["GET", "POST"])
@guarded(policies.can_change_formula)
def formula_edit(request: HttpRequest) -> HttpResponse:
    """Write other numbers, or switch it off, with the reason."""
    form = FormulaForm(posted(request), initial=rules.numbers_of(queries.formula_in_force()))
    if attempt(form, lambda: services.change_formula(actor=request.user, **form.cleaned_data)):
        messages.success(request, _("公式已改，从下一个计划起用。"))
        return redirect("evaluation:weight-list")
    return page(request, "evaluation/formula_form.html", {"form": form}, part="form")
