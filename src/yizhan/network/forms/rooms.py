"""Input about a room."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yizhan.network.forms.drafts import Draft
from yizhan.network.models import Equipment, Room, Use
from yizhan.ui.widgets import CheckboxCards


class RoomForm(Draft[Room]):
    """A room and what it is good for."""

    uses = forms.MultipleChoiceField(
        label=_("用途"),
        choices=Use.choices,
        widget=CheckboxCards(columns=3),
        help_text=_("一室多用，可以多选。"),
        error_messages={"required": _("请至少选择一种用途。")},
    )
    equipment = forms.MultipleChoiceField(
        label=_("设备"), choices=Equipment.choices, required=False, widget=CheckboxCards(columns=3)
    )
    seats = forms.IntegerField(label=_("座位"), min_value=1, max_value=5000)
    slug = forms.SlugField(
        label=_("网址名"),
        max_length=60,
        required=False,
        help_text=_("小写字母、数字和连字符；不填就自动生成。"),
    )

    class Meta:
        model = Room
        fields = ["name_zh", "name_en", "seats", "uses", "equipment", "floor", "area_m2", "slug"]
