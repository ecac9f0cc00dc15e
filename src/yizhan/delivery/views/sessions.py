"""Pages of one session of a draft."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yizhan.delivery import policies
from yizhan.delivery.forms.drafts import BanForm, SpotForm
from yizhan.delivery.models import Draft, PlannedSession
from yizhan.delivery.queries.drafts import sessions_of
from yizhan.delivery.queries.trials import fitting_room, foretold
from yizhan.delivery.services import drafting
from yizhan.delivery.views.drafting import carried, draft_of, version_of
from yizhan.kernel.access import guarded
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page


def _row(draft: Draft, session_id: UUID) -> PlannedSession:
    row: PlannedSession = get_object_or_404(sessions_of(draft), pk=session_id)
    return row


def _typed(request: HttpRequest, draft: Draft, row: PlannedSession | None) -> dict[str, Any]:
    """What the session is, with what the address or the form says otherwise; a room that fits the station."""
    typed: dict[str, Any] = {"version": draft.version}
    if row is not None:
        kept = ("station_id", "room_id", "service_id", "provider_id")
        typed |= {name.removesuffix("_id"): str(getattr(row, name)) for name in kept}
        typed |= {"day": row.day.isoformat(), "slot": str(row.slot)}
    typed |= {name: value for name, value in (request.POST or request.GET).items() if value}
    try:
        station, service = UUID(typed["station"]), UUID(typed["service"])
        room = fitting_room(draft, station=station, service=service, room=UUID(typed.get("room") or str(station)))
    except (KeyError, ValueError):
        return typed
    return typed | {"room": str(room or "")}


def _answer(request: HttpRequest, draft: Draft, form: SpotForm, row: PlannedSession | None) -> HttpResponse:
    """The form with what it would do."""
    foreseen = None
    if form.is_bound and not form.errors:
        foreseen = attempt(form, lambda: foretold(draft, old=row, spot=form.spot()))
    seen = form.data.get("version")
    context = {
        "draft": draft,
        "row": row,
        "form": form,
        "foreseen": foreseen,
        "ban_form": BanForm(initial={"version": draft.version}),
        "missed": draft.edits.filter(version__gt=seen) if str(seen).isdecimal() else [],
    }
    return page(request, "delivery/session_form.html", context, part="panel")


def _back(draft: Draft, slug: str) -> HttpResponse:
    return redirect(f"{reverse('delivery:draft-detail', args=[draft.pk])}?station={slug}")


@require_http_methods(["GET", "POST"])
@guarded(policies.can_plan)
def session_create(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add a session; the page says what it would break and gain before it is saved."""
    draft = draft_of(pk)
    typed = _typed(request, draft, None)
    whole = {*SpotForm.base_fields} <= typed.keys()
    form = SpotForm(typed, draft=draft) if whole or request.method == "POST" else SpotForm(draft=draft, initial=typed)
    if request.method == "POST":
        seen = version_of(request)
        edit = attempt(form, lambda: drafting.add(actor=request.user, draft=draft, version=seen, spot=form.spot()))
        if edit:
            return redirect("delivery:draft-detail", draft.pk)
    return _answer(request, draft, form, None)


@require_http_methods(["GET", "POST"])
@guarded(policies.can_plan)
def session_edit(request: HttpRequest, pk: UUID, session_id: UUID) -> HttpResponse:
    """Change a session; the page says what it would break and cost before it is saved."""
    draft = draft_of(pk)
    row = _row(draft, session_id)
    form = SpotForm(_typed(request, draft, row), draft=draft)
    if request.method == "POST":
        move = partial(drafting.move, actor=request.user, draft=draft, version=version_of(request))
        if attempt(form, lambda: move(session_id=session_id, spot=form.spot())):
            return _back(draft, row.station.slug)
    return _answer(request, draft, form, row)


@require_POST
@guarded(policies.can_plan)
def session_pin(request: HttpRequest, pk: UUID, session_id: UUID) -> HttpResponse:
    """Pin a session, or let it go."""
    draft, version = draft_of(pk), version_of(request)
    pinned = request.POST.get("pinned") == "yes"
    command = partial(drafting.pin, actor=request.user, draft=draft, version=version, session_id=session_id)
    done = _("已钉住，再求解也不会动它。") if pinned else _("已松开，再求解时可以改。")
    return carried(request, draft, lambda: command(pinned=pinned), done=done)


@require_POST
@guarded(policies.can_plan)
def session_remove(request: HttpRequest, pk: UUID, session_id: UUID) -> HttpResponse:
    """Take a session out; it can be undone."""
    draft, version = draft_of(pk), version_of(request)
    return carried(
        request,
        draft,
        lambda: drafting.remove(actor=request.user, draft=draft, version=version, session_id=session_id),
        done=_("已去掉一场，可以撤销。"),
    )


@require_POST
@guarded(policies.can_plan)
def session_forbid(request: HttpRequest, pk: UUID, session_id: UUID) -> HttpResponse:
    """Forbid a session or its like."""
    draft, version, form = draft_of(pk), version_of(request), BanForm(request.POST)
    row = _row(draft, session_id)
    scope = form if form.is_valid() else BanForm({"scope": "session", "version": version})
    scope.full_clean()
    ban = scope.ban(
        provider=row.provider_id, service=row.service_id, station=row.station_id, day=row.day, slot=row.slot
    )
    return carried(
        request,
        draft,
        lambda: drafting.forbid(actor=request.user, draft=draft, version=version, ban=ban),
        done=_("已禁止，再求解也不会这样排。"),
    )


@require_POST
@guarded(policies.can_plan)
def ban_remove(request: HttpRequest, pk: UUID, ban_id: UUID) -> HttpResponse:
    """Take a ban back."""
    draft, version = draft_of(pk), version_of(request)
    return carried(
        request,
        draft,
        lambda: drafting.allow(actor=request.user, draft=draft, version=version, ban_id=ban_id),
        done=_("禁令已取消。"),
    )
