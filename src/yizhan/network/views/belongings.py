"""Rooms, weekly hours and exceptions of a station."""

from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yizhan.kernel.access import guarded
from yizhan.network import policies, services
from yizhan.network.forms.pages import ExceptionForm, HoursForm, ReasonForm, RoomForm
from yizhan.network.models import Hours, OpeningException, Room
from yizhan.network.views.acts import allowed, carry_out, station_of

form_page = require_http_methods(["GET", "POST"])


def confirmation(request: HttpRequest) -> Form:
    """A form without fields: sending it is the confirmation."""
    return Form(request.POST if request.method == "POST" else None)


@form_page
@guarded(policies.can_see_network_admin)
def room_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a room."""
    station = station_of(request, slug, policies.can_edit)
    return carry_out(
        request,
        station,
        form=RoomForm(request.POST or None),
        command=lambda c: services.add_room(actor=request.user, station=station, fields=c),
        title=_("添加空间"),
        act=_("添加"),
    )


@form_page
@guarded(policies.can_see_network_admin)
def room_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a room."""
    room = get_object_or_404(Room.objects.select_related("station"), pk=pk)
    station = allowed(request, room.station, policies.can_edit)
    fresh = Room.objects.get(pk=pk)
    return carry_out(
        request,
        station,
        form=RoomForm(request.POST or None, instance=room),
        command=lambda c: services.edit_room(actor=request.user, room=fresh, fields=c),
        title=_("修改空间"),
        act=_("保存"),
    )


@form_page
@guarded(policies.can_see_network_admin)
def room_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a room out of use."""
    room = get_object_or_404(Room.objects.select_related("station"), pk=pk)
    station = allowed(request, room.station, policies.can_edit)
    return carry_out(
        request,
        station,
        form=ReasonForm(request.POST or None),
        command=lambda c: services.close_room(actor=request.user, room=room, **c),
        title=_("停用空间"),
        act=_("停用"),
        danger=True,
    )


@form_page
@guarded(policies.can_see_network_admin)
def hours_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a weekly interval."""
    station = station_of(request, slug, policies.can_edit)
    return carry_out(
        request,
        station,
        form=HoursForm(request.POST or None),
        command=lambda c: services.add_hours(actor=request.user, station=station, fields=c),
        title=_("添加开放时间"),
        act=_("添加"),
    )


@form_page
@guarded(policies.can_see_network_admin)
def hours_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a weekly interval away."""
    hours = get_object_or_404(Hours.objects.select_related("station"), pk=pk)
    station = allowed(request, hours.station, policies.can_edit)
    return carry_out(
        request,
        station,
        form=confirmation(request),
        command=lambda c: services.remove_hours(actor=request.user, hours=hours),
        title=_("删除这段开放时间"),
        act=_("删除"),
        danger=True,
    )


@form_page
@guarded(policies.can_see_network_admin)
def exception_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a day that differs."""
    station = station_of(request, slug, policies.can_edit)
    return carry_out(
        request,
        station,
        form=ExceptionForm(request.POST or None),
        command=lambda c: services.add_exception(actor=request.user, station=station, fields=c),
        title=_("添加特殊日期"),
        act=_("添加"),
    )


@form_page
@guarded(policies.can_see_network_admin)
def exception_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a day that differs away."""
    exception = get_object_or_404(OpeningException.objects.select_related("station"), pk=pk)
    station = allowed(request, exception.station, policies.can_edit)
    return carry_out(
        request,
        station,
        form=confirmation(request),
        command=lambda c: services.remove_exception(actor=request.user, exception=exception),
        title=_("删除这个特殊日期"),
        act=_("删除"),
        danger=True,
    )
