"""The survey's three questions, and what is to become better."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yizhan.evaluation import queries
from yizhan.people.models import Person
from yizhan.ui.widgets import DateInput, Levels, TextArea

AGREEMENT = (
    (1, _("很不同意")),
    (2, _("不太同意")),
    (3, _("说不准")),
    (4, _("同意")),
    (5, _("很同意")),
)
QUESTIONS = (
    ("gain", _("获得感：在驿站，我得到了实在的帮助。")),
    ("happiness", _("幸福感：在这片楼里工作，我过得开心。")),
    ("safety", _("安全感：遇到难处，我知道找谁、去哪里。")),
)


class SurveyForm(forms.Form):
    """Three questions, each by itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, question in QUESTIONS:
            self.fields[name] = forms.TypedChoiceField(
                label=question,
                choices=AGREEMENT,
                coerce=int,
                widget=Levels(),
                error_messages={"required": _("请选一档。")},
            )


class PersonField(forms.ModelChoiceField[Person]):
    """Somebody who works for the network, by name."""

    def label_from_instance(self, obj: Person) -> str:
        """The name."""
        return str(obj)


class ImprovementForm(forms.Form):
    """Who does what until when."""

    words = forms.CharField(
        label=_("要做什么"), max_length=500, widget=TextArea(), error_messages={"required": _("请写明要做什么。")}
    )
    due_on = forms.DateField(label=_("期限"), widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = PersonField(
            label=_("谁负责"), queryset=queries.owners(), error_messages={"required": _("请选一位在任的工作人员负责。")}
        )
        self.fields = {"words": self.fields["words"], "owner": owner, "due_on": self.fields["due_on"]}


class OutcomeForm(forms.Form):
    """What was done."""

    outcome = forms.CharField(
        label=_("做了什么"),
        max_length=500,
        widget=TextArea(),
        help_text=_("下一次发布时，会把前后两个数字放在一起看。"),
        error_messages={"required": _("请写一两句话，别人才知道是怎么回事。")},
    )
