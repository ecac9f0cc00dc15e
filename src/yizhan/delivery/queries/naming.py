"""Sessions in words of both languages."""

from yizhan.catalogue.models import Provider, Service
from yizhan.delivery.rules.month import SLOTS
from yizhan.kernel import dates
from yizhan.network.models import Station
from yizhan.planner.delivery.plan import Session

Both = tuple[str, str]


def sentence_of(session: Session) -> Both:
    """What is held where and when and by whom, in Chinese and English."""
    station = Station.objects.defer("search").get(pk=session.station)
    service = Service.objects.defer("search").get(pk=session.service)
    provider = Provider.objects.get(pk=session.provider)
    clock = f"{SLOTS[session.slot].start // 60:02}:{SLOTS[session.slot].start % 60:02}"
    day = dates.day(session.day)
    zh = f"{day.zh} {clock} {station.name_zh} {service.name_zh}（{provider.name_zh}）"
    names = [one.name_en or one.name_zh for one in (service, station, provider)]
    return zh, f"{day.en} {clock}, {names[0]} at {names[1]} ({names[2]})"
