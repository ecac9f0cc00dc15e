"""The pages of those who bring cases."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from yizhan.cases import policies
from yizhan.cases.queries import member as queries
from yizhan.cases.views.acting import case_for, person_of
from yizhan.kernel.access import guarded
from yizhan.ui.pages import page

PER_PAGE = 20


@require_GET
@guarded(policies.can_raise)
def case_list(request: HttpRequest) -> HttpResponse:
    """The person's cases: where each is, who has it, by when."""
    found = Paginator(queries.cases_of(person_of(request)), PER_PAGE).get_page(request.GET.get("page"))
    return page(request, "cases/case_list.html", {"found": found, "rows": queries.own(list(found))}, part="rows")


@require_GET
@guarded(policies.can_raise)
def case_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where a case is, who has it, by when and why then, and what its reporter may do now."""
    case = case_for(request, pk, policies.can_follow)
    return page(request, "cases/case_detail.html", {"case": case, "followed": queries.follow(case)})
