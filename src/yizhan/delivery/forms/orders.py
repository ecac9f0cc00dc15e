"""Input about orders and deliveries."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yizhan.catalogue.models import Category, Provider, ProviderKind, Service
from yizhan.delivery.models import DeliveryState, Order, Origin
from yizhan.delivery.queries.deliveries import WAITS
from yizhan.network.models import Station
from yizhan.ui.templatetags.ui import day_words
from yizhan.ui.widgets import TextArea

LIMIT = 500


class ReasonForm(forms.Form):
    """Why; the people concerned read it."""

    reason = forms.CharField(
        label=_("原因"),
        max_length=LIMIT,
        widget=TextArea(),
        help_text=_("会记入这场配送的经过，相关的人看得到。"),
        error_messages={"required": _("请写明原因，相关的人看得到。")},
    )


class ProposalForm(forms.Form):
    """One of the times that break nothing."""

    starts_at = forms.TypedChoiceField(
        label=_("改到什么时间"),
        coerce=datetime.fromisoformat,
        help_text=_("只列出站点开门、房间空着、你们也有空的时间。"),
        error_messages={
            "required": _("请选一个时间。"),
            "invalid_choice": _("这个时间刚才被占用，或不在可选的时间里。请另选一个。"),
        },
    )
    reason = forms.CharField(label=_("说明"), max_length=LIMIT, required=False, widget=TextArea({"rows": 2}))

    def __init__(self, *args: Any, times: Iterable[datetime], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_day: dict[str, list[tuple[str, str]]] = {}
        for instant in times:
            local = timezone.localtime(instant)
            by_day.setdefault(str(day_words(local.date())), []).append((local.isoformat(), f"{local:%H:%M}"))
        cast("forms.ChoiceField", self.fields["starts_at"]).choices = [("", _("请选择")), *by_day.items()]


class AssignForm(forms.Form):
    """A provider who can deliver."""

    provider = forms.ModelChoiceField(
        Provider.objects.none(),
        label=_("交给哪家服务方"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一家服务方。"), "invalid_choice": _("这家服务方接不了这场，请另选一家。")},
    )

    def __init__(self, *args: Any, fitting: Iterable[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Provider]", self.fields["provider"])
        field.queryset = Provider.objects.filter(pk__in=list(fitting))


class OrdersForm(forms.Form):
    """Several orders."""

    orders = forms.ModelMultipleChoiceField(
        Order.objects.none(), error_messages={"required": _("请先勾选要接的派单。")}
    )

    def __init__(self, *args: Any, mine: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelMultipleChoiceField[Order]", self.fields["orders"]).queryset = mine


class HandlingForm(forms.Form):
    """What is allowed for one service, or for all."""

    service = forms.ModelChoiceField(
        Service.objects.filter(retired_on=None).order_by("code"),
        label=_("服务项目"),
        required=False,
        empty_label=_("所有服务"),
    )
    may_grab = forms.BooleanField(label=_("没有服务方能接时，开放抢单"), required=False)
    repairs_at_once = forms.BooleanField(label=_("修补方案不等确认，直接派单"), required=False)


class FilterForm(forms.Form):
    """What the list of deliveries is narrowed by; what cannot be understood is left out."""

    month = forms.DateField(required=False, input_formats=["%Y-%m"])
    day = forms.DateField(required=False)
    wait = forms.ChoiceField(choices=list(WAITS.items()), required=False)
    state = forms.ChoiceField(choices=DeliveryState.choices, required=False)
    origin = forms.ChoiceField(choices=Origin.choices, required=False)
    station = forms.ModelChoiceField(Station.objects.serving(), required=False)
    provider = forms.ModelChoiceField(Provider.objects.all(), required=False)
    service__category = forms.ModelChoiceField(Category.objects.all(), required=False)

    def wanted(self, today: date) -> dict[str, Any]:
        """The filters that were understood; the present month unless another was asked for."""
        self.full_clean()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return {"month": today.replace(day=1), **given}


class ProvidersForm(forms.Form):
    """What the list of providers is narrowed by; what cannot be understood is left out."""

    month = forms.DateField(required=False, input_formats=["%Y-%m"])
    kind = forms.ChoiceField(choices=ProviderKind.choices, required=False)
    service = forms.SlugField(max_length=8, required=False)

    def wanted(self, today: date) -> dict[str, Any]:
        """The filters that were understood; the present month unless another was asked for."""
        self.full_clean()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return {"month": today.replace(day=1), **given}
