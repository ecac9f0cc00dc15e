"""The closing report: how many came, how it went, photographs."""

from collections.abc import Sequence
from datetime import timedelta
from typing import BinaryIO

from django.db import transaction

from yizhan.delivery import gateways, policies
from yizhan.delivery.models import Delivery, DeliveryState, EventKind, Report, ReportPhoto
from yizhan.delivery.rules import reporting as rules
from yizhan.delivery.rules.dispatching import require_reason
from yizhan.delivery.services import telling
from yizhan.delivery.services.dispatching import locked, move
from yizhan.delivery.services.ledger import note
from yizhan.kernel import calendar, clock
from yizhan.kernel.access import authorise
from yizhan.network.queries import CALENDAR
from yizhan.network.services.pictures import Picture, reencoded
from yizhan.people.models import Actor, Person


def report(*, actor: Actor, delivery: Delivery, came: int, words: str, photos: Sequence[BinaryIO] = ()) -> Report:
    """Report a delivery that was held; its needs are served. The pictures are worked on before anything is locked."""
    authorise(policies.can_report, actor, delivery)
    rules.require_few(photos)
    pictures = [reencoded(photo) for photo in photos]
    with transaction.atomic():
        delivery = locked(delivery.pk)
        rules.require_reportable(delivery.state, ends_at=delivery.ends_at, at=clock.now())
        made = Report.objects.create(
            delivery=delivery,
            came=came,
            words=require_reason(words),
            by=actor if isinstance(actor, Person) else None,
            at=clock.now(),
        )
        move(delivery, DeliveryState.DELIVERED, provider_id=delivery.provider_id)
        note(actor, EventKind.REPORTED, delivery)
        telling.serve(delivery)
        _keep(made, pictures)
    return made


def _keep(made: Report, pictures: Sequence[Picture]) -> None:
    for picture in pictures:
        photo = ReportPhoto.objects.create(report=made, width=picture.width, height=picture.height)
        gateways.REPORTS.keep(photo.pk, picture.files)


def remind_of_reports() -> int:
    """Ask once for every report that is missing two working days after its session; returns how many."""
    at, working = clock.now(), calendar.load(CALENDAR)
    held = Delivery.objects.filter(state=DeliveryState.ACCEPTED, ends_at__lte=at - timedelta(days=1))
    missing = held.exclude(events__kind=EventKind.REMINDED)
    return sum(_remind(one) for one in missing if rules.report_due(one.ends_at, calendar=working) <= at)


@transaction.atomic
def _remind(delivery: Delivery) -> bool:
    delivery = locked(delivery.pk)
    if delivery.state != DeliveryState.ACCEPTED or delivery.events.filter(kind=EventKind.REMINDED).exists():
        return False
    note(None, EventKind.REMINDED, delivery)
    telling.missing_report(delivery)
    return True
