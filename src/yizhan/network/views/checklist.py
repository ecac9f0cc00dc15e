"""The seven items: marked station by station, worded by the hub."""

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yizhan.kernel.access import guarded
from yizhan.network import policies, services
from yizhan.network.forms.pages import ItemForm, MarkForm
from yizhan.network.models import ChecklistItem, ChecklistMark
from yizhan.network.views.acts import carry_out, station_of
from yizhan.people.queries import today
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page

form_page = require_http_methods(["GET", "POST"])


@form_page
@guarded(policies.can_see_network_admin)
def mark_edit(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Say whether the station has the item, with evidence and day."""
    station = station_of(request, slug, policies.can_mark_checklist)
    item = get_object_or_404(ChecklistItem, code=code)
    known = ChecklistMark.objects.filter(station=station, item=item).first()
    initial = model_to_dict(known, ["met", "evidence", "seen_on"]) if known else {"seen_on": today()}
    return carry_out(
        request,
        station,
        form=MarkForm(request.POST or None, initial=initial),
        command=lambda c: services.mark_item(actor=request.user, station=station, item=item, **c),
        title=item.name,
        act=_("保存"),
    )


@require_GET
@guarded(policies.can_edit_checklist_wording)
def item_list(request: HttpRequest) -> HttpResponse:
    """The seven items as they are worded now."""
    return page(request, "network/item_list.html", {"items": ChecklistItem.objects.all()})


@form_page
@guarded(policies.can_edit_checklist_wording)
def item_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Word one of the seven."""
    item = get_object_or_404(ChecklistItem, code=code)
    form = ItemForm(request.POST or None, instance=item)
    if form.is_bound:
        fresh = ChecklistItem.objects.get(pk=item.pk)
        attempt(form, lambda: services.edit_item(actor=request.user, item=fresh, fields=form.cleaned_data))
        if not form.errors:
            messages.success(request, _("已保存。"))
            return redirect("network:item-list")
    return page(request, "network/item_form.html", {"form": form, "item": item}, part="form")
