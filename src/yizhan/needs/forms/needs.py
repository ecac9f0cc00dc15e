"""What somebody types who wants something."""

from typing import Any, cast
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from yizhan.catalogue.models import Category, Service
from yizhan.needs.forms.drafts import Draft
from yizhan.needs.models import Need, PartOfDay
from yizhan.needs.rules import MOST_PEOPLE
from yizhan.network.models import Building, Station
from yizhan.ui.widgets import CheckboxCards, RadioCards, TextArea

WEEKDAYS = [
    (1, _("周一")),
    (2, _("周二")),
    (3, _("周三")),
    (4, _("周四")),
    (5, _("周五")),
    (6, _("周六")),
    (7, _("周日")),
]
REACHES = [(100, _("就在楼里")), (300, _("5 分钟以内")), (600, _("10 分钟以内")), (1200, _("20 分钟以内"))]


class ServiceChoice(forms.ModelChoiceField[Service]):
    """A service, told with its category."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.category} · {obj}"


class NeedForm(Draft[Need]):
    """What is wanted, by how many, where and when; a service may be left open."""

    category = forms.ModelChoiceField(
        label=_("类别"),
        queryset=Category.objects.all(),
        widget=RadioCards(columns=3),
        empty_label=None,
        error_messages={"required": _("请选一个最接近的类别。")},
    )
    service = ServiceChoice(
        label=_("服务"),
        queryset=Service.objects.filter(retired_on=None).select_related("category"),
        required=False,
        empty_label=_("还说不准，让站点来定"),
    )
    people = forms.IntegerField(
        label=_("大约几个人"), min_value=1, max_value=MOST_PEOPLE, initial=1, help_text=_("算上你自己。")
    )
    parts_of_day = forms.MultipleChoiceField(
        label=_("什么时候方便"), choices=PartOfDay.choices, required=False, widget=CheckboxCards(columns=4)
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("哪几天方便"), choices=WEEKDAYS, coerce=int, required=False, widget=CheckboxCards(columns=5)
    )
    reach_m = forms.TypedChoiceField(
        label=_("愿意走多远"), choices=REACHES, coerce=int, initial=600, widget=RadioCards(columns=4)
    )
    nonce = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Need
        fields = ["category", "service", "words", "people", "station", "parts_of_day", "weekdays", "reach_m"]
        widgets = {"words": TextArea()}
        help_texts = {"words": _("一两句就好，例如：午休想请律师看看租房合同。")}
        error_messages = {"words": {"required": _("请写一句你们想要什么，我们才知道该找谁。")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nonce"].initial = uuid4
        station = cast("forms.ModelChoiceField[Station]", self.fields["station"])
        station.label, station.empty_label = _("哪个站点"), _("请选择站点")
        station.queryset = Station.objects.serving().order_by("code")
        station.error_messages["required"] = _("请选一个站点，需求会交给它。")


class OwnNeedForm(NeedForm):
    """A need of the person who types it; `looked` says that those like it were shown."""

    for_enterprise = forms.BooleanField(label=_("我是企业联络人，替公司同事提"), required=False)
    looked = forms.BooleanField(widget=forms.HiddenInput, required=False)


class WalkForm(NeedForm):
    """A need that an officer writes down on a walk through a building."""

    def __init__(self, *args: Any, stations: "Any", buildings: "Any", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Station]", self.fields["station"]).queryset = stations
        building = cast("forms.ModelChoiceField[Building]", self.fields["building"])
        building.queryset, building.label, building.empty_label = buildings, _("在哪栋楼"), _("请选择楼宇")
        self.fields["people"].help_text = ""
        building.required, building.error_messages["required"] = True, _("请选择你在走的楼。")

    class Meta(NeedForm.Meta):
        fields = [*NeedForm.Meta.fields, "building", "urgency"]
        widgets = {**NeedForm.Meta.widgets}


class JoinForm(forms.Form):
    """With how many somebody wants the same."""

    people = forms.IntegerField(min_value=1, max_value=MOST_PEOPLE, required=False)
