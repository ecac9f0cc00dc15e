"""Input about a photograph of an activity."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from yizhan.activities.models import Activity
from yizhan.ui.widgets import CheckboxCards, PictureInput


class PictureForm(forms.Form):
    """A photograph, what it shows, and who can be recognised in it."""

    upload = forms.FileField(
        label=_("照片"),
        widget=PictureInput(),
        error_messages={"required": _("请选择一张照片。"), "empty": _("这个文件是空的，请换一张照片。")},
    )
    alt_zh = forms.CharField(
        label=_("照片里是什么"),
        max_length=120,
        help_text=_("读屏软件会读出来，例如：大家在三楼练瑜伽。"),
        error_messages={"required": _("请写明照片里是什么。")},
    )
    alt_en = forms.CharField(label=_("英文说明"), max_length=200, required=False)
    people = forms.TypedMultipleChoiceField(
        label=_("认得出的人"),
        coerce=UUID,
        required=False,
        widget=CheckboxCards(columns=3),
        help_text=_("每个人都会收到通知；全都同意了，照片才会显示。"),
    )
    nobody = forms.BooleanField(
        label=_("认不出任何人"), required=False, help_text=_("只有背影、双手、场地时勾选，照片马上显示。")
    )

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = activity.registrations.standing().select_related("person").order_by("person__name", "id")
        self.fields["people"].choices = [(one.person_id, one.person.name) for one in there]  # type: ignore[attr-defined]
