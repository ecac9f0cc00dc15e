"""Briefings on the desk: written, aimed, sent and followed."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from yizhan.enterprises import policies, services
from yizhan.enterprises.forms.briefings import BriefingForm
from yizhan.enterprises.models import Briefing
from yizhan.enterprises.queries import briefings as queries
from yizhan.enterprises.queries import desk
from yizhan.kernel.access import guarded
from yizhan.ui.acts import Act, confirmation, form_page, posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page

PER_PAGE = 30
SEND = Act(
    title=gettext_lazy("发出这份简报"),
    button=gettext_lazy("发出"),
    facts=(gettext_lazy("每位联系人收到一条通知；发出后不能再改，也不能收回。"),),
    done=gettext_lazy("已发出。"),
)
REMIND = Act(
    title=gettext_lazy("提醒没有读的"),
    button=gettext_lazy("提醒一次"),
    facts=(gettext_lazy("只能提醒一次；之后还没读的，请打个电话。"),),
    done=gettext_lazy("已提醒。"),
)
DISCARD = Act(
    title=gettext_lazy("删除这份简报"),
    button=gettext_lazy("删除"),
    facts=(gettext_lazy("还没有发出，删除后不能恢复。"),),
    done=gettext_lazy("已删除。"),
    danger=True,
)


@require_GET
@guarded(policies.can_see_desk)
def briefing_list(request: HttpRequest) -> HttpResponse:
    """The briefings that the actor made, or all for the hub."""
    found = Paginator(queries.briefings(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return page(request, "enterprises/briefing_list.html", {"briefings": found})


@form_page
@guarded(policies.can_see_desk)
def briefing_create(request: HttpRequest) -> HttpResponse:
    """Write a briefing; it is looked at once more before it is sent."""
    form = _form(request)
    briefing = attempt(form, lambda: services.write_briefing(actor=request.user, fields=form.written))
    if briefing:
        return redirect("enterprises:briefing-detail", pk=briefing.pk)
    return page(request, "enterprises/briefing_form.html", {"form": form})


@form_page
@guarded(policies.can_see_desk)
def briefing_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a briefing that waits to be sent."""
    briefing = run_or_404(request, pk)
    form = _form(request, briefing)
    if attempt(form, lambda: services.edit_briefing(actor=request.user, briefing=briefing, fields=form.written)):
        return redirect("enterprises:briefing-detail", pk=pk)
    return page(request, "enterprises/briefing_form.html", {"form": form, "briefing": briefing})


def _form(request: HttpRequest, briefing: Briefing | None = None) -> BriefingForm:
    aimed = {"buildings": briefing.buildings.all(), "subdistricts": briefing.subdistricts.all()} if briefing else {}
    return BriefingForm(
        posted(request),
        instance=briefing,
        initial=aimed,
        buildings=desk.buildings_with_enterprises(request.user),
        subdistricts=desk.subdistricts_with_enterprises(request.user),
    )


def run_or_404(request: HttpRequest, pk: UUID) -> Briefing:
    """The briefing, for somebody who may send it; for others it does not exist."""
    briefing = get_object_or_404(Briefing.objects.select_related("made_by"), pk=pk)
    if not policies.can_run(request.user, briefing):
        raise Http404
    return briefing


@require_GET
@guarded(policies.can_see_desk)
def briefing_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A briefing: whom it would reach before it is sent, how far it was read afterwards."""
    briefing = run_or_404(request, pk)
    context = {
        "briefing": briefing,
        "aims": queries.aims(briefing),
        "audience": None if briefing.sent_at else queries.audience(request.user, briefing),
        "reading": queries.reading(briefing) if briefing.sent_at else None,
    }
    return page(request, "enterprises/briefing_detail.html", context)


@form_page
@guarded(policies.can_see_desk)
def briefing_send(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send a briefing to those it concerns, after asking."""
    briefing = run_or_404(request, pk)
    return _ask(request, briefing, SEND, lambda: services.send_briefing(actor=request.user, briefing=briefing))


@form_page
@guarded(policies.can_see_desk)
def briefing_remind(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Remind those who have not read a briefing, after asking."""
    briefing = run_or_404(request, pk)
    return _ask(request, briefing, REMIND, lambda: services.remind(actor=request.user, briefing=briefing))


@form_page
@guarded(policies.can_see_desk)
def briefing_discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw a briefing away that was never sent, after asking."""
    briefing = run_or_404(request, pk)
    return _ask(request, briefing, DISCARD, lambda: services.discard_briefing(actor=request.user, briefing=briefing))


def _ask(request: HttpRequest, briefing: Briefing, act: Act, command: Callable[[], object]) -> HttpResponse:
    """Ask whether to do it; once done, back to the briefing, or to the list when it is gone."""
    form, back = confirmation(request), reverse("enterprises:briefing-detail", args=[briefing.pk])
    if form.is_bound:
        attempt(form, command)
        if not form.errors:
            messages.success(request, str(act.done))
            return redirect("enterprises:briefing-list" if act is DISCARD else back)
    context = {
        "title": act.title,
        "facts": [briefing, *act.facts],
        "act": act.button,
        "back": back,
        "danger": act.danger,
        "form": form,
        "shell": "ui/desk.html",
    }
    return page(request, "ui/confirm.html", context)
