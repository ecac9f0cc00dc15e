"""Enterprises on the desk: the list, one of them, and what is changed about it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET

from yizhan.enterprises import policies, services
from yizhan.enterprises.forms.profiles import EnterpriseForm, MoveAwayForm
from yizhan.enterprises.models import Enterprise, Industry, Size
from yizhan.enterprises.queries import desk
from yizhan.enterprises.views.acts import carry_out, served
from yizhan.kernel.access import guarded
from yizhan.people.queries import today
from yizhan.ui.acts import Act, confirmation, form_page, posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page

PER_PAGE = 50
FILTERS = ("station", "building", "industry", "size", "q")
STATES = ((desk.HERE, gettext_lazy("在册")), (desk.DUE, gettext_lazy("待走访")), (desk.GONE, gettext_lazy("已迁出")))
MOVE_AWAY = Act(
    title=pgettext_lazy("act", "记为已迁出"),
    button=gettext_lazy("记下迁出"),
    facts=(gettext_lazy("迁出后不再走访，也不再收到简报；记录留着，记错了可以撤销。"),),
    danger=True,
)
BRING_BACK = Act(
    title=gettext_lazy("撤销迁出"),
    button=gettext_lazy("撤销迁出"),
    facts=(gettext_lazy("企业会重新列在册里，照常走访。"),),
)


@require_GET
@guarded(policies.can_see_desk)
def enterprise_list(request: HttpRequest) -> HttpResponse:
    """The enterprises that the actor looks after; those that are here unless asked otherwise."""
    wanted = {name: request.GET.get(name, "") for name in FILTERS}
    wanted["state"] = request.GET.get("state", desk.HERE)
    stations = desk.stations_of(request.user)
    rows = desk.with_last_visit(desk.found(request.user, wanted=wanted))
    context = {
        "enterprises": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "wanted": wanted,
        "states": STATES,
        "due_count": desk.due(request.user).count(),
        "stations": stations,
        "buildings": desk.buildings_with_enterprises(request.user),
        "industries": Industry.choices,
        "sizes": Size.choices,
        "today": today(),
    }
    return page(request, "enterprises/enterprise_list.html", context, part="rows")


@require_GET
@guarded(policies.can_see_desk)
def enterprise_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything that those who look after it know of an enterprise."""
    enterprise = served(request, pk)
    context = {
        "enterprise": enterprise,
        "dossier": desk.dossier(enterprise),
        "names_steward": not enterprise.left_on and policies.can_steward(request.user, enterprise.building),
        "sees_stability": policies.can_judge(request.user, enterprise.station),
        "today": today(),
    }
    return page(request, "enterprises/enterprise_detail.html", context)


@form_page
@guarded(policies.can_see_desk)
def enterprise_create(request: HttpRequest) -> HttpResponse:
    """Write down an enterprise."""
    form = _form(request)
    enterprise = attempt(form, lambda: services.note_enterprise(actor=request.user, fields=form.typed))
    if enterprise:
        messages.success(request, _("已记下：%(name)s") % {"name": enterprise})
        return redirect("enterprises:enterprise-detail", pk=enterprise.pk)
    return page(request, "enterprises/enterprise_form.html", {"form": form})


@form_page
@guarded(policies.can_see_desk)
def enterprise_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change what is known of an enterprise."""
    enterprise = served(request, pk)
    form = _form(request, enterprise)
    if attempt(form, lambda: services.edit_enterprise(actor=request.user, enterprise=enterprise, fields=form.typed)):
        messages.success(request, _("已保存。"))
        return redirect("enterprises:enterprise-detail", pk=pk)
    return page(request, "enterprises/enterprise_form.html", {"form": form, "enterprise": enterprise})


def _form(request: HttpRequest, enterprise: Enterprise | None = None) -> EnterpriseForm:
    stations = desk.stations_of(request.user)
    only = stations.first() if enterprise is None and len(stations[:2]) == 1 else None
    return EnterpriseForm(
        posted(request),
        instance=enterprise,
        initial={"station": only.pk, "building": only.building_id} if only else None,
        stations=stations,
        points=desk.points_of(request.user),
        buildings=desk.buildings_near(stations),
        officers=desk.officers_of(stations),
    )


@form_page
@guarded(policies.can_see_desk)
def enterprise_move_away(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note that an enterprise has left."""
    enterprise = served(request, pk)
    form = MoveAwayForm(posted(request), initial={"left_on": today()})
    return carry_out(
        request,
        enterprise,
        act=MOVE_AWAY,
        form=form,
        command=lambda: services.move_away(actor=request.user, enterprise=enterprise, **form.cleaned_data),
    )


@form_page
@guarded(policies.can_see_desk)
def enterprise_bring_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back that an enterprise has left."""
    enterprise = served(request, pk)
    return carry_out(
        request,
        enterprise,
        act=BRING_BACK,
        form=confirmation(request),
        command=lambda: services.bring_back(actor=request.user, enterprise=enterprise),
    )
