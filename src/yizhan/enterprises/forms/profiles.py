"""Input about an enterprise."""

from typing import Any, TypeVar, cast

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from yizhan.enterprises.models import Enterprise, Industry, Size
from yizhan.network.models import Building, Station
from yizhan.people.models import Person
from yizhan.ui.forms import RowForm
from yizhan.ui.widgets import DateInput

M = TypeVar("M", bound=Model)


class Draft(RowForm[M]):
    """Input for one row, taken as it was typed."""

    @property
    def typed(self) -> dict[str, Any]:
        """The columns as they were typed, as the service takes them."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class PersonChoice(forms.ModelChoiceField[Person]):
    """A person by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj)


class EnterpriseForm(Draft[Enterprise]):
    """What is known of an enterprise, within the stations that somebody looks after."""

    industry = forms.ChoiceField(
        label=_("行业"),
        choices=[("", _("请选择")), *Industry.choices],
        error_messages={"required": _("请选择行业。")},
    )
    size = forms.ChoiceField(
        label=_("规模"),
        choices=[("", _("请选择")), *Size.choices],
        error_messages={"required": _("请选择规模。")},
    )
    officer = PersonChoice(
        label=_("联系它的党群工作者"), queryset=Person.objects.none(), required=False, empty_label=_("还没有定")
    )

    class Meta:
        model = Enterprise
        fields = [
            "name_zh",
            "name_en",
            "industry",
            "size",
            "building",
            "floor",
            "station",
            "point",
            "officer",
            "visit_days",
            "came_on",
            "lease_ends_on",
        ]
        widgets = {"came_on": DateInput(), "lease_ends_on": DateInput()}
        help_texts = {
            "name_zh": _("营业执照上的名称。"),
            "floor": _("例如：12 楼，或 12–14 楼。"),
            "point": _("企业里设有活动点时才选。"),
            "visit_days": _("7 到 366 天；到期没有走访，会列进待走访。"),
            "lease_ends_on": _("知道就填，到期前可以早一步去问。"),
        }
        error_messages = {
            "name_zh": {"required": _("请填写企业名称。")},
            "building": {"required": _("请选择楼宇。")},
            "station": {"required": _("请选择由哪个站点服务。")},
        }

    def __init__(
        self,
        *args: Any,
        stations: QuerySet[Station],
        points: QuerySet[Station],
        buildings: QuerySet[Building],
        officers: QuerySet[Person],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offered: dict[str, QuerySet[Any]] = {
            "station": stations,
            "point": points,
            "building": buildings,
            "officer": officers,
        }
        for name, rows in offered.items():
            field = cast("forms.ModelChoiceField[Model]", self.fields[name])
            field.queryset = rows
        cast("forms.ModelChoiceField[Model]", self.fields["station"]).empty_label = _("请选择站点")
        cast("forms.ModelChoiceField[Model]", self.fields["building"]).empty_label = _("请选择楼宇")
        cast("forms.ModelChoiceField[Model]", self.fields["point"]).empty_label = _("没有活动点")


class MoveAwayForm(forms.Form):
    """When an enterprise left."""

    left_on = forms.DateField(
        label=_("迁出日期"), widget=DateInput(), error_messages={"required": _("请填写迁出日期。")}
    )


class StewardForm(forms.Form):
    """Who is the steward of a building from today."""

    phone = forms.CharField(
        label=_("楼长的手机号"),
        max_length=30,
        help_text=_("对方要登录过一次。只用来找到这个人，名字显示在企业页上。"),
        error_messages={"required": _("请填写手机号。")},
    )


class EndingForm(forms.Form):
    """From which day somebody is there no more, and why."""

    ends_on = forms.DateField(
        label=_("从哪天起"), widget=DateInput(), error_messages={"required": _("请填写从哪天起。")}
    )
    reason = forms.CharField(
        label=_("为什么"),
        max_length=200,
        help_text=_("写进台账，例如换了岗位、搬走了。"),
        error_messages={"required": _("请写明为什么，台账里要看得懂。")},
    )
