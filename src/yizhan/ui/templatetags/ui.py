"""What templates of every context may use: drawings, times in the network's zone, fields and their errors."""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Protocol

import segno
from django import template
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy, ngettext

from yizhan.kernel import clock as the_clock
from yizhan.kernel import dates
from yizhan.ui import covers, forms, maps, parts, scenes
from yizhan.ui.icons import icon

register = template.Library()
register.simple_tag(icon)

WEEKDAYS = (
    gettext_lazy("周一"),
    gettext_lazy("周二"),
    gettext_lazy("周三"),
    gettext_lazy("周四"),
    gettext_lazy("周五"),
    gettext_lazy("周六"),
    gettext_lazy("周日"),
)
NEAR = {-1: gettext_lazy("昨天"), 0: gettext_lazy("今天"), 1: gettext_lazy("明天")}
CLOCKS = {"bad": "alarm-clock", "soon": "hourglass"}
KILOMETRE = 1000
SELECTED = mark_safe(" selected")


class Left(Protocol):
    """What is left until something is due: in words, and how urgent that is (`bad`, `soon` or nothing)."""

    words: str
    tone: str


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


@register.simple_tag
def options(choices: Iterable[Any], chosen: object = "", by: str = "") -> SafeString:
    """The options of a `<select>`, of pairs of value and label or of things whose value is their attribute `by`."""
    pairs = ((getattr(one, by), one) for one in choices) if by else choices
    rows = ((value, SELECTED if str(value) == str(chosen) else "", label) for value, label in pairs)
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)


@register.simple_tag(takes_context=True)
def rendered(context: template.Context, name: str) -> SafeString:
    """What the template `name` gives here, to be put in several places and drawn once."""
    return template.Engine.get_default().get_template(name).render(context)


@register.simple_tag
def drawn(name: str, shown: tuple[Hashable, ...] | parts.Item) -> SafeString:
    """What the template `name` gives of `shown` and nothing else: values that never change, so it is drawn once."""
    return _drawn(name, shown, get_language())


@lru_cache(maxsize=1024)
def _drawn(name: str, shown: Hashable, language: str | None) -> SafeString:
    return template.Engine.get_default().get_template(name).render(template.Context({"shown": shown}))


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
    day, today = _day(value), _day(the_clock.now())
    near = NEAR.get((day - today).days)
    return str(near) if near else f"{WEEKDAYS[day.weekday()]} {_dated(day, today)}"


@register.filter
def calendar_day(value: datetime | date | None) -> str:
    """The date without words; the year only when it is another one."""
    return "" if value is None else _dated(_day(value), _day(the_clock.now()))


def _day(value: datetime | date) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def _dated(day: date, today: date) -> str:
    return str(dates.day(day, year=day.year != today.year))


@register.filter
def moment(value: datetime | None) -> str:
    """Day and time together, as in a list of what happened."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{day_words(local.date())} {clock(local.time())}"


@register.simple_tag
def when(value: datetime | None) -> SafeString:
    """Day and time together, for readers and for machines."""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), moment(value)) if value else SafeString()


@register.simple_tag
def time_left(left: Left | None) -> SafeString:
    """How much time is left until something is due, or how late it is, in its tone."""
    if not left:
        return SafeString()
    drawing = icon(CLOCKS.get(left.tone, "clock"), 15)
    return format_html('<span class="left" data-tone="{}">{}<b>{}</b></span>', left.tone, drawing, left.words)


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
