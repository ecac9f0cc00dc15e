"""Input about a station, and reasons for what happens to it."""

from collections.abc import Collection
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _

from yizhan.network.forms.drafts import Draft
from yizhan.network.models import Building, Kind, Station, Subdistrict, Zone
from yizhan.ui.parts import Fact
from yizhan.ui.widgets import RadioCards, TextArea

PLACEMENT = ("kind", "code", "building", "zone", "subdistrict")
WORDS = (
    "name_zh",
    "name_en",
    "floor",
    "area_m2",
    "about_zh",
    "about_en",
    "operator_zh",
    "operator_en",
    "desk_phone",
)
KINDS = {
    Kind.HUB.value: _("统筹全网络，只有一个。"),
    Kind.BUILDING.value: _("设在楼宇里，有固定场地。"),
    Kind.POINT.value: _("设在企业里，按活动开放。"),
}


class StationForm(Draft[Station]):
    """What is said of a place that applies; officers of a subdistrict choose within `places`."""

    kind = forms.ChoiceField(
        label=_("类型"),
        choices=Kind.choices,
        widget=RadioCards(columns=3, about=KINDS),
        error_messages={"required": _("请选择类型。")},
    )

    class Meta:
        model = Station
        fields = [*WORDS, *PLACEMENT, "slug"]
        widgets = {"about_zh": TextArea(), "about_en": TextArea()}
        help_texts = {
            "name_zh": _("会员看到的名字，例如：恒隆广场党群服务站。"),
            "slug": _("小写字母、数字和连字符，例如 plaza-66；不填就按编号生成。"),
            "code": _("不填就先给一个申报编号，授牌前由枢纽编号。"),
            "building": _("选了楼宇，片区和街道不填就按楼宇算。"),
            "floor": _("例如：3 楼。"),
            "desk_phone": _("会员可以拨打的座机，不是个人手机。"),
        }

    def __init__(self, *args: Any, places: Collection[UUID] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"code", "slug"} & self.fields.keys():
            self.fields[name].required = False
        self.fields["code"].validators.append(validate_slug)
        self._offer(places)

    def _offer(self, places: Collection[UUID] | None) -> None:
        """Offer the buildings and subdistricts in `places` only, everything when nothing is said."""
        buildings, subdistricts = Building.objects.all(), Subdistrict.objects.all()
        if places is not None:
            buildings, subdistricts = buildings.filter(subdistrict__in=places), subdistricts.filter(pk__in=places)
            self.fields["subdistrict"].required = True
            self.fields["subdistrict"].initial = subdistricts.first() if len(places) == 1 else None
        for name, rows in {"building": buildings, "subdistrict": subdistricts, "zone": Zone.objects.all()}.items():
            field = cast("forms.ModelChoiceField[Any]", self.fields[name])
            field.queryset, field.empty_label = rows, _("未选择")


class StationEditForm(StationForm):
    """What may be changed of a station, with the version that was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta(StationForm.Meta):
        fields = [*WORDS, *PLACEMENT]

    def __init__(self, *args: Any, may_place: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].required, self.fields["code"].help_text = True, ""
        for name in () if may_place else PLACEMENT:
            del self.fields[name]

    def stale(self, now: Station) -> list[Fact]:
        """Where `now` says something else than was typed, when it was changed after it had been shown."""
        if not (self.is_bound and self.is_valid()) or self.cleaned_data["version"] == now.version:
            return []
        return [
            Fact(label=str(self.fields[name].label), value=_said(now, name))
            for name, value in self.typed("version").items()
            if value != getattr(now, name)
        ]


def _said(station: Station, name: str) -> object:
    display = getattr(station, f"get_{name}_display", None)
    return display() if display else getattr(station, name) or _("未填")


class ReasonForm(forms.Form):
    """Why; it goes into the ledger."""

    reason = forms.CharField(
        label=_("原因"),
        max_length=500,
        widget=TextArea(),
        help_text=_("会记入台账，以后查得到。"),
        error_messages={"required": _("请写明原因，它会记入台账。")},
    )
