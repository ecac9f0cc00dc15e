"""What is being made better."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yizhan.evaluation import policies, queries, services
from yizhan.evaluation.forms.tasks import ImprovementForm, OutcomeForm
from yizhan.evaluation.models import Dimension, Figure, Improvement
from yizhan.kernel.access import authorise, guarded
from yizhan.ui.acts import posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page


@require_GET
@guarded(policies.can_see_improvements)
def improvement_list(request: HttpRequest) -> HttpResponse:
    """Every task with its figure before and after."""
    rows = [(one, policies.can_close_improvement(request.user, one.task)) for one in queries.improvements()]
    return page(request, "evaluation/improvement_list.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@guarded(policies.can_improve)
def improvement_create(request: HttpRequest, figure: UUID) -> HttpResponse:
    """Have somebody make better what a figure shows."""
    found = get_object_or_404(Figure.objects.select_related("release"), pk=figure, low__isnull=False)
    form = ImprovementForm(posted(request))
    if attempt(form, lambda: services.open_improvement(actor=request.user, figure=found, **form.cleaned_data)):
        messages.success(request, _("改进已开，负责人已收到通知。"))
        return redirect("evaluation:improvement-list")
    names = queries.subject_names(Dimension(found.dimension), [found.subject_id] if found.subject_id else [])
    subject = next(iter(names.values()), Dimension(found.dimension).label)
    context = {"form": form, "shown": queries.Shown(figure=found), "subject": subject}
    return page(request, "evaluation/improvement_form.html", context, part="form")


@require_http_methods(["GET", "POST"])
@guarded(policies.can_see_improvements)
def improvement_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what was done."""
    task = get_object_or_404(Improvement.objects.select_related("figure__release", "owner"), pk=pk)
    authorise(policies.can_close_improvement, request.user, task)
    form = OutcomeForm(posted(request))
    if attempt(form, lambda: services.close_improvement(actor=request.user, improvement=task, **form.cleaned_data)):
        messages.success(request, _("改进已做完。下一次发布时看数字。"))
        return redirect("evaluation:improvement-list")
    return page(request, "evaluation/improvement_close.html", {"form": form, "task": task}, part="form")
