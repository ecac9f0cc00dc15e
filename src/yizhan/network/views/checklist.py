"""The seven items: marked station by station, worded by the hub."""

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yizhan.kernel.access import guarded
from yizhan.network import policies, services
from yizhan.network.forms.assessments import ItemForm, MarkForm
from yizhan.network.models import ChecklistItem, ChecklistMark
from yizhan.network.views.acts import carry_out, station_of
from yizhan.people.queries import today
from yizhan.ui.acts import Act, form_page, posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page


@form_page
@guarded(policies.can_see_network_admin)
def mark_edit(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Say whether the station has the item, with evidence and day."""
    station = station_of(request, slug, policies.can_mark_checklist)
    item = get_object_or_404(ChecklistItem, code=code)
    known = ChecklistMark.objects.filter(station=station, item=item).first()
    initial = model_to_dict(known, ["met", "evidence"]) if known else {"met": True}
    return carry_out(
        request,
        station,
        act=Act(title=item.name, button=_("保存"), facts=(item.help,) if item.help else ()),
        form=MarkForm(posted(request), initial={**initial, "seen_on": today()}),
        command=lambda typed: services.mark_item(actor=request.user, station=station, item=item, **typed),
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
    form = ItemForm(posted(request), instance=item)
    if attempt(form, lambda: services.edit_item(actor=request.user, item=item, fields=form.cleaned_data)):
        messages.success(request, _("措辞已保存，各站点马上看到。"))
        return redirect("network:item-list")
    return page(request, "network/item_form.html", {"form": form, "item": item}, part="form")
