"""Rooms of a station."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yizhan.kernel.access import guarded
from yizhan.network import policies, services
from yizhan.network.forms.rooms import RoomForm
from yizhan.network.forms.stations import ReasonForm
from yizhan.network.models import Room
from yizhan.network.views.acts import allowed, carry_out, station_of
from yizhan.ui.acts import Act, form_page, posted

CREATE = Act(title=gettext_lazy("添加空间"), button=gettext_lazy("添加"))
EDIT = Act(title=gettext_lazy("修改空间"), button=gettext_lazy("保存"))


def _room(pk: UUID) -> Room:
    return get_object_or_404(Room.objects.select_related("station"), pk=pk)


@form_page
@guarded(policies.can_see_network_admin)
def room_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a room."""
    station = station_of(request, slug, policies.can_edit)
    return carry_out(
        request,
        station,
        act=CREATE,
        form=RoomForm(posted(request)),
        command=lambda typed: services.add_room(actor=request.user, station=station, fields=typed),
    )


@form_page
@guarded(policies.can_see_network_admin)
def room_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a room."""
    room = _room(pk)
    station = allowed(request, room.station, policies.can_edit)
    return carry_out(
        request,
        station,
        act=EDIT,
        form=RoomForm(posted(request), instance=room),
        command=lambda typed: services.edit_room(actor=request.user, room=room, fields=typed),
    )


@form_page
@guarded(policies.can_see_network_admin)
def room_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a room out of use."""
    room = _room(pk)
    station = allowed(request, room.station, policies.can_edit)
    fact = _("“%(room)s”从今天起不再列出，记录保留。") % {"room": room}
    return carry_out(
        request,
        station,
        act=Act(title=_("停用空间"), button=_("确认停用"), facts=(fact,), danger=True),
        form=ReasonForm(posted(request)),
        command=lambda typed: services.close_room(actor=request.user, room=room, **typed),
    )
