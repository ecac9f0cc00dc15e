"""Who holds which role, given and ended here."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yizhan.kernel.access import authorise, guarded
from yizhan.people import services
from yizhan.people.models import Actor, Appointment, Role
from yizhan.portal import policies
from yizhan.portal.forms import AppointForm, EndForm
from yizhan.portal.queries import roles as queries
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page

PER_PAGE = 50
ROLES = [role for role in Role if role != Role.ORGANISATION]


def offered(actor: Actor) -> list[Role]:
    """The roles that `actor` may give and end."""
    return [role for role in ROLES if policies.can_be_offered(actor, role)]


@require_GET
@guarded(policies.can_manage_roles)
def role_list(request: HttpRequest) -> HttpResponse:
    """The roles in force or to come."""
    text, role = request.GET.get("q", ""), request.GET.get("role", "")
    found = queries.roles_found(text=text, role=role)
    context = {
        "rows": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "text": text,
        "role": role,
        "roles": ROLES,
        "offered": offered(request.user),
    }
    return page(request, "portal/role_list.html", context, part="rows")


@require_http_methods(["GET", "POST"])
@guarded(policies.can_manage_roles)
def role_create(request: HttpRequest) -> HttpResponse:
    """Give somebody a role: first which, then who and where."""
    role = request.GET.get("role", "")
    if role not in ROLES:
        return page(request, "portal/role_choose.html", {"roles": offered(request.user)})
    authorise(policies.can_be_offered, request.user, Role(role))
    form = AppointForm(request.POST if request.method == "POST" else None, places=queries.places_for(role))
    given = attempt(form, lambda: _appoint(request.user, Role(role), form))
    if given:
        messages.success(request, _("%(person)s 的任命已记下。") % {"person": given.person})
        return redirect("portal:role-list")
    return page(request, "portal/role_form.html", {"form": form, "role": Role(role)}, part="form")


def _appoint(actor: Actor, role: Role, form: AppointForm) -> Appointment:
    return services.appoint_by_phone(actor=actor, role=role, **{"scope_id": None, **form.cleaned_data})


@require_http_methods(["GET", "POST"])
@guarded(policies.can_manage_roles)
def role_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a role today, with the reason."""
    appointment = get_object_or_404(Appointment.objects.select_related("person"), pk=pk)
    authorise(policies.can_be_offered, request.user, Role(appointment.role))
    form = EndForm(request.POST if request.method == "POST" else None)
    attempt(form, lambda: services.end_appointment(actor=request.user, appointment=appointment, **form.cleaned_data))
    if form.is_bound and not form.errors:
        messages.success(request, _("%(person)s 的任职已结束。") % {"person": appointment.person})
        return redirect("portal:role-list")
    context = {"form": form, "appointment": appointment, "place": queries.place_name(appointment)}
    return page(request, "portal/role_end.html", context, part="form")
