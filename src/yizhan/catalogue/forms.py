"""Input about service packages."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from yizhan.catalogue.models import Service
from yizhan.ui.widgets import CheckboxCards


class ServiceChoices(forms.ModelMultipleChoiceField[Service]):
    """Several services, each told with its category."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.category} · {obj}"


class OfferForm(forms.Form):
    """Which services an enterprise is offered."""

    services = ServiceChoices(
        label=_("推荐哪些服务"),
        queryset=Service.objects.none(),
        widget=CheckboxCards(columns=2),
        error_messages={"required": _("请至少选一项服务。")},
    )

    def __init__(self, *args: Any, services: QuerySet[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("ServiceChoices", self.fields["services"]).queryset = services
