"""Rooms: the week of one, booking it, one's own bookings, and what officers decide."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yizhan.activities import policies, services
from yizhan.activities.forms.booking import BookingForm, DeclineForm, RoomRuleForm
from yizhan.activities.models import Booking, BookingState, RoomRule
from yizhan.activities.queries import rooms as queries
from yizhan.activities.views.asking import Asked, ask
from yizhan.kernel.access import anyone, authorise, guarded
from yizhan.kernel.errors import Refused
from yizhan.network.models import Room, StationState
from yizhan.people.models import Person
from yizhan.people.queries import today
from yizhan.ui.acts import form_page, posted
from yizhan.ui.forms import attempt
from yizhan.ui.pages import page


def _room(station: str, room: str) -> Room:
    found = Room.objects.select_related("station__building").filter(closed_on=None)
    return get_object_or_404(found, station__slug=station, slug=room, station__state=StationState.OPEN)


def _me(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101 - the door lets in only people
    return request.user


@form_page
@guarded(anyone)
def room_detail(request: HttpRequest, station: str, room: str) -> HttpResponse:
    """The week of a room in half hours; members book it here."""
    found = _room(station, room)
    day = _day(request)
    week = queries.room_week(found, first=today())
    form = _form(request, found, week.rule, day)
    if request.method == "POST":
        authorise(policies.can_book, request.user)
        made = form and attempt(form, lambda: services.book(actor=request.user, room=found, **form.typed()))
        if made:
            return _booked(request, made)
    context = {"room": found, "week": week, "form": form, "day": day, "days": _days(week)}
    return page(request, "activities/room_detail.html", context)


def _form(request: HttpRequest, room: Room, rule: RoomRule | None, day: date) -> BookingForm | None:
    """What a member fills in; nothing where members may not book."""
    if rule is None or not rule.members_may_book or not policies.can_book(request.user):
        return None
    return BookingForm(posted(request), starts=queries.free_starts(room, day), rule=rule)


def _booked(request: HttpRequest, booking: Booking) -> HttpResponse:
    asked = booking.state == BookingState.ASKED
    messages.success(request, _("已提交，站点确认后通知你。") if asked else _("场地已订好。"))
    return redirect("activities:booking-mine")


def _day(request: HttpRequest) -> date:
    """The day that is looked at; today when the address names none."""
    try:
        return max(date.fromisoformat(request.GET.get("day", "")), today())
    except ValueError:
        return today()


def _days(week: queries.RoomWeek) -> list[date]:
    """The days that can be booked."""
    ahead = week.rule.days_ahead if week.rule else 0
    return [today() + timedelta(days=n) for n in range(min(ahead + 1, 14))]


@require_GET
@guarded(policies.is_signed_in)
def booking_mine(request: HttpRequest) -> HttpResponse:
    """The rooms that I booked."""
    person = _me(request)
    context = {"ahead": queries.ahead_of(person), "all": queries.bookings_of(person)[:30]}
    return page(request, "activities/booking_mine.html", context)


@form_page
@guarded(policies.is_signed_in)
def booking_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a room of one's own back, after asking."""
    booking = get_object_or_404(queries.bookings_of(_me(request)), pk=pk)
    asked = Asked(
        title=_("不用%(room)s了？") % {"room": booking.room},
        act=_("取消预订"),
        done=_("已取消，场地让给了别人。"),
        back=reverse("activities:booking-mine"),
        danger=True,
        frame="ui/phone.html",
    )
    return ask(
        request,
        asked,
        form=Form(posted(request)),
        command=lambda typed: services.cancel_booking(actor=request.user, booking=booking),
    )


@require_GET
@guarded(policies.can_run_somewhere)
def booking_list(request: HttpRequest) -> HttpResponse:
    """What members asked for and booked at one's stations."""
    rooms = queries.ruled_rooms(request.user)
    context = {"bookings": queries.bookings_at(request.user), "rooms": rooms}
    return page(request, "activities/booking_list.html", context)


@require_POST
@guarded(policies.can_run_somewhere)
def booking_confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Agree to a booking."""
    booking = get_object_or_404(queries.bookings_at(request.user), pk=pk)
    try:
        services.confirm_booking(actor=request.user, booking=booking)
        messages.success(request, _("已确认，对方会收到通知。"))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("activities:booking-list")


@form_page
@guarded(policies.can_run_somewhere)
def booking_decline(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say no, or take a booking back, and why."""
    booking = get_object_or_404(queries.bookings_at(request.user), pk=pk)
    refuse = services.decline_booking if booking.state == BookingState.ASKED else services.cancel_booking
    asked = Asked(
        title=_("%(room)s不能给%(person)s用？") % {"room": booking.room, "person": booking.person},
        act=_("不同意"),
        done=_("已告知对方原因。"),
        back=reverse("activities:booking-list"),
        danger=True,
    )
    return ask(
        request,
        asked,
        form=DeclineForm(posted(request)),
        command=lambda typed: refuse(actor=request.user, booking=booking, **typed),
    )


@form_page
@guarded(policies.can_run_somewhere)
def room_rule(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who may book a room, for how long."""
    room = get_object_or_404(queries.ruled_rooms(request.user), pk=pk)
    rule = queries.rule_of(room.pk) or RoomRule(room=room)
    initial = {name: getattr(rule, name) for name in RoomRuleForm.base_fields}
    asked = Asked(
        title=_("%(station)s · %(room)s 的预订规则") % {"station": room.station, "room": room},
        act=_("保存"),
        done=_("规则已保存，从下一次预订起生效。"),
        back=reverse("activities:booking-list"),
    )
    return ask(
        request,
        asked,
        form=RoomRuleForm(posted(request), initial=initial),
        command=lambda typed: services.rule_room(actor=request.user, room=room, fields=typed),
    )
