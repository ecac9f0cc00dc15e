"""Asking many at once what they want; every service that somebody ticks becomes a need."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.cache import cache
from django.db import transaction

from yizhan.catalogue.models import Service
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.kernel.errors import refusing
from yizhan.needs import policies
from yizhan.needs.models import Answer, Channel, Need, Survey
from yizhan.needs.rules import refusals
from yizhan.needs.rules.surveys import require_answerable, require_survey, require_ticked
from yizhan.needs.services.raising import enter
from yizhan.network.models import Station
from yizhan.people.models import Actor, Person
from yizhan.people.queries import today
from yizhan.people.services import record

SECRET_BYTES = 12
HOUR = 3600
MOST_AN_HOUR = 30


@transaction.atomic
def make_survey(*, actor: Actor, fields: Mapping[str, Any]) -> Survey:
    """Ask at a station, or as the hub everywhere, which of some services are wanted."""
    authorise(policies.can_see_desk, actor)
    plain = {name: value for name, value in fields.items() if name != "services"}
    survey = Survey(token=secrets.token_urlsafe(SECRET_BYTES), made_at=clock.now(), **plain)
    survey.made_by = actor if isinstance(actor, Person) else None
    if not policies.can_ask(actor, survey.station):
        raise refusals.StationIsTheHubs
    require_survey(survey, services=len(fields["services"]))
    survey.save(force_insert=True)
    survey.services.set(fields["services"])
    record(actor=actor, verb="ask", subject=survey)
    return survey


@transaction.atomic
def close_survey(*, actor: Actor, survey: Survey) -> None:
    """Take no more answers from now on."""
    authorise(policies.can_ask, actor, survey.station)
    survey = Survey.objects.locked(survey.pk)
    require_answerable(survey, day=today())
    survey.closed_at = clock.now()
    survey.save(update_fields=["closed_at"])
    record(actor=actor, verb="shut", subject=survey)


@transaction.atomic
def answer_survey(
    *,
    survey: Survey,
    person: Person | None,
    station: Station,
    services: Iterable[Service],
    words: str,
    people: int,
    source: str,
) -> list[Need]:
    """Make a need of each ticked service: that of `person`, or of nobody known who wrote from `source`."""
    wanted = list(services)
    require_answerable(survey, day=today())
    require_ticked(wanted)
    if person is None:
        _take_turn(survey, source)
    with refusing(needs_answer_once=refusals.AnsweredAlready):
        Answer.objects.create(survey=survey, person=person, people=people, at=clock.now())
    return [
        enter(actor=person, fields=_wish(service, station, words, people), channel=Channel.SURVEY, person=person)
        for service in wanted
    ]


def _wish(service: Service, station: Station, words: str, people: int) -> dict[str, Any]:
    return {
        "category": service.category,
        "service": service,
        "station": station,
        "building": station.building,
        "words": words.strip() or service.name_zh,
        "people": people,
    }


def _take_turn(survey: Survey, source: str) -> None:
    """Count an answer without a name against the place it came from, of which only a hash is kept, for an hour."""
    mark = hashlib.sha256(f"{survey.token}:{source}".encode()).hexdigest()
    cache.add(f"needs:answers:{mark}", 0, timeout=HOUR)
    if cache.incr(f"needs:answers:{mark}") > MOST_AN_HOUR:
        raise refusals.TooManyAnswers
