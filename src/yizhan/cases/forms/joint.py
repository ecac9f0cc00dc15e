"""What is filled in when bodies are asked, answer, ask leave, or form a task force."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yizhan.cases.models import Body
from yizhan.cases.queries.clocks import limit_words
from yizhan.cases.rules import Limit
from yizhan.people.models import Person
from yizhan.ui.widgets import LEVELS, CheckboxCards, DateInput, Levels, MomentInput, TextArea

PART_LIMITS = ("4h", "1d", "2d", "3d", "5d", "10d")
LONGER = ("3d", "5d", "10d", "15d")
PROGRESS = ("3d", "5d", "10d")


def limit_field(label: Any, limits: Iterable[str], **more: Any) -> forms.ChoiceField:
    """A choice of a few limits in working time, each in words."""
    return forms.ChoiceField(label=label, choices=[(text, _Words(text)) for text in limits], **more)


class _Words:
    """A limit that is put into words when it is drawn, in the reader's language."""

    def __init__(self, text: str) -> None:
        self.limit = Limit.parse(text)

    def __str__(self) -> str:
        return limit_words(self.limit)


class PartForm(forms.Form):
    """Which body is asked for what, by when."""

    body = forms.ModelChoiceField(
        label=_("请哪个单位"),
        queryset=Body.objects.none(),
        empty_label=_("请选择"),
        error_messages={"required": _("请选一个单位。")},
    )
    task = forms.CharField(
        label=_("请他们做什么"),
        max_length=500,
        widget=TextArea(),
        error_messages={"required": _("请写明要他们做什么。")},
    )
    limit = limit_field(_("多久做完"), PART_LIMITS, initial="3d", help_text=_("不能超过这件诉求自己的期限。"))

    def __init__(self, *args: Any, bodies: "QuerySet[Body]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Body]", self.fields["body"]).queryset = bodies


class RateForm(forms.Form):
    """How well a body did its part."""

    level = forms.TypedChoiceField(
        label=_("办得怎样"),
        choices=[(level, words) for level, words, _face in LEVELS],
        coerce=int,
        widget=Levels(faces={str(level): face for level, _words, face in LEVELS}),
        error_messages={"required": _("请从五档里选一档。")},
    )
    words = forms.CharField(label=_("说明"), max_length=500, required=False, widget=TextArea())


class RefuseForm(forms.Form):
    """Why a body hands its part back."""

    ground = forms.CharField(
        label=_("为什么不归你们管，或者办不了"),
        max_length=500,
        widget=TextArea(),
        help_text=_("写明依据，最好写上该找谁。"),
        error_messages={"required": _("请写明理由，站点要据此决定。")},
    )


class FinishForm(forms.Form):
    """What a body did."""

    outcome = forms.CharField(
        label=_("办得怎样"),
        max_length=1000,
        widget=TextArea({"rows": 4}),
        error_messages={"required": _("请写明做了什么、结果如何。")},
    )


class WantedForm(forms.Form):
    """What leave is asked for, of whom; which of its fields are there depends on what it is."""

    approver = forms.ModelChoiceField(
        label=_("请谁审批"),
        queryset=Person.objects.none(),
        empty_label=_("请选择"),
        error_messages={"required": _("请选一个审批人，不能是自己。")},
    )
    ground = forms.CharField(
        label=_("理由"),
        max_length=1000,
        widget=TextArea({"rows": 4}),
        error_messages={"required": _("请写明理由，审批人会看到。")},
    )
    until = forms.DateTimeField(
        label=_("到什么时候"), widget=MomentInput(), error_messages={"required": _("请填写到什么时候为止。")}
    )
    limit = limit_field(_("一共给多久"), LONGER, initial="10d", help_text=_("从提出时算起，最长 15 个工作日。"))

    def __init__(self, *args: Any, people: "QuerySet[Person]", asks: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"until", "limit"} - asks:
            del self.fields[name]
        cast("forms.ModelChoiceField[Person]", self.fields["approver"]).queryset = people

    @property
    def wanted(self) -> dict[str, Any]:
        """What was filled in, without the approver."""
        return {name: value for name, value in self.cleaned_data.items() if name != "approver"}


class ForceForm(forms.Form):
    """Who leads a task force, who is in it, how it goes about it and by when."""

    leader = forms.ModelChoiceField(
        label=_("谁牵头"),
        queryset=Person.objects.none(),
        empty_label=_("请选择"),
        error_messages={"required": _("请选牵头的人。")},
    )
    members = forms.ModelMultipleChoiceField(
        label=_("还有谁"), queryset=Person.objects.none(), required=False, widget=CheckboxCards(columns=3)
    )
    words = forms.CharField(
        label=_("打算怎么办"),
        max_length=2000,
        widget=TextArea({"rows": 5}),
        error_messages={"required": _("请写明打算怎么办。")},
    )
    until = forms.DateTimeField(
        label=_("什么时候办完"), widget=MomentInput(), error_messages={"required": _("请填写办完的时间。")}
    )
    progress = limit_field(_("多久通报一次进展"), PROGRESS, initial="5d")

    def __init__(self, *args: Any, people: "QuerySet[Person]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("leader", "members"):
            cast("forms.ModelChoiceField[Person]", self.fields[name]).queryset = people


class MilestoneForm(forms.Form):
    """Something that is to be done by a day."""

    title = forms.CharField(
        label=pgettext_lazy("one", "节点"), max_length=80, error_messages={"required": _("请写节点的名称。")}
    )
    due_on = forms.DateField(label=_("日期"), widget=DateInput(), error_messages={"required": _("请填写日期。")})


class SettleForm(forms.Form):
    """What shows that a milestone is done, or why it is not going to be."""

    words = forms.CharField(
        label=_("说明"),
        max_length=500,
        widget=TextArea(),
        help_text=_("完成的写凭据，不做的写原因。"),
        error_messages={"required": _("请写一句说明。")},
    )
    dropped = forms.BooleanField(label=_("不做了"), required=False)


class LessonForm(forms.Form):
    """What was learnt."""

    lesson = forms.CharField(
        label=_("经验教训"),
        max_length=2000,
        widget=TextArea({"rows": 5}),
        help_text=_("下次遇到同样的难题，先看这一段。"),
        error_messages={"required": _("请写下经验教训。")},
    )
