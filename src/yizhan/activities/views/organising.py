"""Activities as those who run them see, make and change them."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yizhan.activities import policies, services
from yizhan.activities.forms.organising import ActivityEditForm, NewActivityForm
from yizhan.activities.models import Activity
from yizhan.activities.queries import desk
from yizhan.activities.queries.rosters import roster_of
from yizhan.catalogue import queries as catalogue
from yizhan.kernel.access import guarded
from yizhan.ui.acts import form_page, posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page
from yizhan.ui.parts import Item

PER_PAGE = 40
WEEK = timedelta(weeks=1)


def run_or_404(request: HttpRequest, pk: UUID) -> Activity:
    """The activity, for those who run it; for others there is none."""
    return get_object_or_404(desk.run_by(request.user), pk=pk)


@require_GET
@guarded(policies.can_run_somewhere)
def desk_list(request: HttpRequest) -> HttpResponse:
    """The activities at one's stations."""
    query = request.GET
    wanted = desk.Wanted(
        when=query.get("when", "coming"),
        text=query.get("q", ""),
        station=query.get("station", ""),
        category=query.get("category", ""),
    )
    context = {
        "activities": Paginator(desk.desk_list(request.user, wanted), PER_PAGE).get_page(query.get("page")),
        "wanted": wanted,
        "whens": _whens(wanted.when),
        "stations": list(desk.stations_of(request.user)),
        "categories": catalogue.categories(),
    }
    return page(request, "activities/desk_list.html", context, part="rows")


def _whens(chosen: str) -> list[Item]:
    labels = {"coming": _("要办的"), "draft": _("草稿"), "over": _("办过的"), "all": _("全部")}
    address = reverse("activities:desk-list")
    return [Item(url=f"{address}?when={when}", label=labels[when], current=when == chosen) for when in desk.WHEN]


@require_GET
@guarded(policies.can_run_somewhere)
def desk_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One activity: who comes, what was said of it, and what can be done next."""
    activity = run_or_404(request, pk)
    context = {
        "activity": activity,
        "roster": roster_of(activity),
        "series": desk.rest_of_series(activity),
        "events": desk.history_of(activity),
    }
    return page(request, "activities/desk_detail.html", context)


@form_page
@guarded(policies.can_run_somewhere)
def activity_create(request: HttpRequest) -> HttpResponse:
    """Make an activity, or several; another one may be copied."""
    form = NewActivityForm(posted(request), actor=request.user, initial=_copied(request))
    made = attempt(form, lambda: _make(request, form))
    if made:
        messages.success(request, _("已存为草稿，会员还看不到。检查一遍，再发布。"))
        return redirect("activities:desk-detail", pk=made.pk)
    return page(request, "activities/activity_form.html", {"form": form, "activity": None}, part="form")


def _copied(request: HttpRequest) -> dict[str, object]:
    """What the form begins with: the activity that is copied, a week later; else one's only station."""
    copied = request.GET.get("copy", "")
    found = desk.run_by(request.user).filter(pk=copied).first() if _is_id(copied) else None
    return desk.as_new(found, by=WEEK) if found else {}


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _make(request: HttpRequest, form: NewActivityForm) -> Activity:
    fields, days = form.typed(), form.dates()
    if days:
        return services.make_series(actor=request.user, fields=fields, days=days)[0]
    return services.make(actor=request.user, fields=fields)


@form_page
@guarded(policies.can_run_somewhere)
def activity_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change what is said of an activity; of those to come in its series too."""
    activity = run_or_404(request, pk)
    form = ActivityEditForm(posted(request), actor=request.user, activity=activity)
    if form.is_bound:
        attempt(form, lambda: _edit(request, activity, form))
        if not form.errors:
            messages.success(request, _("已保存。"))
            return redirect("activities:desk-detail", pk=pk)
    return page(request, "activities/activity_form.html", {"form": form, "activity": activity}, part="form")


def _edit(request: HttpRequest, activity: Activity, form: ActivityEditForm) -> None:
    typed = form.cleaned_data
    change = services.edit_following if typed.get("scope") == "following" else services.edit
    change(actor=request.user, activity=activity, version=typed["version"], fields=form.typed())
