"""Pages of notices."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from yizhan.kernel.access import guarded
from yizhan.messages import policies, queries, services
from yizhan.people.models import Person
from yizhan.ui.pages import page

PER_PAGE = 20


def reader(request: HttpRequest) -> Person:
    """The person whose notices these are; the guard has let nobody else in."""
    assert isinstance(request.user, Person)  # noqa: S101
    return request.user


@require_GET
@guarded(policies.can_read_notices)
def notice_list(request: HttpRequest) -> HttpResponse:
    """The person's notices, newest first."""
    found = Paginator(queries.notices_of(reader(request)), PER_PAGE).get_page(request.GET.get("page"))
    return page(request, "messages/notice_list.html", {"notices": found}, part="rows")


@require_GET
@guarded(policies.can_read_notices)
def notice_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One notice; opening it reads it."""
    notice = get_object_or_404(queries.notices_of(reader(request)), pk=pk)
    services.read(actor=request.user, notice=notice)
    return page(request, "messages/notice_detail.html", {"notice": notice})


@require_POST
@guarded(policies.can_read_notices)
def notice_read_all(request: HttpRequest) -> HttpResponse:
    """Mark every notice as read."""
    services.read_all(actor=request.user, person=reader(request))
    return redirect("messages:notice-list")
