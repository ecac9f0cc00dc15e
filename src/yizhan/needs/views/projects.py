"""Projects: how far they are, handing in, accepting."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm, Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yizhan.kernel.access import Policy, guarded
from yizhan.needs import policies, services
from yizhan.needs.forms.claims import VerdictForm, WhyForm
from yizhan.needs.models import Milestone, Project
from yizhan.needs.queries.projects import projects_of
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page


@require_GET
@guarded(policies.can_see_claims)
def project_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A project: who, until when, its milestones, and what can be done next."""
    return _show(request, _project(request, pk, policies.can_see_project))


def _show(request: HttpRequest, project: Project, **forms: BaseForm) -> HttpResponse:
    context = {
        "project": project,
        "milestones": project.milestones.all(),
        "may_run": policies.can_run(request.user, project),
        "may_judge": policies.can_judge(request.user, project),
        "verdict": VerdictForm(),
        "why": WhyForm(),
        **forms,
    }
    return page(request, "needs/project_detail.html", context)


def _project(request: HttpRequest, pk: UUID, policy: Policy) -> Project:
    """The project, for somebody for whom `policy` holds; for others it does not exist."""
    found = get_object_or_404(projects_of(request.user), pk=pk)
    if not policy(request.user, found):
        raise Http404
    return found


def _do(request: HttpRequest, project: Project, name: str, form: BaseForm, command: Callable[[], None]) -> HttpResponse:
    """Do `command`, or show the project with the form called `name` and what is wrong with it."""
    attempt(form, command)
    if form.errors:
        return _show(request, project, **{name: form})
    messages.success(request, _("已记下。"))
    return redirect("needs:project-detail", project.pk)


@require_POST
@guarded(policies.can_see_claims)
def milestone_reach(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note that a milestone was reached."""
    milestone = get_object_or_404(Milestone, pk=pk)
    project = _project(request, milestone.project_id, policies.can_run)
    form = Form(request.POST)
    return _do(request, project, "wrong", form, lambda: services.reach(actor=request.user, milestone=milestone))


@require_POST
@guarded(policies.can_see_claims)
def project_hand_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that it is done."""
    project, form = _project(request, pk, policies.can_run), Form(request.POST)
    return _do(request, project, "wrong", form, lambda: services.hand_in(actor=request.user, project=project))


@require_POST
@guarded(policies.can_see_claims)
def project_accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Accept what was done, with words."""
    project, form = _project(request, pk, policies.can_judge), VerdictForm(request.POST)
    return _do(
        request,
        project,
        "verdict",
        form,
        lambda: services.accept_project(actor=request.user, project=project, **form.cleaned_data),
    )


@require_POST
@guarded(policies.can_see_claims)
def project_send_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for more before accepting."""
    project, form = _project(request, pk, policies.can_judge), WhyForm(request.POST)
    return _do(
        request,
        project,
        "why",
        form,
        lambda: services.send_back(actor=request.user, project=project, **form.cleaned_data),
    )
