"""When a station is open: weekly hours and the days that differ."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from yizhan.kernel.access import authorise
from yizhan.kernel.errors import refusing
from yizhan.network import policies, rules
from yizhan.network.models import Hours, OpeningException, Station
from yizhan.network.rules import refusals
from yizhan.network.services.ledger import note
from yizhan.people.models import Actor
from yizhan.people.queries import today


@transaction.atomic
def add_hours(*, actor: Actor, station: Station, fields: Mapping[str, Any]) -> Hours:
    """Open a station at a time of every week: weekday, opens, closes, kind, follows_holidays."""
    authorise(policies.can_edit, actor, station)
    station = Station.objects.locked(station.pk)
    rules.require_order(fields["opens"], fields["closes"])
    with refusing(network_hours_no_overlap=refusals.HoursOverlap, network_hours_weekday_known=refusals.WeekdayUnknown):
        hours: Hours = station.hours.create(**fields)
    note(actor, "add_hours", station, details=_weekly(hours))
    return hours


@transaction.atomic
def remove_hours(*, actor: Actor, hours: Hours) -> None:
    """No longer open a station at a time of every week."""
    authorise(policies.can_edit, actor, hours.station)
    station = Station.objects.locked(hours.station_id)
    _require_gone(station.hours.filter(pk=hours.pk).delete()[0])
    note(actor, "remove_hours", station, details=_weekly(hours))


@transaction.atomic
def add_exception(*, actor: Actor, station: Station, fields: Mapping[str, Any]) -> OpeningException:
    """Let one day differ: day, kind, opens, closes, reason_zh, reason_en."""
    authorise(policies.can_edit, actor, station)
    station = Station.objects.locked(station.pk)
    opens, closes = fields.get("opens"), fields.get("closes")
    rules.require_exception(kind=fields["kind"], opens=opens, closes=closes, day=fields["day"], today=today())
    rules.require_reason(fields["reason_zh"])
    with refusing(network_openingexception_once_a_day=refusals.ExceptionTwice):
        exception: OpeningException = station.exceptions.create(**fields)
    note(actor, "add_exception", station, reason=exception.reason_zh, details=_daily(exception))
    return exception


@transaction.atomic
def remove_exception(*, actor: Actor, exception: OpeningException) -> None:
    """Let a day be like any other again."""
    authorise(policies.can_edit, actor, exception.station)
    station = Station.objects.locked(exception.station_id)
    _require_gone(station.exceptions.filter(pk=exception.pk).delete()[0])
    note(actor, "remove_exception", station, details=_daily(exception))


def _require_gone(deleted: int) -> None:
    if not deleted:
        raise refusals.AlreadyGone


def _weekly(hours: Hours) -> dict[str, object]:
    return {"weekday": hours.weekday, "opens": str(hours.opens), "closes": str(hours.closes), "kind": hours.kind}


def _daily(exception: OpeningException) -> dict[str, object]:
    times = {"opens": str(exception.opens or ""), "closes": str(exception.closes or "")}
    return {"day": str(exception.day), "kind": exception.kind, **times}
