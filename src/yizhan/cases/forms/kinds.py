"""What the next version of a kind says, page by page; each page knows after which version it is published."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from yizhan.cases.models import Kind, Mechanism
from yizhan.cases.rules import keeping
from yizhan.people.models import Role
from yizhan.ui.forms import RowForm
from yizhan.ui.widgets import CheckboxCards, TextArea

LIMITS = {
    "contact": _("首次联系"),
    "resolution": _("办结答复"),
    "again": _("再次办理"),
    "part": _("协办"),
    "report_in": _("报到"),
    "progress": _("进展通报"),
    "call_back": pgettext_lazy("one", "回访"),
    "appeal": _("申诉复核"),
    "pause": _("暂停最长"),
}
READABLE = re.compile(r"[1-9][0-9]{0,3}[dhm]")


def after_field(kind: Kind) -> forms.ModelChoiceField[Kind]:
    """The version that somebody saw in force when they published the next one."""
    versions = Kind.objects.filter(code=kind.code)
    return forms.ModelChoiceField(versions, to_field_name="version", widget=forms.HiddenInput())


class NextForm(forms.Form):
    """Nothing but the version that the next one follows."""

    def __init__(self, data: QueryDict | None, *, kind: Kind) -> None:
        super().__init__(data)
        self.fields["after"] = after_field(kind)


class KindForm(RowForm[Kind]):
    """What a kind is called, how long everything may take, and on which mechanisms it may rise."""

    mechanisms = forms.MultipleChoiceField(
        label=_("可用的机制"), choices=Mechanism.choices, widget=CheckboxCards(columns=2)
    )
    keywords = forms.CharField(
        label=_("关键词"), required=False, max_length=400, help_text=_("用分号隔开，会员打出这些字时先推荐这一类。")
    )

    class Meta:
        model = Kind
        fields = ("name_zh", "name_en", "about_zh", "about_en", "group_zh", "group_en", "may_be_public", "position")
        widgets = {"about_zh": TextArea(), "about_en": TextArea()}
        labels = {"group_zh": _("中文分组"), "group_en": _("英文分组")}

    def __init__(self, data: QueryDict | None, *, instance: Kind) -> None:
        first = {"mechanisms": instance.mechanisms, "keywords": ";".join(instance.keywords)}
        super().__init__(data, instance=instance, initial=first)
        self.fields["after"] = after_field(instance)
        for name, label in LIMITS.items():
            self.fields[f"limit_{name}"] = forms.RegexField(
                READABLE,
                label=label,
                initial=instance.limits.get(name, ""),
                required=name in keeping.NEEDED,
                error_messages={"invalid": _("请写成 5d（工作日）、4h（工作小时）或 30m（分钟）。")},
            )

    @property
    def limit_fields(self) -> list[forms.BoundField]:
        """The fields of the limits, to be laid out together."""
        return [self[f"limit_{name}"] for name in LIMITS]

    def said(self) -> dict[str, Any]:
        """What was changed: the rest stays as it is, whatever was published meanwhile."""
        data, changed = self.cleaned_data, self.changed_data
        words = [word.strip() for word in re.split("[;；]", data["keywords"]) if word.strip()]
        plain = {**{name: data[name] for name in (*self.Meta.fields, "mechanisms")}, "keywords": words}
        limits = {name: data[f"limit_{name}"] for name in LIMITS if f"limit_{name}" in changed}
        return {**{name: value for name, value in plain.items() if name in changed}, "limits": limits}


class ActsForm(NextForm):
    """Which roles may do what in cases of a kind."""

    def __init__(self, data: QueryDict | None, *, kind: Kind) -> None:
        super().__init__(data, kind=kind)
        for act, label in keeping.ACTS.items():
            self.fields[act] = forms.MultipleChoiceField(
                label=capfirst(str(label)),
                choices=[(role.value, role.label) for role in keeping.OFFICERS],
                initial=kind.acts.get(act, []),
                required=False,
                help_text=_usual_words(keeping.USUAL[act]),
                widget=CheckboxCards(columns=2),
            )

    @property
    def act_fields(self) -> list[forms.BoundField]:
        """The fields of the acts, one after the other."""
        return [self[act] for act in keeping.ACTS]

    def said(self) -> dict[str, Any]:
        """The acts for which some role is named."""
        return {"acts": {act: self.cleaned_data[act] for act in keeping.ACTS if self.cleaned_data[act]}}


def _usual_words(roles: Iterable[Role]) -> str:
    named = gettext("、").join(str(role.label) for role in roles)
    return gettext("通常：%(roles)s。") % {"roles": named} if named else gettext("通常谁都可以。")
