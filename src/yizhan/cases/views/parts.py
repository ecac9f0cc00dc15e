"""What the people of a body see and do: report in, hand back once, say what was done."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET

from yizhan.cases import policies, services
from yizhan.cases.forms.joint import FinishForm, RefuseForm
from yizhan.cases.models import Part
from yizhan.cases.queries import parts as queries
from yizhan.cases.queries.page import part_rows
from yizhan.kernel.access import guarded
from yizhan.ui.acts import Act, confirmation, form_page, posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page

REPORT_IN = Act(
    title=pgettext_lazy("act", "报到"),
    button=gettext_lazy("我们接下了"),
    facts=(gettext_lazy("报到以后，牵头的站点知道你们已经在办。"),),
    done=gettext_lazy("已报到。"),
)
REFUSE = Act(
    title=pgettext_lazy("act", "退回协办"),
    button=pgettext_lazy("act", "退回"),
    facts=(gettext_lazy("一件协办只能退回一次，要写明理由；站点可以坚持请你们办，也可以免去。"),),
    done=gettext_lazy("已退回，站点会看到理由。"),
    danger=True,
)
FINISH = Act(
    title=gettext_lazy("办完了"),
    button=gettext_lazy("提交结果"),
    facts=(gettext_lazy("站点会看到结果，并评价这件协办。"),),
    done=gettext_lazy("结果已交给站点。"),
)


@require_GET
@guarded(policies.can_see_parts)
def part_list(request: HttpRequest) -> HttpResponse:
    """What one's bodies were asked, the first due first."""
    return page(request, "cases/part_list.html", {"parts": queries.desk_of(request.user)})


def _part(request: HttpRequest, pk: UUID) -> Part:
    """The part, for somebody who answers for its body; for others it does not exist."""
    part = get_object_or_404(queries.parts(), pk=pk)
    if not policies.can_do_part(request.user, part):
        raise Http404
    return part


@require_GET
@guarded(policies.can_see_parts)
def part_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One part: what is asked, of which case, by when, and what can be done."""
    part = _part(request, pk)
    return page(request, "cases/part_detail.html", {"row": part_rows([part])[0], "case": part.case})


def _carry_out(
    request: HttpRequest, part: Part, *, act: Act, form: BaseForm, command: Callable[[], object]
) -> HttpResponse:
    attempt(form, command)
    if form.is_bound and not form.errors:
        messages.success(request, str(act.done))
        return redirect("cases:part-detail", part.pk)
    return page(request, "cases/part_act.html", {"form": form, "part": part, "act": act})


@form_page
@guarded(policies.can_see_parts)
def part_report_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that one has taken it up."""
    part, form = _part(request, pk), confirmation(request)
    return _carry_out(
        request,
        part,
        act=REPORT_IN,
        form=form,
        command=lambda: services.report_in(actor=request.user, part=part),
    )


@form_page
@guarded(policies.can_see_parts)
def part_refuse(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hand it back, with the ground."""
    part, form = _part(request, pk), RefuseForm(posted(request))
    return _carry_out(
        request,
        part,
        act=REFUSE,
        form=form,
        command=lambda: services.refuse(actor=request.user, part=part, **form.cleaned_data),
    )


@form_page
@guarded(policies.can_see_parts)
def part_finish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what was done."""
    part, form = _part(request, pk), FinishForm(posted(request))
    return _carry_out(
        request,
        part,
        act=FINISH,
        form=form,
        command=lambda: services.finish(actor=request.user, part=part, **form.cleaned_data),
    )
