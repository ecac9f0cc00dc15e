"""Who holds which role, given and ended here."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yizhan.kernel.access import guarded
from yizhan.people import queries as people
from yizhan.people import services
from yizhan.people.models import Appointment, Role
from yizhan.portal import policies
from yizhan.portal.forms import ROLES, AppointForm, EndForm
from yizhan.portal.queries import desk as queries
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page


@require_GET
@guarded(policies.can_manage_roles)
def role_list(request: HttpRequest) -> HttpResponse:
    """The roles in force or to come."""
    text, role = request.GET.get("q", ""), request.GET.get("role", "")
    found = people.appointments_found(text=text, role=role)
    names = queries.place_names({row.scope_id for row in found if row.scope_id})
    rows = [(row, names.get(row.scope_id, "") if row.scope_id else _("全网络")) for row in found]
    context = {"rows": rows, "text": text, "role": role, "roles": ROLES}
    return page(request, "portal/role_list.html", context, part="rows")


@require_http_methods(["GET", "POST"])
@guarded(policies.can_manage_roles)
def role_create(request: HttpRequest) -> HttpResponse:
    """Give somebody a role: first which, then who and where."""
    role = request.GET.get("role", "")
    if role not in dict(ROLES):
        return page(request, "portal/role_choose.html", {"roles": ROLES})
    form = AppointForm(request.POST or None, places=queries.places_for(role))
    given = attempt(form, lambda: _appoint(request, role, form))
    if given:
        messages.success(request, _("已任命。"))
        return redirect("portal:role-list")
    return page(request, "portal/role_form.html", {"form": form, "role": Role(role)}, part="form")


def _appoint(request: HttpRequest, role: str, form: AppointForm) -> Appointment:
    values = {"scope_id": None, **form.cleaned_data}
    return services.appoint_by_phone(actor=request.user, role=Role(role), **values)


@require_http_methods(["GET", "POST"])
@guarded(policies.can_manage_roles)
def role_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a role today, with the reason."""
    appointment = get_object_or_404(Appointment.objects.select_related("person"), pk=pk)
    form = EndForm(request.POST or None)
    attempt(form, lambda: services.end_appointment(actor=request.user, appointment=appointment, **form.cleaned_data))
    if form.is_bound and not form.errors:
        messages.success(request, _("已结束。"))
        return redirect("portal:role-list")
    return page(request, "portal/role_end.html", {"form": form, "appointment": appointment}, part="form")
