"""Input about activities, from those who run them."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from yizhan.activities.models import Activity, Allotment, Audience
from yizhan.activities.queries import desk
from yizhan.activities.rules import making as rules
from yizhan.catalogue import queries as catalogue
from yizhan.catalogue.models import Category, Programme, Provider, Service
from yizhan.network.models import Room, Station
from yizhan.people.models import Actor
from yizhan.ui.widgets import MomentInput, RadioCards, TextArea

ALLOTMENTS = {
    Allotment.FIRST_COME.value: _("报上就有，满了排候补。"),
    Allotment.LOTTERY.value: _("截止后抽签，谁都可以核对。"),
}
REPEATS = [("once", _("只办一场")), ("weekly", _("每周一场")), ("days", _("挑几天"))]
SCOPES = [("this", _("只改这一场")), ("following", _("这一场和以后的"))]


class RoomField(forms.ModelChoiceField[Room]):
    """A room, with how many it seats, under the name of its station."""

    def offer(self, rooms: list[Room]) -> None:
        """Offer those rooms, by station."""
        self.queryset = Room.objects.filter(pk__in=[room.pk for room in rooms])
        shelves = [
            (
                str(station),
                [(room.pk, _("%(room)s（%(seats)d 座）") % {"room": room, "seats": room.seats}) for room in mine],
            )
            for station, mine in groupby(rooms, key=lambda room: room.station)
        ]
        self.choices = [("", _("不用场地")), *shelves]


class ActivityForm(forms.Form):
    """An activity: what, where, when, and how people sign up; what is left empty is filled in."""

    title_zh = forms.CharField(
        label=_("中文标题"),
        max_length=80,
        required=False,
        help_text=_("会员先看到这一句；选了服务，不填就用服务的名字。"),
    )
    title_en = forms.CharField(label=_("英文标题"), max_length=160, required=False)
    about_zh = forms.CharField(
        label=_("中文介绍"),
        max_length=4000,
        required=False,
        widget=TextArea({"rows": 5}),
        help_text=_("做什么、适合谁、要带什么。发布前要写。"),
    )
    about_en = forms.CharField(label=_("英文介绍"), max_length=4000, required=False, widget=TextArea())
    category = forms.ModelChoiceField(
        label=_("类别"), queryset=Category.objects.all(), required=False, empty_label=_("按服务")
    )
    service = forms.ModelChoiceField(
        label=_("服务"), queryset=Service.objects.none(), required=False, empty_label=_("不属于哪项服务")
    )
    programme = forms.ModelChoiceField(
        label=_("品牌项目"), queryset=Programme.objects.all(), required=False, empty_label=_("没有")
    )
    provider = forms.ModelChoiceField(
        label=_("服务方"), queryset=Provider.objects.all(), required=False, empty_label=_("站点自己")
    )
    station = forms.ModelChoiceField(
        label=_("站点"), queryset=Station.objects.none(), error_messages={"required": _("请选择站点。")}
    )
    room = RoomField(
        label=_("场地"),
        queryset=Room.objects.none(),
        required=False,
        help_text=_("发布时一起预订，按半小时计。"),
    )
    starts_at = forms.DateTimeField(
        label=_("开始"), widget=MomentInput, error_messages={"required": _("请填写开始时间。")}
    )
    ends_at = forms.DateTimeField(
        label=_("结束"), widget=MomentInput, error_messages={"required": _("请填写结束时间。")}
    )
    capacity = forms.IntegerField(
        label=_("名额"), min_value=1, max_value=5000, required=False, help_text=_("不填就按场地的座位数。")
    )
    allotment = forms.ChoiceField(
        label=_("名额怎么分"),
        choices=Allotment.choices,
        widget=RadioCards(about=ALLOTMENTS, columns=2),
        initial=Allotment.FIRST_COME,
    )
    audience = forms.ChoiceField(label=_("面向"), choices=Audience.choices, initial=Audience.EVERYONE)
    most_per_person = forms.IntegerField(
        label=_("每人最多名额"), min_value=1, max_value=10, initial=1, help_text=_("带同行的人要多几个名额。")
    )
    most_per_enterprise = forms.IntegerField(
        label=_("每家企业最多名额"), min_value=1, max_value=500, required=False, help_text=_("不填就不限。")
    )
    opens_at = forms.DateTimeField(
        label=_("报名开始"), widget=MomentInput, required=False, help_text=_("不填就是现在。")
    )
    closes_at = forms.DateTimeField(
        label=_("报名截止"), widget=MomentInput, required=False, help_text=_("不填就是活动开始时。")
    )
    cancel_until = forms.DateTimeField(
        label=_("最晚取消"), widget=MomentInput, required=False, help_text=_("不填就是开始前 24 小时。")
    )
    offer_minutes = forms.IntegerField(
        label=_("候补确认时限（分钟）"),
        min_value=10,
        max_value=2880,
        initial=120,
        help_text=_("有空位时为候补的人留这么久。"),
    )
    children_welcome = forms.BooleanField(label=_("可以带孩子"), required=False)
    counts_hours = forms.BooleanField(label=_("计时长（要签退）"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stations = desk.stations_of(actor)
        self._among("station").queryset = stations
        self._among("station").empty_label = None if stations.count() == 1 else str(_("未选择"))
        self._among("service").queryset = catalogue.services()
        cast("RoomField", self.fields["room"]).offer(desk.rooms_of(actor))

    def _among(self, name: str) -> "forms.ModelChoiceField[Any]":
        return cast("forms.ModelChoiceField[Any]", self.fields[name])

    def typed(self) -> dict[str, Any]:
        """What was typed about the activity itself."""
        return {name: value for name, value in self.cleaned_data.items() if name in rules.DESCRIBED}


class NewActivityForm(ActivityForm):
    """A new activity, once or several times."""

    repeat = forms.ChoiceField(label=_("办几场"), choices=REPEATS, initial="once", widget=RadioCards(columns=3))
    times = forms.IntegerField(
        label=_("一共几周"),
        min_value=2,
        max_value=52,
        required=False,
        help_text=_("选“每周一场”时填，从开始那天算起。"),
    )
    days = forms.CharField(
        label=_("哪几天"),
        required=False,
        widget=TextArea(),
        help_text=_("选“挑几天”时填，一行一天，例如 2026-12-08；时间和开始那天一样。"),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen way of repeating needs."""
        found = super().clean() or {}
        if found.get("repeat") == "weekly" and not found.get("times"):
            self.add_error("times", _("请填写一共几周。"))
        if found.get("repeat") == "days" and not found.get("days"):
            self.add_error("days", _("请写明哪几天。"))
        return found

    def clean_days(self) -> list[date]:
        """The days, each on a line of its own."""
        words = str(self.cleaned_data["days"]).split()
        try:
            return [date.fromisoformat(word) for word in words]
        except ValueError as error:
            raise forms.ValidationError(_("日期请写成 2026-12-08 这样，一行一天。")) from error

    def dates(self) -> list[date]:
        """The days on which it takes place; none when it takes place once."""
        match self.cleaned_data["repeat"]:
            case "weekly":
                return rules.weekly(self.cleaned_data["starts_at"].date(), self.cleaned_data["times"])
            case "days":
                return list(self.cleaned_data["days"])
        return []


