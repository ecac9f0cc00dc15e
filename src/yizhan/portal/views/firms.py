"""The pages of those who speak for an enterprise."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from yizhan.enterprises.queries import enterprises_of
from yizhan.kernel.access import guarded
from yizhan.people.models import Person
from yizhan.portal.policies import is_signed_in
from yizhan.portal.queries.firms import own_enterprise
from yizhan.ui.pages import page


@require_GET
@guarded(is_signed_in)
def enterprise_list(request: HttpRequest) -> HttpResponse:
    """The enterprises that somebody speaks for; when it is one, that one."""
    mine = list(enterprises_of(request.user))
    if len(mine) == 1:
        return redirect("portal:enterprise-mine", pk=mine[0].pk)
    return page(request, "portal/enterprise_list.html", {"enterprises": mine})


@require_GET
@guarded(is_signed_in)
def enterprise_mine(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An enterprise as its contacts see it."""
    person = request.user
    found = own_enterprise(person, pk) if isinstance(person, Person) else None
    if found is None:
        raise Http404
    return page(request, "portal/enterprise_mine.html", {"own": found, "enterprise": found.enterprise})
