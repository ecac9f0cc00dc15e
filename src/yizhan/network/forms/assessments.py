"""Input about visits, reviews, admission and the checklist."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yizhan.network.forms.drafts import Draft
from yizhan.network.models import Assessment, ChecklistItem, Verdict
from yizhan.network.rules import ASPECTS
from yizhan.network.rules.admission import SCORES
from yizhan.ui.widgets import DateInput, RadioCards, TextArea

LEVELS: dict[str, tuple[str | Promise, ...]] = {
    "venue": (_("没有场地"), _("临时借用"), _("固定但偏小"), _("固定且够用"), _("宽敞，一室多用")),
    "property_will": (_("不愿意"), _("观望"), _("同意但不投入"), _("愿意共建"), _("主动共建并有投入")),
    "staffing": (_("没有人"), _("偶尔有人"), _("有兼职"), _("有专职"), _("专职且有后备")),
    "services": (_("没有项目"), _("零星几项"), _("能排出每周安排"), _("六大类多数覆盖"), _("六大类都有，还有特色")),
    "scale": (_("很小"), _("较小"), _("中等"), _("较大"), _("很大，辐射周边")),
}
VERDICTS: dict[str, str | Promise] = {
    Verdict.PASS: _("照常运行。"),
    Verdict.IMPROVE: _("照常运行，评语里写明要改什么、何时改好。"),
    Verdict.UPGRADE: _("活动点升为楼宇站点，标准站升为示范站，立即生效。"),
    Verdict.WITHDRAW: _("立即摘牌，会员不再看到；评语必填，并要确认。"),
}


class VisitForm(forms.Form):
    """Five aspects, each from 1 to 5, and words."""

    on = forms.DateField(label=_("走访日期"), widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for aspect in ASPECTS:
            self.fields[aspect] = forms.TypedChoiceField(
                label=getattr(Assessment, aspect).field.verbose_name,
                choices=[(score, str(score)) for score in SCORES],
                coerce=int,
                widget=RadioCards(
                    columns=3, about={str(n): words for n, words in zip(SCORES, LEVELS[aspect], strict=True)}
                ),
                error_messages={"required": _("请给这一项打分。")},
            )
        self.fields["words"] = forms.CharField(
            label=_("评语"),
            max_length=2000,
            required=False,
            widget=TextArea(),
            help_text=_("看到了什么，建议补什么。"),
        )

    @property
    def scores(self) -> dict[str, int]:
        """The scores by aspect, once the form is valid."""
        return {aspect: self.cleaned_data[aspect] for aspect in ASPECTS}


class ReviewForm(VisitForm):
    """The same with a verdict; a withdrawal has to be confirmed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("评估日期")
        self.fields["verdict"] = forms.ChoiceField(
            label=_("结论"),
            choices=[choice for choice in Verdict.choices if choice[0] in VERDICTS],
            widget=RadioCards(columns=2, about={str(verdict): words for verdict, words in VERDICTS.items()}),
            error_messages={"required": _("请选择结论。")},
        )
        self.fields["confirmed"] = forms.BooleanField(label=_("结论是摘牌时：我确认立即摘牌"), required=False)

    def clean(self) -> dict[str, Any]:
        """A withdrawal without the tick is asked about again."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("verdict") == Verdict.WITHDRAW and not values.get("confirmed"):
            self.add_error("confirmed", _("摘牌会立即生效。请勾选确认，或换一个结论。"))
        return values


class ApproveForm(forms.Form):
    """From which day the station serves."""

    opened_on = forms.DateField(label=_("启用日期"), widget=DateInput())
    reason = forms.CharField(label=_("说明"), max_length=500, required=False, widget=TextArea())


class MarkForm(forms.Form):
    """Whether a station has one of the seven, and by what one can tell."""

    met = forms.BooleanField(label=_("已具备"), required=False)
    evidence = forms.CharField(
        label=_("依据"),
        max_length=300,
        required=False,
        widget=TextArea({"rows": 2}),
        help_text=_("谁都能复核的话，例如：3 月 5 日现场查看，标识在一楼大堂。"),
    )
    seen_on = forms.DateField(label=_("查看日期"), widget=DateInput())


class ItemForm(Draft[ChecklistItem]):
    """The wording of one of the seven."""

    class Meta:
        model = ChecklistItem
        fields = ["name_zh", "name_en", "help_zh", "help_en", "position"]
        widgets = {"help_zh": TextArea({"rows": 2}), "help_en": TextArea({"rows": 2})}
        labels = {"position": _("排在第几")}
