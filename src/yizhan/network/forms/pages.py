"""Forms of the administration's pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yizhan.network.models import (
    Assessment,
    ChecklistItem,
    Equipment,
    Hours,
    OpeningException,
    Room,
    Station,
    Use,
    Verdict,
)
from yizhan.network.rules import ASPECTS
from yizhan.ui.widgets import CheckboxCards, DateInput, PictureInput, RadioCards, TextArea, TimeInput

LEVELS = {
    "1": _("缺失"),
    "2": _("不足"),
    "3": _("够用"),
    "4": _("良好"),
    "5": _("突出"),
}
PICTURE_BYTES = 10 * 1024 * 1024


class StationForm(forms.ModelForm[Station]):
    """What is said of a station; uniqueness is the service's to refuse."""

    class Meta:
        model = Station
        fields = [
            "name_zh",
            "name_en",
            "slug",
            "code",
            "kind",
            "building",
            "zone",
            "subdistrict",
            "floor",
            "area_m2",
            "about_zh",
            "about_en",
            "operator_zh",
            "operator_en",
            "desk_phone",
        ]
        widgets = {"about_zh": TextArea(), "about_en": TextArea()}
        help_texts = {
            "slug": _("小写字母、数字和连字符，例如 plaza-66。"),
            "building": _("不选片区和街道时，按楼宇填写。"),
        }

    def validate_unique(self) -> None:
        """Leave it to the service, which asks the database."""

    def validate_constraints(self) -> None:
        """Leave it to the service, which asks the database."""


class StationEditForm(StationForm):
    """The same, with the version that was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why; it goes into the ledger."""

    reason = forms.CharField(label=_("原因"), max_length=500, widget=TextArea(), help_text=_("会记入台账。"))


class ApproveForm(forms.Form):
    """From which day the station serves."""

    opened_on = forms.DateField(label=_("启用日期"), widget=DateInput())
    reason = forms.CharField(label=_("说明"), max_length=500, required=False, widget=TextArea())


class VisitForm(forms.Form):
    """Five aspects, each from 1 to 5, and words."""

    on = forms.DateField(label=_("日期"), widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for aspect in ASPECTS:
            label = getattr(Assessment, aspect).field.verbose_name
            choices = [(int(score), f"{score} · {words}") for score, words in LEVELS.items()]
            self.fields[aspect] = forms.TypedChoiceField(
                label=label, choices=choices, coerce=int, widget=RadioCards(columns=5)
            )
        self.fields["words"] = forms.CharField(label=_("评语"), max_length=2000, required=False, widget=TextArea())

    @property
    def scores(self) -> dict[str, int]:
        """The scores by aspect, once the form is valid."""
        return {aspect: self.cleaned_data[aspect] for aspect in ASPECTS}


class ReviewForm(VisitForm):
    """The same with a verdict."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [choice for choice in Verdict.choices if choice[0] != Verdict.DECLINE]
        self.fields["verdict"] = forms.ChoiceField(label=_("结论"), choices=choices, widget=RadioCards(columns=2))


class RoomForm(forms.ModelForm[Room]):
    """A room and what it is good for."""

    equipment = forms.MultipleChoiceField(
        label=_("设备"), choices=Equipment.choices, required=False, widget=CheckboxCards()
    )
    uses = forms.MultipleChoiceField(label=_("用途"), choices=Use.choices, widget=CheckboxCards())

    class Meta:
        model = Room
        fields = ["name_zh", "name_en", "slug", "floor", "area_m2", "seats", "uses", "equipment"]

    def validate_constraints(self) -> None:
        """Leave it to the service, which asks the database."""


class HoursForm(forms.ModelForm[Hours]):
    """A weekly interval."""

    weekday = forms.TypedChoiceField(
        label=_("星期"),
        coerce=int,
        choices=[
            (1, _("周一")),
            (2, _("周二")),
            (3, _("周三")),
            (4, _("周四")),
            (5, _("周五")),
            (6, _("周六")),
            (7, _("周日")),
        ],
    )

    class Meta:
        model = Hours
        fields = ["weekday", "opens", "closes", "kind", "follows_holidays"]
        widgets = {"opens": TimeInput(), "closes": TimeInput()}

    def validate_constraints(self) -> None:
        """Leave it to the service, which asks the database."""


class ExceptionForm(forms.ModelForm[OpeningException]):
    """One day that differs."""

    class Meta:
        model = OpeningException
        fields = ["day", "kind", "opens", "closes", "reason_zh", "reason_en"]
        widgets = {"day": DateInput(), "opens": TimeInput(), "closes": TimeInput()}
        help_texts = {"opens": _("临时闭站不填时间。")}

    def validate_constraints(self) -> None:
        """Leave it to the service, which asks the database."""


class MarkForm(forms.Form):
    """Whether a station has one of the seven, and by what one can tell."""

    met = forms.BooleanField(label=_("已具备"), required=False)
    evidence = forms.CharField(
        label=_("依据"), max_length=300, required=False, help_text=_("例如：3 月 5 日现场查看。")
    )
    seen_on = forms.DateField(label=_("查看日期"), widget=DateInput())


class ItemForm(forms.ModelForm[ChecklistItem]):
    """The wording of one of the seven."""

    class Meta:
        model = ChecklistItem
        fields = ["name_zh", "name_en", "help_zh", "help_en", "position"]


class PhotoForm(forms.Form):
    """A photograph and what it shows."""

    upload = forms.FileField(
        label=_("照片"),
        widget=PictureInput(max_bytes=PICTURE_BYTES),
        help_text=_("JPEG、PNG 或 WebP，不超过 10 MB。拍摄地点等信息会被去掉。"),
    )
    alt_zh = forms.CharField(label=_("照片里是什么"), max_length=120)
    alt_en = forms.CharField(label=_("英文说明"), max_length=200, required=False)
