"""Visits: written down on the phone, also while the network is away; the list, one of them, its photographs."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseFormSet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from yizhan.enterprises import gateways, policies, services
from yizhan.enterprises.forms.visits import FindingForm, FindingFormSet, PictureForm, VisitForm, heard
from yizhan.enterprises.models import Picture, Visit
from yizhan.enterprises.queries import desk, visiting
from yizhan.kernel.access import guarded
from yizhan.people.queries import today
from yizhan.ui.acts import form_page, posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import REFUSED, page

PER_PAGE = 30
CORRECT = gettext_lazy("听到的话里有几处要改一下，见下面。")


@require_GET
@guarded(policies.can_see_desk)
def visit_list(request: HttpRequest) -> HttpResponse:
    """The visits to the enterprises that the actor looks after, and those that are due."""
    wanted = {name: request.GET.get(name, "") for name in ("station", "q")}
    context = {
        "visits": Paginator(desk.visits(request.user, wanted=wanted), PER_PAGE).get_page(request.GET.get("page")),
        "wanted": wanted,
        "stations": desk.stations_of(request.user),
        "due": desk.due(request.user).select_related("building")[:PER_PAGE],
        "due_count": desk.due(request.user).count(),
        "today": today(),
    }
    return page(request, "enterprises/visit_list.html", context, part="rows")


@form_page
@guarded(policies.can_see_desk)
def visit_create(request: HttpRequest) -> HttpResponse:
    """Write down a visit; the script sends the same form, and again when it is not sure of the answer."""
    form, rows = _form(request), FindingFormSet(posted(request), prefix="heard")
    if form.is_bound and form.is_valid() and not rows.is_valid():
        form.add_error(None, CORRECT)
    visit = attempt(form, lambda: _write_down(request, form, rows)) if form.is_bound else None
    if "application/json" in request.headers.get("Accept", ""):
        return _told(form, rows, visit)
    if visit:
        messages.success(request, _("走访已记下。"))
        return redirect("enterprises:visit-detail", pk=visit.pk)
    return page(request, "enterprises/visit_form.html", {"form": form, "rows": rows})


def _form(request: HttpRequest) -> VisitForm:
    asked = request.POST.get("enterprise") or request.GET.get("enterprise", "")
    enterprise = visiting.chosen(request.user, asked)
    return VisitForm(
        posted(request),
        request.FILES if request.method == "POST" else None,
        initial={"enterprise": enterprise.pk if enterprise else None},
        enterprises=visiting.to_visit(request.user),
        contacts=visiting.contacts_of(enterprise),
        day=today(),
    )


def _write_down(request: HttpRequest, form: VisitForm, rows: "BaseFormSet[FindingForm]") -> Visit:
    return services.record_visit(
        actor=request.user,
        enterprise=form.cleaned_data["enterprise"],
        fields=form.typed,
        findings=heard(rows.cleaned_data),
        uploads=form.cleaned_data["pictures"],
        nonce=form.cleaned_data["nonce"],
    )


def _told(form: VisitForm, rows: "BaseFormSet[FindingForm]", visit: Visit | None) -> JsonResponse:
    """The visit that was written down, or was the first time it was sent; else what to correct, by field."""
    if visit:
        return JsonResponse({"id": str(visit.pk), "url": reverse("enterprises:visit-detail", args=[visit.pk])})
    wrong = [*form.errors.items(), *(item for row in rows for item in row.errors.items())]
    return JsonResponse({"errors": {name: list(map(str, told)) for name, told in wrong}}, status=REFUSED)


def visited(request: HttpRequest, pk: UUID) -> Visit:
    """The visit, for somebody who looks after its enterprise; for others it does not exist."""
    related = ("enterprise__station", "enterprise__building", "by", "contact")
    visit = get_object_or_404(Visit.objects.select_related(*related), pk=pk)
    if not policies.can_serve(request.user, visit.enterprise):
        raise Http404
    return visit


@form_page
@guarded(policies.can_see_desk)
def visit_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was said on a visit and seen; one more photograph may be added."""
    visit = visited(request, pk)
    form = PictureForm(posted(request), request.FILES if request.method == "POST" else None)
    if attempt(form, lambda: services.add_picture(actor=request.user, visit=visit, **form.cleaned_data)):
        messages.success(request, _("照片已添加。"))
        return redirect("enterprises:visit-detail", pk=pk)
    context = {
        "visit": visit,
        "findings": visit.findings.all(),
        "photos": [(one, desk.photo(one, n)) for n, one in enumerate(visit.pictures.all(), 1)],
        "form": form,
    }
    return page(request, "enterprises/visit_detail.html", context)


@require_GET
@guarded(policies.can_see_desk)
def picture(request: HttpRequest, pk: UUID, width: int) -> HttpResponseBase:
    """A photograph of a visit in one of its sizes, for those who look after the enterprise alone."""
    found = get_object_or_404(desk.picture(pk))
    file = gateways.VISITS.open(pk, width=width) if policies.can_serve(request.user, found.visit.enterprise) else None
    if file is None:
        raise Http404
    response = FileResponse(file, content_type="image/webp")
    response["Cache-Control"] = "private, no-store"
    return response


@form_page
@guarded(policies.can_see_desk)
def picture_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a photograph of a visit away, after asking."""
    found = get_object_or_404(Picture.objects.select_related("visit"), pk=pk)
    visit = visited(request, found.visit_id)
    back = reverse("enterprises:visit-detail", args=[visit.pk])
    if request.method == "POST":
        services.remove_picture(actor=request.user, picture=found)
        messages.success(request, _("照片已删除。"))
        return redirect(back)
    context = {
        "title": _("删除这张照片"),
        "facts": [_("照片会连同文件一起删除，不能恢复。")],
        "act": _("删除"),
        "back": back,
        "danger": True,
        "shell": "ui/desk.html",
    }
    return page(request, "ui/confirm.html", context)
