"""What somebody writes down on a visit."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from yizhan.enterprises.forms.profiles import Draft
from yizhan.enterprises.models import Contact, Enterprise, FindingKind, Topic, Visit
from yizhan.enterprises.rules import MOST_PEOPLE, Heard
from yizhan.ui.widgets import PICTURES, DateInput, RadioCards, TextArea

FINDINGS = 3


class EnterpriseChoice(forms.ModelChoiceField[Enterprise]):
    """An enterprise, told with its building and floor."""

    def label_from_instance(self, obj: Any) -> str:
        return " · ".join(filter(None, (str(obj.building), obj.floor, str(obj))))


class PicturesInput(forms.ClearableFileInput):
    """Several photographs at once."""

    allow_multiple_selected = True


class Pictures(forms.FileField):
    """Any number of photographs chosen at once."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each of the files, as a file field has it."""
        files: Sequence[Any] = data if isinstance(data, list) else [data] if data else []
        return [super(Pictures, self).clean(file, initial) for file in files]


class VisitForm(Draft[Visit]):
    """Which enterprise, when and how, and what was said; photographs when there are any."""

    enterprise = EnterpriseChoice(
        label=_("哪家企业"),
        queryset=Enterprise.objects.none(),
        empty_label=_("请选择企业"),
        error_messages={"required": _("请选择走访的企业。")},
    )
    pictures = Pictures(
        label=_("照片"),
        required=False,
        widget=PicturesInput(attrs={"accept": ",".join(PICTURES)}),
        help_text=_("最多 6 张，每张不超过 10 MB。只有负责这家企业的人看得到，位置等信息会去掉。"),
    )
    nonce = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Visit
        fields = ["on", "way", "contact", "words"]
        widgets = {"on": DateInput(), "way": RadioCards(columns=3), "words": TextArea()}
        help_texts = {"words": _("经营、人员、场地有什么变化，一两句就好。不写个人隐私。")}
        error_messages = {"words": {"required": _("请写一句聊了什么，下一次走访的人要看。")}}

    def __init__(
        self, *args: Any, enterprises: QuerySet[Enterprise], contacts: QuerySet[Contact], day: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nonce"].initial = uuid4
        self.fields["on"].initial = day
        cast("EnterpriseChoice", self.fields["enterprise"]).queryset = enterprises
        contact = cast("forms.ModelChoiceField[Contact]", self.fields["contact"])
        contact.queryset, contact.empty_label = contacts, _("别的人")


class FindingForm(forms.Form):
    """A wish or a worry; left out when nothing is written."""

    kind = forms.ChoiceField(
        label=_("是什么"), choices=FindingKind.choices, initial=FindingKind.WISH, widget=RadioCards(columns=2)
    )
    topic = forms.ChoiceField(label=_("类别"), choices=[("", _("请选择")), *Topic.choices], required=False)
    words = forms.CharField(label=_("说了什么"), max_length=500, required=False, widget=TextArea(attrs={"rows": 2}))
    people = forms.IntegerField(label=_("大约几个人"), min_value=1, max_value=MOST_PEOPLE, initial=1)

    def has_changed(self) -> bool:
        """Whether something is written; a row without words is left out whatever else it says."""
        return bool(str(self.data.get(self.add_prefix("words"), "")).strip())

    def clean(self) -> dict[str, Any]:
        """What was heard names its topic."""
        cleaned = super().clean() or {}
        if cleaned.get("words", "").strip() and not cleaned.get("topic"):
            self.add_error("topic", _("请选一个最接近的类别。"))
        return cleaned


FindingFormSet = forms.formset_factory(FindingForm, extra=FINDINGS, max_num=FINDINGS, validate_max=True)


def heard(rows: Sequence[dict[str, Any]]) -> list[Heard]:
    """What was heard, of the rows in which something is written."""
    return [
        Heard(kind=FindingKind(row["kind"]), topic=Topic(row["topic"]), words=row["words"], people=row["people"])
        for row in rows
        if row.get("words", "").strip()
    ]


class PictureForm(forms.Form):
    """One more photograph of a visit."""

    upload = forms.FileField(
        label=_("照片"),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(PICTURES)}),
        error_messages={"required": _("请选择一张照片。"), "empty": _("这个文件是空的，请换一张照片。")},
    )
