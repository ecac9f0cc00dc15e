"""Input about a briefing."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from yizhan.enterprises.forms.profiles import Draft
from yizhan.enterprises.models import Briefing, Industry, Size
from yizhan.network.models import Building, Subdistrict
from yizhan.ui.widgets import CheckboxCards, TextArea


class BriefingForm(Draft[Briefing]):
    """What a policy says in plain words, and whom it concerns."""

    industries = forms.MultipleChoiceField(
        label=_("行业"), choices=Industry.choices, required=False, widget=CheckboxCards(columns=3)
    )
    sizes = forms.MultipleChoiceField(
        label=_("规模"), choices=Size.choices, required=False, widget=CheckboxCards(columns=2)
    )
    subdistricts = forms.ModelMultipleChoiceField(
        label=_("街道"), queryset=Subdistrict.objects.none(), required=False, widget=CheckboxCards(columns=3)
    )
    buildings = forms.ModelMultipleChoiceField(
        label=_("楼宇"), queryset=Building.objects.none(), required=False, widget=CheckboxCards(columns=3)
    )

    class Meta:
        model = Briefing
        fields = ["title_zh", "title_en", "body_zh", "body_en", "source", "industries", "sizes"]
        widgets = {"body_zh": TextArea(attrs={"rows": 8}), "body_en": TextArea(attrs={"rows": 6})}
        help_texts = {
            "body_zh": _("先说对谁有用、能得到什么，再说怎么办、找谁。空一行是新的一段。"),
            "source": _("文件名称和文号，或发布的网站。"),
        }
        error_messages = {
            "title_zh": {"required": _("请填写标题。")},
            "body_zh": {"required": _("请写明说了什么、对谁有用、怎么办。")},
            "source": {"required": _("请写明出处，例如文件名称和文号。")},
        }

    def __init__(
        self, *args: Any, buildings: QuerySet[Building], subdistricts: QuerySet[Subdistrict], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelMultipleChoiceField[Building]", self.fields["buildings"]).queryset = buildings
        cast("forms.ModelMultipleChoiceField[Subdistrict]", self.fields["subdistricts"]).queryset = subdistricts

    @property
    def written(self) -> dict[str, Any]:
        """Words and audience, as the service takes them."""
        return {**self.typed, **{name: self.cleaned_data[name] for name in ("buildings", "subdistricts")}}
