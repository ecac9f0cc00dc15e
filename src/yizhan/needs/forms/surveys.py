"""Making a survey, and answering one."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from yizhan.catalogue.models import Service
from yizhan.needs.forms.drafts import Draft
from yizhan.needs.models import Survey
from yizhan.needs.rules import MOST_PEOPLE
from yizhan.network.models import Station
from yizhan.ui.widgets import CheckboxCards, DateInput, TextArea


class ServiceChoices(forms.ModelMultipleChoiceField[Service]):
    """Several services, each told with its category."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.category} · {obj}"


class SurveyForm(Draft[Survey]):
    """What is asked, where and until when."""

    services = ServiceChoices(
        label=_("可以勾选的服务"),
        queryset=Service.objects.filter(retired_on=None).select_related("category"),
        widget=CheckboxCards(columns=3),
        error_messages={"required": _("请至少放一项服务让人勾选。")},
    )

    class Meta:
        model = Survey
        fields = ["title_zh", "title_en", "words_zh", "words_en", "station", "opens_on", "closes_on", "services"]
        widgets = {"words_zh": TextArea(), "words_en": TextArea(), "opens_on": DateInput(), "closes_on": DateInput()}

    def __init__(self, *args: Any, stations: Any, everywhere: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        station = cast("forms.ModelChoiceField[Station]", self.fields["station"])
        station.queryset, station.required = stations, not everywhere
        station.empty_label = _("全网络") if everywhere else _("请选择站点")


class AnswerForm(forms.Form):
    """Which services are wanted, by how many, and anything else worth saying."""

    station = forms.ModelChoiceField(
        label=_("你在哪个站点附近"),
        queryset=Station.objects.serving().order_by("code"),
        empty_label=_("请选择站点"),
        error_messages={"required": _("请选一个站点，需求会交给它。")},
    )
    services = ServiceChoices(
        label=_("想要哪些"),
        queryset=Service.objects.none(),
        widget=CheckboxCards(columns=2),
        error_messages={"required": _("请至少勾选一项想要的服务。")},
    )
    people = forms.IntegerField(label=_("大约几个人"), min_value=1, max_value=MOST_PEOPLE, initial=1)
    words = forms.CharField(label=_("还想说什么"), max_length=500, required=False, widget=TextArea())

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = survey.services.select_related("category").order_by("category__position", "code")
        cast("ServiceChoices", self.fields["services"]).queryset = offered
        if survey.station:
            del self.fields["station"]
