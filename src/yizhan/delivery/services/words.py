"""What people are told of deliveries, in both languages; notices keep words, so these are not translated later."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from yizhan.delivery.models import Delivery
from yizhan.kernel.languages import in_language

WEEKDAYS_ZH = "一二三四五六日"


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The same words in Chinese and in English."""

    zh: str
    en: str

    def __str__(self) -> str:
        return in_language(self.zh, self.en)


def moment(at: datetime) -> Words:
    """A day and time where the network is."""
    local = timezone.localtime(at)
    return Words(
        zh=f"{local.month}月{local.day}日（周{WEEKDAYS_ZH[local.weekday()]}）{local:%H:%M}",
        en=f"{local:%a} {local.day} {local:%b}, {local:%H:%M}",
    )


def session(delivery: Delivery) -> Words:
    """What, where and when, as a title has it; the delivery comes with station and service."""
    when, station, service = moment(delivery.starts_at), delivery.station, delivery.service
    return Words(
        zh=f"{when.zh}，{station.name_zh}，{service.name_zh}",
        en=f"{service.name_en or service.name_zh}, {station.name_en or station.name_zh}, {when.en}",
    )
