"""The pages of those who brought a case: where it is, and what they say of the answer."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_POST

from yizhan.cases import policies, services
from yizhan.cases.forms.opinions import OpinionForm, SaidForm
from yizhan.cases.models import Case
from yizhan.cases.queries import member as queries
from yizhan.cases.views.acting import case_for, person_of
from yizhan.kernel.access import guarded
from yizhan.kernel.errors import Refused
from yizhan.ui.acts import Act, confirmation, form_page, posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page

PER_PAGE = 20
CONFIRM = Act(
    title=gettext_lazy("真的解决了吗"),
    button=gettext_lazy("提交"),
    facts=(gettext_lazy("你说没有解决，就重新办理；说解决了，这件事才算办结。"),),
    done=gettext_lazy("收到了，谢谢你告诉我们。"),
)
REOPEN = Act(
    title=pgettext_lazy("act", "重新办理"),
    button=pgettext_lazy("act", "重新办理"),
    facts=(gettext_lazy("会开始新的一轮，期限重新算，上一轮的记录不变。"),),
    done=gettext_lazy("已经重新办理，进展会通知你。"),
)
APPEAL = Act(
    title=gettext_lazy("申诉"),
    button=gettext_lazy("提出申诉"),
    facts=(gettext_lazy("由没有经办过这件事的人复核，5 个工作日内告诉你结论。"),),
    done=gettext_lazy("申诉已提出。"),
)
WITHDRAW = Act(
    title=gettext_lazy("撤回这件诉求"),
    button=gettext_lazy("撤回"),
    facts=(gettext_lazy("撤回以后不再办理。只有你一个人反映的，这件事就此结束。"),),
    done=gettext_lazy("已经撤回。"),
    danger=True,
)


@require_GET
@guarded(policies.can_raise)
def case_list(request: HttpRequest) -> HttpResponse:
    """The person's cases: where each is, who has it, by when."""
    found = Paginator(queries.cases_of(person_of(request)), PER_PAGE).get_page(request.GET.get("page"))
    return page(request, "cases/case_list.html", {"found": found, "rows": queries.own(list(found))}, part="rows")


@require_GET
@guarded(policies.can_raise)
def case_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where a case is, who has it, by when and why then, and what its reporter may do now."""
    case = case_for(request, pk, policies.can_follow)
    followed = queries.follow(case)
    context = {"case": case, "followed": followed, "opinion": OpinionForm() if followed.waiting else None}
    return page(request, "cases/case_detail.html", context)


@require_POST
@guarded(policies.can_raise)
def case_join(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Report the same problem, with one tap."""
    case = get_object_or_404(Case, pk=pk)
    try:
        services.join(actor=request.user, case=case)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("cases:case-list")
    messages.success(request, _("记下了，你也是反映人。进展和结果都会告诉你。"))
    return redirect("cases:case-detail", case.pk)


def _answered(
    request: HttpRequest, case: Case, *, act: Act, form: BaseForm, command: Callable[[], object]
) -> HttpResponse:
    """Ask, or do `command` and go back to the case, to the list when it is not theirs any more."""
    attempt(form, command)
    back = reverse("cases:case-detail", args=[case.pk])
    if form.is_bound and not form.errors:
        messages.success(request, str(act.done))
        return redirect(back if policies.can_follow(request.user, case) else "cases:case-list")
    shown = {"title": act.title, "facts": act.facts, "act": act.button, "danger": act.danger}
    return page(request, "cases/case_reply.html", {"form": form, "case": case, "back": back, **shown})


@form_page
@guarded(policies.can_raise)
def case_confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say whether it is solved."""
    case, form = case_for(request, pk, policies.can_follow), OpinionForm(posted(request))
    return _answered(
        request,
        case,
        act=CONFIRM,
        form=form,
        command=lambda: services.confirm(actor=request.user, case=case, opinion=form.opinion),
    )


@form_page
@guarded(policies.can_raise)
def case_reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bring a closed case back."""
    case, form = case_for(request, pk, policies.can_follow), SaidForm(posted(request))
    return _answered(
        request,
        case,
        act=REOPEN,
        form=form,
        command=lambda: services.reopen(actor=request.user, case=case, **form.cleaned_data),
    )


@form_page
@guarded(policies.can_raise)
def case_appeal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Not accept how it ended."""
    case, form = case_for(request, pk, policies.can_follow), SaidForm(posted(request))
    return _answered(
        request,
        case,
        act=APPEAL,
        form=form,
        command=lambda: services.appeal(actor=request.user, case=case, **form.cleaned_data),
    )


@form_page
@guarded(policies.can_raise)
def case_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take one's report back, after being asked."""
    case, form = case_for(request, pk, policies.can_follow), confirmation(request)
    return _answered(
        request,
        case,
        act=WITHDRAW,
        form=form,
        command=lambda: services.withdraw(actor=request.user, case=case),
    )
