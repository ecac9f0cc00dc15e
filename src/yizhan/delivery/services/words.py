"""What people are told of deliveries, in both languages; notices keep words, so these are not translated later."""

from datetime import datetime

from django.utils import timezone

from yizhan.delivery.models import Delivery
from yizhan.kernel import dates
from yizhan.kernel.dates import Written

WEEKDAYS_ZH = "一二三四五六日"


def moment(at: datetime) -> Written:
    """A weekday, day and time where the network is."""
    local, (zh, en) = timezone.localtime(at), dates.moment(at)
    return Written(f"周{WEEKDAYS_ZH[local.weekday()]} {zh}", f"{local:%a} {en}")


def session(delivery: Delivery) -> Written:
    """What, where and when, as a title has it; the delivery comes with station and service."""
    when, station, service = moment(delivery.starts_at), delivery.station, delivery.service
    return Written(
        zh=f"{when.zh}，{station.name_zh}，{service.name_zh}",
        en=f"{service.name_en or service.name_zh}, {station.name_en or station.name_zh}, {when.en}",
    )
