"""The queue of call-backs: one after another, with the keyboard alone where there is a script."""

from collections.abc import Callable
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yizhan.cases import policies, services
from yizhan.cases.forms.opinions import OpinionForm
from yizhan.cases.models import CallBack, Reporter
from yizhan.cases.queries import calls as queries
from yizhan.kernel.access import guarded
from yizhan.kernel.errors import Refused
from yizhan.ui.acts import form_page, posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page


@require_GET
@guarded(policies.can_see_desk)
def call_list(request: HttpRequest) -> HttpResponse:
    """The next call-back, ready to be made; from the beginning again when the end is reached."""
    cursor = request.GET.get("cursor", "")
    found = queries.queue(request.user, cursor=cursor)
    if found.now is None and cursor:
        return redirect("cases:call-list")
    return _shown(request, found.now, OpinionForm(), found)


@form_page
@guarded(policies.can_see_desk)
def call_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was said; then the next one."""
    row, form = _call(request, pk), OpinionForm(posted(request))
    done = attempt(form, lambda: services.call_back(actor=request.user, call_back=row, opinion=form.opinion))
    if done:
        messages.success(request, _("已记下，下一件。"))
        return _next(row)
    return _shown(request, row, form, queries.queue(request.user))


def _call(request: HttpRequest, pk: UUID) -> CallBack:
    """A call-back that waits for the actor; for others, and once it is made, it does not exist."""
    return get_object_or_404(queries.call_backs_for(request.user), pk=pk)


def _next(row: CallBack) -> HttpResponse:
    query = urlencode({"cursor": queries.key_of(row)})
    return redirect(f"{reverse('cases:call-list')}?{query}")


def _shown(
    request: HttpRequest,
    row: CallBack | None,
    form: OpinionForm,
    found: queries.Queue,
    contacts: list[Reporter] | None = None,
) -> HttpResponse:
    call = queries.call_of(row) if row else None
    return page(request, "cases/call_list.html", {"call": call, "form": form, "queue": found, "contacts": contacts})


@require_POST
@guarded(policies.can_see_desk)
def call_look(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whom to call; the look is logged."""
    row = _call(request, pk)
    contacts = services.look(actor=request.user, case=row.case)
    return _shown(request, row, OpinionForm(), queries.queue(request.user), contacts)


@require_POST
@guarded(policies.can_see_desk)
def call_miss(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note that nobody was reached this time."""
    row = _call(request, pk)
    return _told(request, row, lambda: services.try_again(actor=request.user, call_back=row), _("没联系上，已记一次。"))


@require_POST
@guarded(policies.can_see_desk)
def call_silence(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close what nobody answered after several tries."""
    row = _call(request, pk)
    done = _("几次都没有回应，已按“未回应”办结。")
    return _told(request, row, lambda: services.fall_silent(actor=request.user, call_back=row), done)


def _told(request: HttpRequest, row: CallBack, command: Callable[[], object], done: str) -> HttpResponse:
    try:
        command()
        messages.success(request, done)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _next(row)
