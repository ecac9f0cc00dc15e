"""The pages of those who want something."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yizhan.kernel.access import guarded
from yizhan.needs import policies, queries, services
from yizhan.needs.forms.needs import JoinForm, OwnNeedForm
from yizhan.needs.models import Channel, Need
from yizhan.network import queries as network
from yizhan.people.models import Person
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page

PER_PAGE = 20
KEPT = ("category", "service", "station", "words")


def person_of(request: HttpRequest) -> Person:
    """Whoever asks; the guard has let nobody without an account in."""
    assert isinstance(request.user, Person)  # noqa: S101
    return request.user


@require_GET
@guarded(policies.can_raise)
def need_list(request: HttpRequest) -> HttpResponse:
    """The person's needs, and by when more is known."""
    found = Paginator(queries.needs_of(person_of(request)), PER_PAGE).get_page(request.GET.get("page"))
    return page(request, "needs/need_list.html", {"needs": found}, part="rows")


@require_http_methods(["GET", "POST"])
@guarded(policies.can_raise)
def need_create(request: HttpRequest) -> HttpResponse:
    """Say what one wants; those who want the same are shown before it is posted."""
    form = OwnNeedForm(request.POST if request.method == "POST" else None, initial=_first_guess(request))
    if form.is_bound and form.is_valid():
        alike = () if form.cleaned_data["looked"] else _alike(request, form.cleaned_data)
        if alike:
            return page(request, "needs/need_form.html", {"form": form, "alike": alike})
        need = attempt(form, lambda: _raise(request, form))
        if need:
            messages.success(request, _("收到了。站点看过以后会告诉你。"))
            return redirect("needs:need-detail", need.pk)
    return page(request, "needs/need_form.html", {"form": form})


def _first_guess(request: HttpRequest) -> dict[str, Any]:
    """Station and category as the person or the link they came by suggests."""
    building = queries.place_of(request.user, slug=request.COOKIES.get("building", ""))
    near = network.nearest(building, limit=1) if building else []
    guess = {"station": near[0].pk if near else None, "words": request.GET.get("words", "")[:500]}
    return guess | {name: request.GET[name] for name in ("category", "service", "station") if name in request.GET}


def _alike(request: HttpRequest, typed: dict[str, Any]) -> list[Need]:
    return list(queries.similar(**{name: typed[name] for name in KEPT}, person=person_of(request)))


def _raise(request: HttpRequest, form: OwnNeedForm) -> Need:
    channel = Channel.ENTERPRISE if form.cleaned_data["for_enterprise"] else Channel.MEMBER
    return services.raise_need(actor=request.user, fields=form.typed, channel=channel, nonce=form.cleaned_data["nonce"])


@require_GET
@guarded(policies.can_raise)
def need_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where a need is, who has it, by when, and when unmet, why; one that was merged leads to what it became."""
    need = followed(request, pk)
    if need.merged_into_id:
        return redirect("needs:need-detail", queries.root_of(need.pk))
    return page(request, "needs/need_detail.html", {"followed": queries.follow(request.user, need), "need": need})


def followed(request: HttpRequest, pk: UUID) -> Need:
    """The need, for somebody who may follow it; for others it does not exist."""
    need = get_object_or_404(queries.needs(), pk=pk)
    if not policies.can_follow(request.user, need):
        raise Http404
    return need


@require_POST
@guarded(policies.can_raise)
def need_join(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Want the same, with one tap."""
    need, form = get_object_or_404(Need, pk=pk), JoinForm(request.POST)
    joined = attempt(
        form, lambda: services.join(actor=request.user, need=need, people=form.cleaned_data["people"] or 1)
    )
    if joined:
        messages.success(request, _("加进来了，现在共 %(count)d 人。有进展会通知你。") % {"count": joined.people})
        return redirect("needs:need-detail", joined.pk)
    messages.error(request, " ".join(map(str, form.non_field_errors())) or _("人数要填整数。"))
    return redirect("needs:need-list")


@require_http_methods(["GET", "POST"])
@guarded(policies.can_raise)
def need_leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Want it no more, after being asked."""
    need = followed(request, pk)
    form = JoinForm(request.POST if request.method == "POST" else None)
    if attempt(form, lambda: services.leave(actor=request.user, need=need)):
        messages.success(request, _("你已经退出这条需求。"))
        return redirect("needs:need-list")
    return page(request, "needs/need_leave.html", {"form": form, "need": need})
