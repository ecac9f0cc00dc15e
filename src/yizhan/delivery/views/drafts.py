"""Pages of months and drafts."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from yizhan.catalogue.models import Provider
from yizhan.delivery import policies
from yizhan.delivery.forms.drafts import MakeForm, SolveForm
from yizhan.delivery.queries import drafts as queries
from yizhan.delivery.queries.board import Board, unmet_of
from yizhan.delivery.queries.factors import factors_of, influence_of
from yizhan.delivery.queries.progress import progress_of
from yizhan.delivery.services import drafting, planning
from yizhan.delivery.views.drafting import carried, draft_of, version_of
from yizhan.kernel.access import guarded
from yizhan.network.models import Station
from yizhan.ui.acts import posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page, wants_part


@require_http_methods(["GET", "POST"])
@guarded(policies.can_plan)
def draft_list(request: HttpRequest) -> HttpResponse:
    """Every month with its drafts, and the form that makes the next one."""
    form = MakeForm(posted(request))
    draft = attempt(form, lambda: planning.make(actor=request.user, **form.cleaned_data))
    if draft is not None:
        return redirect("delivery:draft-detail", draft.pk)
    return page(request, "delivery/draft_list.html", {"form": form, "drafts": queries.drafts()})


@require_GET
@guarded(policies.can_plan)
def draft_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A draft as a month: all stations, or one station or one provider week by week."""
    draft = draft_of(pk)
    board = Board(draft)
    context: dict[str, Any] = {"draft": draft, "progress": progress_of(draft), "solve_form": SolveForm()}
    context["influence"] = influence_of(draft)
    if slug := request.GET.get("station"):
        station = get_object_or_404(Station, slug=slug)
        context |= {"chosen": station, "weeks": board.weeks(station=station.pk)}
    elif slug := request.GET.get("provider"):
        provider = get_object_or_404(Provider, slug=slug)
        context |= {"chosen": provider, "weeks": board.weeks(provider=provider.pk), "by_provider": True}
    return page(request, "delivery/draft_detail.html", {**context, "board": board})


@require_GET
@guarded(policies.can_plan)
def draft_progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where the solver is; once it has ended the open page is read anew."""
    draft = draft_of(pk)
    progress = progress_of(draft)
    if wants_part(request) and not (progress and progress.live):
        return HttpResponseClientRefresh()
    return page(request, "delivery/draft_progress.html", {"draft": draft, "progress": progress}, part="progress")


@require_GET
@guarded(policies.can_plan)
def draft_unmet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who is left over, and why."""
    draft, reason = draft_of(pk), request.GET.get("reason")
    context = {"draft": draft, "unmet": unmet_of(draft, reason=reason), "reason": reason, "left": Board(draft).left()}
    return page(request, "delivery/draft_unmet.html", context)


@require_GET
@guarded(policies.can_plan)
def draft_factors(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where evaluation let needs count for more or less in the draft, and why."""
    draft = draft_of(pk)
    context = {"draft": draft, "factors": factors_of(draft), "influence": influence_of(draft)}
    return page(request, "delivery/draft_factors.html", context)


@require_GET
@guarded(policies.can_plan)
def draft_history(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every change of the draft, the newest first."""
    draft = draft_of(pk)
    return page(request, "delivery/draft_history.html", {"draft": draft, "edits": draft.edits.select_related("by")})


@require_POST
@guarded(policies.can_plan)
def draft_solve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Solve again, keeping pins."""
    draft, form = draft_of(pk), SolveForm(request.POST)
    seconds = form.cleaned_data if form.is_valid() else {}
    return carried(
        request,
        draft,
        lambda: planning.solve(actor=request.user, draft=draft, **seconds),
        done=_("开始求解，钉住的场次会保留。"),
    )


@require_POST
@guarded(policies.can_plan)
def draft_stop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Finish with the best plan so far."""
    draft = draft_of(pk)
    return carried(
        request,
        draft,
        lambda: planning.stop(actor=request.user, draft=draft),
        done=_("正在收尾，保留到目前最好的结果。"),
    )


@require_POST
@guarded(policies.can_plan)
def draft_undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the last change back."""
    draft, version = draft_of(pk), version_of(request)
    return carried(
        request,
        draft,
        lambda: drafting.undo(actor=request.user, draft=draft, version=version),
        done=_("上一步改动已撤销。"),
    )


@require_POST
@guarded(policies.can_plan)
def draft_refresh(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bring the draft up to date with the network."""
    draft, version = draft_of(pk), version_of(request)
    return carried(
        request,
        draft,
        lambda: drafting.refresh(actor=request.user, draft=draft, version=version),
        done=_("草案已按现在的情况更新。"),
    )


@require_POST
@guarded(policies.can_plan)
def draft_copy(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A second draft to try something else in."""
    draft = draft_of(pk)
    return carried(
        request,
        draft,
        lambda: planning.copy(actor=request.user, draft=draft),
        done=_("照着做了一份，可以在新的一份里改，再和这一份比较。"),
        to="draft-list",
    )


@require_http_methods(["GET", "POST"])
@guarded(policies.can_plan)
def draft_discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Delete a draft, after asking."""
    draft = draft_of(pk)
    if request.method == "POST":
        command = partial(planning.discard, actor=request.user, draft=draft)
        return carried(request, draft, command, done=_("草案已删除。"), to="draft-list")
    context = {
        "title": _("删除这份草案？"),
        "facts": [_("草案里的场次、钉住和禁令都会删除，不能恢复。"), _("需求和已发布的计划不受影响。")],
        "act": _("删除草案"),
        "back": reverse("delivery:draft-detail", args=[pk]),
        "danger": True,
        "shell": "ui/desk.html",
    }
    return page(request, "ui/confirm.html", context)
