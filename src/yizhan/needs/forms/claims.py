"""Claiming a need or a resource, answering, and accepting what was done."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from yizhan.catalogue.models import Resource
from yizhan.needs.models import Need, Side
from yizhan.needs.rules.projects import Goal
from yizhan.ui.widgets import DateInput, TextArea


class NeedChoice(forms.ModelChoiceField[Need]):
    """A need, told with its service and station."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.service} · {obj.station} · {obj.words[:24]}"

    def show(self, needs: Iterable[Need]) -> None:
        """List these alone; any other of the queryset may be chosen as well."""
        named = [(self.prepare_value(need), self.label_from_instance(need)) for need in needs]
        self.choices = [("", self.empty_label or ""), *named]


class ClaimForm(forms.Form):
    """Which need and which resource go together, and who speaks."""

    side = forms.ChoiceField(label=_("谁先开口"), choices=Side.choices)
    need = NeedChoice(label=_("需求"), queryset=Need.objects.none(), empty_label=_("请选择需求"))
    resource = forms.ModelChoiceField(label=_("资源"), queryset=Resource.objects.all(), empty_label=_("请选择资源"))
    words = forms.CharField(label=_("说明"), max_length=300, required=False, widget=TextArea())

    def __init__(
        self, *args: Any, needs: Any, shown: Iterable[Need], resources: Any, sides: Sequence[Side], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        need = cast("NeedChoice", self.fields["need"])
        need.queryset = needs
        need.show(shown)
        cast("forms.ModelChoiceField[Resource]", self.fields["resource"]).queryset = resources
        cast("forms.ChoiceField", self.fields["side"]).choices = [(side.value, side.label) for side in sides]


class ProjectForm(forms.Form):
    """What the project is called and when it is done."""

    title = forms.CharField(label=_("项目名称"), max_length=80, error_messages={"required": _("请给项目起个名字。")})
    starts_on = forms.DateField(label=_("开始日期"), widget=DateInput())
    ends_on = forms.DateField(label=_("完成日期"), widget=DateInput())


class GoalForm(forms.Form):
    """One milestone; an empty row is left out."""

    title = forms.CharField(label=_("节点"), max_length=80, required=False)
    due_on = forms.DateField(label=_("哪天前"), required=False, widget=DateInput())

    def clean(self) -> dict[str, Any]:
        """Both what and by when, or neither."""
        cleaned = super().clean() or {}
        if cleaned.get("title") and not cleaned.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("请填日期。"))
        if cleaned.get("due_on") and not cleaned.get("title"):
            self.add_error("title", _("请写做什么。"))
        return cleaned


GoalFormSet = forms.formset_factory(GoalForm, extra=3)


def goals_of(rows: Sequence[dict[str, Any]]) -> list[Goal]:
    """The milestones that were filled in."""
    return [Goal(title=row["title"], due_on=row["due_on"]) for row in rows if row.get("title")]


class WhyForm(forms.Form):
    """Why not, or what is missing; the other side reads it."""

    reason = forms.CharField(
        label=_("原因"), max_length=300, widget=TextArea(), error_messages={"required": _("请写明原因，对方会看到。")}
    )


class VerdictForm(forms.Form):
    """What the need's side says of the project."""

    verdict = forms.CharField(
        label=_("验收意见"),
        max_length=300,
        widget=TextArea(),
        error_messages={"required": _("请写一句验收意见，项目清单上会公布。")},
    )
