"""Posters: a page to look at and print, and a file to send to the printer; one for the street, one for the door."""

from dataclasses import replace
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from yizhan.activities import policies, queries
from yizhan.activities.models import Activity, Allotment
from yizhan.activities.rules import codes
from yizhan.activities.views import ical
from yizhan.activities.views.door import activity_at_the_door
from yizhan.activities.views.poster_pdf import Poster, drawn
from yizhan.kernel.access import anyone, guarded
from yizhan.kernel.languages import in_language
from yizhan.ui.pages import page
from yizhan.ui.templatetags.ui import calendar_day, clock, weekday


def _poster(activity: Activity) -> Poster:
    """The words of the poster, in the language of the page."""
    building, room = activity.station.building, activity.room
    place = [activity.station.name + (f" · {room.name}" if room else "")]
    where = [building.address if building else "", (room.floor if room else "") or activity.station.floor]
    lottery = activity.allotment == Allotment.LOTTERY
    return Poster(
        network=in_language(settings.NETWORK_NAME["zh"], settings.NETWORK_NAME["en"]),
        category=activity.category.name,
        title=activity.title,
        day=f"{calendar_day(activity.starts_at)} {weekday(activity.day)}",
        hours=f"{clock(activity.starts_at)}–{clock(activity.ends_at)}",
        place=[*place, " · ".join(filter(None, where))],
        about=activity.about,
        scan=_("扫码看详情、报名"),
        notes=[
            _("%(count)d 个名额，截止后抽签。") % {"count": activity.capacity}
            if lottery
            else _("%(count)d 个名额，先到先得，满了可以候补。") % {"count": activity.capacity},
            _("报名到 %(day)s %(time)s 为止。")
            % {"day": calendar_day(activity.closes_at), "time": clock(activity.closes_at)},
        ],
        address=ical.address(activity),
    )


@require_GET
@guarded(anyone)
def poster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The poster as a page."""
    activity = get_object_or_404(queries.one_activity(pk))
    return page(request, "activities/poster.html", {"activity": activity, "poster": _poster(activity)})


@require_GET
@guarded(anyone)
def poster_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The poster as a file."""
    activity = get_object_or_404(queries.one_activity(pk))
    response = HttpResponse(drawn(_poster(activity)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="poster-{activity.pk.hex[-6:]}.pdf"'
    return response


def _door_poster(request: HttpRequest, activity: Activity) -> Poster:
    """The words of the sheet that hangs at the venue, with the code that checks people in while the doors are open."""
    here = request.build_absolute_uri(reverse("activities:activity-here", args=[activity.pk]))
    notes = [
        _("用手机相机扫一扫，登录后就签到了。"),
        _("开门时间 %(opens)s 到 %(ends)s。")
        % {"opens": clock(activity.starts_at - codes.DOORS_OPEN), "ends": clock(activity.ends_at)},
        _("扫不了？请出示你的签到码，或告诉工作人员手机号后四位。"),
    ]
    return replace(
        _poster(activity),
        category=_("现场签到"),
        about="",
        scan=_("扫码签到"),
        notes=notes,
        address=f"{here}?code={codes.poster(activity.pk)}",
        at_door=True,
    )


@never_cache
@require_GET
@guarded(policies.can_run_somewhere)
def door_poster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sheet for the door as a page, for those who run the activity alone."""
    activity = activity_at_the_door(request, pk)
    context = {"activity": activity, "poster": _door_poster(request, activity)}
    return page(request, "activities/door_poster.html", context)


@never_cache
@require_GET
@guarded(policies.can_run_somewhere)
def door_poster_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sheet for the door as a file."""
    activity = activity_at_the_door(request, pk)
    response = HttpResponse(drawn(_door_poster(request, activity)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="door-{activity.pk.hex[-6:]}.pdf"'
    return response
