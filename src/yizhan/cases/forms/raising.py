"""What somebody types who brings a case, or an officer for somebody who told them."""

from collections.abc import Iterable
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from yizhan.cases.forms.fields import add_fields, answers_in
from yizhan.cases.models import Kind
from yizhan.cases.rules import LONGEST
from yizhan.kernel.errors import Refused
from yizhan.network.models import Building, Station
from yizhan.people.queries import phone_in
from yizhan.ui.widgets import RadioCards, TextArea


class PlaceForm(forms.Form):
    """Where, and which kind: both are in the address of what follows."""

    kind = forms.ChoiceField(
        label=_("哪一类"), widget=RadioCards(columns=2), error_messages={"required": _("请选一个最接近的。")}
    )
    station = forms.ModelChoiceField(
        label=_("交给哪个站点"),
        queryset=Station.objects.none(),
        empty_label=_("请选择站点"),
        to_field_name="slug",
        error_messages={"required": _("请选一个站点，由它负责到底。")},
    )

    def __init__(self, *args: Any, kinds: Iterable[Kind], stations: "QuerySet[Station]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = {kind.code: kind for kind in kinds}
        kind = cast("forms.ChoiceField", self.fields["kind"])
        kind.choices = [(code, one.name) for code, one in self.kinds.items()]
        cast("RadioCards", kind.widget).about = {code: one.about for code, one in self.kinds.items()}
        cast("forms.ModelChoiceField[Station]", self.fields["station"]).queryset = stations

    @property
    def chosen(self) -> Kind:
        """The kind that was chosen."""
        return self.kinds[self.cleaned_data["kind"]]


class CaseForm(forms.Form):
    """What it is, where exactly, and what its kind asks."""

    words = forms.CharField(
        label=_("什么事"),
        max_length=LONGEST,
        widget=TextArea({"rows": 5}),
        help_text=_("写清楚看到了什么、希望怎么样。不用写姓名和电话，系统会和内容分开保存。"),
        error_messages={
            "required": _("请写一句是什么事，我们才知道该找谁。"),
            "max_length": _("最多写 4,000 个字，请留下最要紧的。"),
        },
    )
    building = forms.ModelChoiceField(
        label=_("在哪栋楼"), queryset=Building.objects.none(), required=False, empty_label=_("不在楼里，或说不准")
    )
    place = forms.CharField(
        label=_("具体位置"), max_length=160, required=False, help_text=_("例如：3 楼茶水间、B2 车库 C 区。")
    )
    nonce = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, kind: Kind, station: Station, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.station = kind, station
        self.fields["nonce"].initial = uuid4
        building = cast("forms.ModelChoiceField[Building]", self.fields["building"])
        building.queryset = Building.objects.filter(subdistrict=station.subdistrict_id).order_by("name_zh", "slug")
        self.initial.setdefault("building", station.building_id)
        add_fields(self, kind.fields)

    @property
    def typed(self) -> dict[str, Any]:
        """The columns of the case that come of what was typed."""
        plain = {name: self.cleaned_data[name] for name in ("words", "building", "place")}
        return {**plain, "kind": self.kind, "station": self.station, "answers": answers_in(self.cleaned_data)}


class DeskForm(CaseForm):
    """The same, told at the desk by somebody who may leave a name and a phone number."""

    name = forms.CharField(label=_("反映人称呼"), max_length=40, required=False)
    phone = forms.CharField(
        label=_("手机号"),
        max_length=32,
        required=False,
        widget=forms.TextInput({"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
        help_text=_("可以不留。不留就通知不到人，也没法回访。号码加密保存，每看一次都会记入台账。"),
    )

    def clean_phone(self) -> str:
        """The number in E.164, if one was left."""
        typed: str = self.cleaned_data["phone"]
        try:
            return phone_in(typed) if typed.strip() else ""
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
