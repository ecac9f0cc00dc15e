"""Asking leave in a case, and its task force."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET

from yizhan.cases import policies, services
from yizhan.cases.forms.joint import ForceForm, LessonForm, MilestoneForm, SettleForm, WantedForm
from yizhan.cases.models import Case, Milestone, RequestKind, TaskForce
from yizhan.cases.queries.forces import force_page
from yizhan.cases.queries.people import approvers, candidates
from yizhan.cases.views.acting import carry_out, case_for, person_of
from yizhan.kernel.access import guarded
from yizhan.ui.acts import Act, form_page, posted
from yizhan.ui.pages import page

REQUESTS = {
    RequestKind.SPECIAL: Act(
        title=gettext_lazy("申请特事特办"),
        button=pgettext_lazy("act", "提请审批"),
        facts=(
            gettext_lazy("规定没有写到、但不办不行的事。写明依据和到什么时候为止，审批人之外还要第二个人同意。"),
            gettext_lazy("同意以后记入例外登记，答复前由审批人复核。"),
        ),
    ),
    RequestKind.SUSPENSION: Act(
        title=gettext_lazy("申请挂账"),
        button=pgettext_lazy("act", "提请审批"),
        facts=(gettext_lazy("现在办不了、以后要接着办的。到复查那一天自动恢复计时，期间照样通报进展。"),),
    ),
    RequestKind.EXTENSION: Act(
        title=gettext_lazy("申请延长期限"),
        button=pgettext_lazy("act", "提请审批"),
        facts=(gettext_lazy("同意以后告诉反映人。统计按时率时仍按最初的期限算。"),),
    ),
    RequestKind.EXCLUSION: Act(
        title=gettext_lazy("申请剔除统计"),
        button=pgettext_lazy("act", "提请审批"),
        facts=(gettext_lazy("只是不计入统计，办理照常。剔除前后的数字都会公布。"),),
    ),
}
ASKS = {
    RequestKind.SPECIAL: frozenset({"until"}),
    RequestKind.SUSPENSION: frozenset({"until"}),
    RequestKind.EXTENSION: frozenset({"limit"}),
    RequestKind.EXCLUSION: frozenset(),
}
FORM = Act(
    title=pgettext_lazy("act", "成立专班"),
    button=pgettext_lazy("act", "成立专班"),
    facts=(gettext_lazy("期限改为专班自己定的时间，每隔一段时间通报一次进展。"),),
    wide=True,
)
ADD = Act(title=gettext_lazy("添加节点"), button=gettext_lazy("添加"))
SETTLE = Act(title=gettext_lazy("节点有结果了"), button=gettext_lazy("记下"))
LEARN = Act(title=gettext_lazy("经验教训"), button=gettext_lazy("记下"))


@form_page
@guarded(policies.can_open)
def case_request(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """Ask a named approver for leave."""
    if kind not in RequestKind.values:
        raise Http404
    case, wanted = case_for(request, pk), RequestKind(kind)
    form = WantedForm(posted(request), people=approvers(case, besides=person_of(request)), asks=ASKS[wanted])
    return carry_out(
        request,
        case,
        act=REQUESTS[wanted],
        form=form,
        command=lambda: services.ask_leave(
            actor=request.user,
            case=case,
            wanted=services.Wanted(kind=wanted, **form.wanted),
            approver=form.cleaned_data["approver"],
        ),
    )


@form_page
@guarded(policies.can_open)
def force_create(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Form the task force of a hard case."""
    case = case_for(request, pk, policies.can_approve)
    form = ForceForm(posted(request), people=candidates(case))
    return carry_out(
        request,
        case,
        act=FORM,
        form=form,
        command=lambda: services.form_force(
            actor=request.user,
            case=case,
            leader=form.cleaned_data["leader"],
            members=form.cleaned_data["members"],
            plan=services.Plan(**{name: form.cleaned_data[name] for name in ("words", "until", "progress")}),
        ),
    )


def _force(case: Case) -> str:
    return reverse("cases:force-detail", args=[case.pk])


@require_GET
@guarded(policies.can_open)
def force_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The task force of a case: who, how, by when, and how far it has come."""
    case = case_for(request, pk, policies.can_read)
    force = get_object_or_404(TaskForce.objects.select_related("leader", "case__kind", "case__station"), case=case)
    context = {"case": case, "force": force_page(force), "leads": policies.can_lead(request.user, force)}
    return page(request, "cases/force_detail.html", context)


def _led(request: HttpRequest, force: TaskForce) -> Case:
    """The case of a task force, for those who lead it; for others it does not exist."""
    if not policies.can_lead(request.user, force):
        raise Http404
    return force.case


@form_page
@guarded(policies.can_open)
def milestone_create(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Plan one more thing to be done by a day."""
    force = get_object_or_404(TaskForce.objects.select_related("case__kind", "case__station"), case=pk)
    case, form = _led(request, force), MilestoneForm(posted(request))
    return carry_out(
        request,
        case,
        act=ADD,
        form=form,
        command=lambda: services.add_milestone(actor=request.user, force=force, **form.cleaned_data),
        back=_force(case),
    )


@form_page
@guarded(policies.can_open)
def milestone_settle(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note that it is done, or that it is not going to be."""
    row = get_object_or_404(Milestone.objects.select_related("force__case__kind", "force__case__station"), pk=pk)
    case, form = _led(request, row.force), SettleForm(posted(request))
    return carry_out(
        request,
        case,
        act=SETTLE,
        form=form,
        command=lambda: services.settle_milestone(actor=request.user, milestone=row, **form.cleaned_data),
        back=_force(case),
        facts=[row.title],
    )


@form_page
@guarded(policies.can_open)
def force_learn(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down what was learnt."""
    force = get_object_or_404(TaskForce.objects.select_related("case__kind", "case__station"), case=pk)
    case, form = _led(request, force), LessonForm(posted(request), initial={"lesson": force.lesson})
    return carry_out(
        request,
        case,
        act=LEARN,
        form=form,
        command=lambda: services.learn(actor=request.user, force=force, **form.cleaned_data),
        back=_force(case),
    )
