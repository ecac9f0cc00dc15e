"""What officers do with a need: a form, the refusal in place, back to the need."""

from collections.abc import Callable
from uuid import UUID

from django.forms import BaseForm, Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yizhan.kernel.access import guarded
from yizhan.needs import policies, services
from yizhan.needs.forms.triage import AcceptForm, HandOverForm, MergeForm, PartFormSet, ReasonForm, parts_of
from yizhan.needs.models import Need
from yizhan.needs.views.desk import triaged
from yizhan.people.queries import today
from yizhan.ui import acts
from yizhan.ui.acts import Act, form_page, posted

ACCEPT = Act(
    title=gettext_lazy("受理"),
    button=gettext_lazy("受理"),
    facts=(gettext_lazy("受理后进入排期，提出的人会收到通知。"),),
)
MERGE = Act(
    title=gettext_lazy("合并"),
    button=gettext_lazy("合并"),
    facts=(
        gettext_lazy("这一条会并入选中的那一条，人数加在一起，合并不能撤销。"),
        gettext_lazy("每个提出的人都会收到通知，以后的进展照样告诉他们。"),
    ),
    danger=True,
)
SPLIT = Act(
    title=gettext_lazy("拆分"),
    button=gettext_lazy("拆分"),
    facts=(gettext_lazy("拆出的每一条直接受理，提出的人每一条都跟着。拆分不能撤销。"),),
    danger=True,
)
RETURN = Act(
    title=gettext_lazy("退回"),
    button=gettext_lazy("退回"),
    facts=(gettext_lazy("退回后这条需求就结束了，提出的人会看到原因。"),),
    danger=True,
)
HAND_OVER = Act(
    title=gettext_lazy("转为诉求"),
    button=gettext_lazy("转为诉求"),
    facts=(gettext_lazy("要有人去解决、不是排一场服务的，转为诉求。转出后不能撤回。"),),
    danger=True,
)


def carry_out(
    request: HttpRequest, need: Need, *, act: Act, form: BaseForm, command: Callable[[], object], **context: object
) -> HttpResponse:
    """Show the form, or do `command` with what it holds and go back to the need."""
    back = reverse("needs:need-dossier", args=[need.pk])
    shown = {"need": need, **context}
    return acts.carry_out(request, "needs/need_act.html", shown, act=act, form=form, command=command, back=back)


@form_page
@guarded(policies.can_see_desk)
def need_accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the need on, with a service and a month."""
    need = triaged(request, pk)
    form = AcceptForm(posted(request), need=need, today=today())
    return carry_out(
        request,
        need,
        act=ACCEPT,
        form=form,
        command=lambda: services.accept(actor=request.user, need=need, **form.cleaned_data),
    )


@form_page
@guarded(policies.can_see_desk)
def need_merge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make the need part of another at the same station."""
    need = triaged(request, pk)
    form = MergeForm(posted(request), need=need, initial={"into": request.GET.get("into")})
    return carry_out(
        request,
        need,
        act=MERGE,
        form=form,
        command=lambda: services.merge(actor=request.user, need=need, into=form.cleaned_data["into"]),
    )


@form_page
@guarded(policies.can_see_desk)
def need_split(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make several needs of one."""
    need, rows = triaged(request, pk), PartFormSet(posted(request))
    form = Form(posted(request))
    if form.is_valid() and not rows.is_valid():
        form.add_error(None, _("有几处要改一下，见下面。"))
    return carry_out(
        request,
        need,
        act=SPLIT,
        form=form,
        command=lambda: services.split(actor=request.user, need=need, parts=parts_of(rows.cleaned_data)),
        rows=rows,
    )


@form_page
@guarded(policies.can_see_desk)
def need_return(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Decline the need, with the reason."""
    need, form = triaged(request, pk), ReasonForm(posted(request))
    return carry_out(
        request,
        need,
        act=RETURN,
        form=form,
        command=lambda: services.return_need(actor=request.user, need=need, **form.cleaned_data),
    )


@form_page
@guarded(policies.can_see_desk)
def need_hand_over(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Pass the need on as an issue to be solved."""
    need, form = triaged(request, pk), HandOverForm(posted(request))
    return carry_out(
        request,
        need,
        act=HAND_OVER,
        form=form,
        command=lambda: services.hand_over(actor=request.user, need=need, **form.cleaned_data),
    )