class ActivityEditForm(ActivityForm):
    """What may be changed of an activity, with the version that was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    scope = forms.ChoiceField(label=_("改哪几场"), choices=SCOPES, initial="this", widget=RadioCards(columns=2))

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        kwargs["initial"] = _said(activity)
        super().__init__(*args, **kwargs)
        if activity.state != "draft":
            for name in rules.SETTLED:
                del self.fields[name]
        if activity.series_id is None:
            del self.fields["scope"]


def _said(activity: Activity) -> Mapping[str, Any]:
    """What the activity says now, as the form takes it."""
    fields = {field.name: field.value_from_object(activity) for field in Activity._meta.concrete_fields}
    return {name: value for name, value in fields.items() if name in {*rules.DESCRIBED, "version"}}


class MoveForm(forms.Form):
    """Another time, another room."""

    starts_at = forms.DateTimeField(
        label=_("开始"), widget=MomentInput, error_messages={"required": _("请填写开始时间。")}
    )
    ends_at = forms.DateTimeField(
        label=_("结束"), widget=MomentInput, error_messages={"required": _("请填写结束时间。")}
    )
    room = RoomField(label=_("场地"), queryset=Room.objects.none(), required=False)

    def __init__(self, *args: Any, activity: Activity, rooms: list[Room], **kwargs: Any) -> None:
        kwargs["initial"] = {"starts_at": activity.starts_at, "ends_at": activity.ends_at, "room": activity.room_id}
        super().__init__(*args, **kwargs)
        cast("RoomField", self.fields["room"]).offer([room for room in rooms if room.station_id == activity.station_id])


class ReasonForm(forms.Form):
    """Why; those who signed up read it."""

    reason = forms.CharField(
        label=_("原因"),
        max_length=500,
        widget=TextArea(),
        help_text=_("报名的人会看到，请写得让人明白。"),
        error_messages={"required": _("请写明原因，报名的人都会看到。")},
    )


class PublishForm(forms.Form):
    """Which ones to publish, when the activity is one of a series."""

    scope = forms.ChoiceField(
        label=_("发布哪几场"),
        choices=[("this", _("只发布这一场")), ("following", _("这一场和以后的草稿"))],
        initial="this",
        widget=RadioCards(columns=2),
    )

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if activity.series_id is None:
            del self.fields["scope"]


class RosterForm(forms.Form):
    """In which form the roster is taken along, and what for."""

    kind = forms.ChoiceField(
        label=_("格式"),
        choices=[("xlsx", _("Excel 工作簿")), ("csv", _("CSV 文本"))],
        initial="xlsx",
        widget=RadioCards(columns=2),
    )
    sensitive = forms.BooleanField(
        label=_("带上敏感信息的回答"), required=False, help_text=_("只有办活动真的用得到时才勾选，例如过敏。")
    )
    reason = forms.CharField(
        label=_("用来做什么"), max_length=500, required=False, help_text=_("带上敏感信息时要写，会记入台账。")
    )
