"""What officers do with the bodies that help: ask, whistle, insist, excuse, rate."""

from collections.abc import Callable
from uuid import UUID

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy, pgettext_lazy

from yizhan.cases import policies, services
from yizhan.cases.forms.acts import ReasonForm
from yizhan.cases.forms.joint import PartForm, RateForm
from yizhan.cases.models import Part
from yizhan.cases.queries.parts import bodies_for, parts
from yizhan.cases.views.acting import carry_out, case_for
from yizhan.kernel.access import guarded
from yizhan.ui.acts import Act, form_page, posted

ASK = Act(
    title=pgettext_lazy("act", "请单位协办"),
    button=gettext_lazy("发出协办"),
    facts=(gettext_lazy("首接的站点仍然负责到底，协办单位各有各的期限。"),),
)
WHISTLE = Act(
    title=gettext_lazy("吹哨"),
    button=gettext_lazy("吹哨"),
    facts=(gettext_lazy("被点名的单位要在时限内报到，办完由站点评价。"),),
)
INSIST = Act(
    title=gettext_lazy("坚持请他们办"),
    button=gettext_lazy("再次发出"),
    facts=(gettext_lazy("期限重新算，对方不能再退回。"),),
)
EXCUSE = Act(
    title=pgettext_lazy("act", "免去协办"),
    button=gettext_lazy("免去"),
    facts=(gettext_lazy("免去以后，对方不用再做，也不影响答复。"),),
)
RATE = Act(title=gettext_lazy("评价协办"), button=gettext_lazy("记下评价"))


@form_page
@guarded(policies.can_open)
def part_ask(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask a body for its part."""
    return _asked(request, pk, act=ASK, whistle=False)


@form_page
@guarded(policies.can_open)
def part_whistle(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whistle for a body."""
    return _asked(request, pk, act=WHISTLE, whistle=True)


def _asked(request: HttpRequest, pk: UUID, *, act: Act, whistle: bool) -> HttpResponse:
    case = case_for(request, pk)
    form, command = PartForm(posted(request), bodies=bodies_for(case)), services.whistle if whistle else services.ask
    return carry_out(
        request,
        case,
        act=act,
        form=form,
        command=lambda: command(actor=request.user, case=case, **form.cleaned_data),
    )


def _about(
    request: HttpRequest, pk: UUID, *, act: Act, form: BaseForm, command: Callable[[Part], object]
) -> HttpResponse:
    """An act about one body's part of a case."""
    part = get_object_or_404(parts(), pk=pk)
    case = case_for(request, part.case_id)
    return carry_out(request, case, act=act, form=form, command=lambda: command(part), facts=[str(part.body)])


@form_page
@guarded(policies.can_open)
def part_insist(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask a body again that handed its part back."""
    form = ReasonForm(posted(request))
    return _about(
        request,
        pk,
        act=INSIST,
        form=form,
        command=lambda part: services.insist(actor=request.user, part=part, **form.cleaned_data),
    )


@form_page
@guarded(policies.can_open)
def part_excuse(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let a body off its part."""
    form = ReasonForm(posted(request))
    return _about(
        request,
        pk,
        act=EXCUSE,
        form=form,
        command=lambda part: services.excuse(actor=request.user, part=part, **form.cleaned_data),
    )


@form_page
@guarded(policies.can_open)
def part_rate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Rate what a body did."""
    form = RateForm(posted(request))
    return _about(
        request,
        pk,
        act=RATE,
        form=form,
        command=lambda part: services.rate(actor=request.user, part=part, **form.cleaned_data),
    )
