"""Bringing a case in three steps, each of which works without a script: which and where, what, and a last look."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from yizhan.cases import policies, queries, services
from yizhan.cases.forms.raising import CaseForm, DeskForm, PlaceForm
from yizhan.cases.models import Case, Channel
from yizhan.cases.queries import raising
from yizhan.cases.views.acting import person_of
from yizhan.kernel.access import guarded
from yizhan.ui.acts import form_page, posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page


def _place(request: HttpRequest, *, desk: bool) -> PlaceForm:
    """The first step: what the address says, or a first guess."""
    said = request.GET if "kind" in request.GET else None
    kinds = raising.kinds_open_to(request.user) if desk else queries.kinds_for_everyone()
    stations = raising.stations_for(request.user, desk=desk)
    guess: dict[str, Any] = {"station": request.GET.get("station")}
    if not guess["station"]:
        guess["station"] = raising.station_near(request.user, desk=desk, slug=request.COOKIES.get("building", ""))
    return PlaceForm(said, kinds=kinds, stations=stations, initial=guess)


@form_page
@guarded(policies.can_raise)
def case_create(request: HttpRequest) -> HttpResponse:
    """Bring a case: place and kind, then words, then a last look with those who report the same."""
    chosen = _place(request, desk=False)
    if not chosen.is_valid():
        return page(request, "cases/raise_place.html", {"form": chosen})
    kind, station = chosen.chosen, chosen.cleaned_data["station"]
    form = CaseForm(posted(request), kind=kind, station=station)
    context = {"form": form, "kind": kind, "station": station}
    if not form.is_valid() or "edit" in request.POST:
        return page(request, "cases/raise_words.html", context)
    if "sure" in request.POST:
        case = attempt(form, lambda: _raise(request, form))
        if case is None:
            return page(request, "cases/raise_words.html", context)
        messages.success(request, _("收到了，编号 %(code)s。") % {"code": case.code})
        return redirect("cases:case-detail", case.pk)
    return page(request, "cases/raise_look.html", context | {"alike": _alike(request, form)})


def _raise(request: HttpRequest, form: CaseForm) -> Case:
    nonce = form.cleaned_data["nonce"]
    return services.raise_case(actor=request.user, fields=form.typed, nonce=nonce)


def _alike(request: HttpRequest, form: CaseForm) -> Any:
    typed = form.cleaned_data
    return queries.similar(
        station=form.station,
        kind=form.kind,
        words=typed["words"],
        building=typed["building"],
        person=person_of(request),
    )


@form_page
@guarded(policies.can_see_desk)
def case_record(request: HttpRequest) -> HttpResponse:
    """Write down what somebody tells at the desk."""
    chosen = _place(request, desk=True)
    if not chosen.is_valid():
        return page(request, "cases/record_place.html", {"form": chosen})
    kind, station = chosen.chosen, chosen.cleaned_data["station"]
    form = DeskForm(posted(request), kind=kind, station=station)
    case = attempt(form, lambda: _record(request, form))
    if case:
        messages.success(request, _("记下了，编号 %(code)s，可以告诉对方。") % {"code": case.code})
        return redirect("cases:case-dossier", case.pk)
    return page(request, "cases/record_words.html", {"form": form, "kind": kind, "station": station})


def _record(request: HttpRequest, form: DeskForm) -> Case:
    source = services.From(name=form.cleaned_data["name"], phone=form.cleaned_data["phone"])
    nonce = form.cleaned_data["nonce"]
    return services.raise_case(
        actor=request.user, fields=form.typed, channel=Channel.DESK, reporter=source, nonce=nonce
    )
