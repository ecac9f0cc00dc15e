"""What templates of every context may use: drawings, times in the network's zone, fields and their errors."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import segno
from django import template
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy, ngettext
from lucide.templatetags.lucide import lucide

from yizhan.kernel import clock as the_clock
from yizhan.kernel import dates
from yizhan.ui import covers, forms, maps, scenes

register = template.Library()

WEEKDAYS = (
    gettext_lazy("周一"),
    gettext_lazy("周二"),
    gettext_lazy("周三"),
    gettext_lazy("周四"),
    gettext_lazy("周五"),
    gettext_lazy("周六"),
    gettext_lazy("周日"),
)
KILOMETRE = 1000


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, size: int = 20) -> SafeString:
    """A line icon by its name at lucide; an unknown name fails at once."""
    return mark_safe(lucide(str(name), size=size, aria_hidden="true", focusable="false"))  # noqa: S308


@register.simple_tag
def cover(category: str, seed: object = "") -> SafeString:
    """The drawn cover of a category (DQ ZW SH FL JK WT), varied by `seed`."""
    return covers.cover(str(category), seed=str(seed))


@register.simple_tag
def station_cover(seed: object, kind: str = "building") -> SafeString:
    """The lane-house scene of a station, varied by `seed` and different for hub, building and point."""
    return scenes.station_scene(seed=str(seed), kind=str(kind))


@register.simple_tag
def skyline(seed: object = "") -> SafeString:
    """The strip of roofs and lit arches at the foot of a hero."""
    return scenes.skyline(seed=str(seed))


@register.simple_tag
@lru_cache(maxsize=128)
def qr(url: str) -> SafeString:
    """`url` as a QR code, to be scanned from a screen or a poster."""
    drawing = segno.make(str(url), error="m").svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None)
    return mark_safe(drawing)  # noqa: S308


@register.inclusion_tag("ui/_map.html")
def schematic_map(
    zones: Sequence[str], stations: Sequence[maps.MapStation], stops: Sequence[maps.MapStop] = ()
) -> dict[str, object]:
    """The map of all stations, once for a phone and once for a desk; only one of them is shown."""
    return {
        "narrow": maps.schematic(zones, stations, stops=stops, width=328, height=640),
        "wide": maps.schematic(zones, stations, stops=stops, width=700, height=860),
        "sample": any(station.sample for station in stations),
    }


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The control of a form field; the first one with an error takes the focus."""
    return forms.control(field)


@register.inclusion_tag("ui/_summary.html")
def error_summary(form: BaseForm) -> dict[str, object]:
    """What is to be corrected, each with a link to its field; nothing when all is well."""
    return {"complaints": list(forms.complaints(form)) if form.is_bound else []}


@register.simple_tag(takes_context=True)
def link_with(context: template.Context, **changes: object) -> str:
    """This page's address with some of its query changed; an empty value takes a key out."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    query.pop("cursor", None)
    for key, value in changes.items():
        query.pop(key, None)
        if value not in ("", None):
            query[key] = str(value)
    return f"?{query.urlencode()}" if query else request.path


@register.filter
def clock(value: datetime | time | None) -> str:
    """The time on the network's wall clock, as 12:15."""
    if value is None:
        return ""
    return (timezone.localtime(value) if isinstance(value, datetime) else value).strftime("%H:%M")


@register.filter
def day_words(value: datetime | date | None) -> str:
    """The day as one says it: today, tomorrow, or weekday and date."""
    if value is None:
        return ""
    day = timezone.localtime(value).date() if isinstance(value, datetime) else value
    today = timezone.localtime(the_clock.now()).date()
    near = {-1: gettext("昨天"), 0: gettext("今天"), 1: gettext("明天")}.get((day - today).days)
    return near or f"{WEEKDAYS[day.weekday()]} {calendar_day(day)}"


@register.filter
def calendar_day(value: datetime | date | None) -> str:
    """The date without words; the year only when it is another one."""
    if value is None:
        return ""
    day = timezone.localtime(value).date() if isinstance(value, datetime) else value
    same_year = day.year == timezone.localtime(the_clock.now()).year
    return str(dates.day(day, year=not same_year))


@register.filter
def moment(value: datetime | None) -> str:
    """Day and time together, as in a list of what happened."""
    return f"{day_words(value)} {clock(value)}" if value else ""


@register.filter
def weekday(value: int | date) -> str:
    """The name of a weekday, from a date or from 1 (Monday) to 7."""
    return str(WEEKDAYS[value - 1 if isinstance(value, int) else value.weekday()])


@register.filter
def duration(value: timedelta | int | None) -> str:
    """A length of time in hours and minutes; a bare number is minutes."""
    if value is None:
        return ""
    minutes = int(value.total_seconds() // 60) if isinstance(value, timedelta) else int(value)
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(ngettext("%(count)d 小时", "%(count)d 小时", hours) % {"count": hours})
    if rest or not hours:
        parts.append(ngettext("%(count)d 分钟", "%(count)d 分钟", rest) % {"count": rest})
    return " ".join(parts)


@register.filter
def distance(metres: float | None) -> str:
    """A distance on foot: to ten metres below one kilometre, to a hundred above."""
    if metres is None:
        return ""
    near = round(metres, -1)
    return f"{near:.0f} m" if near < KILOMETRE else f"{metres / KILOMETRE:.1f} km"
