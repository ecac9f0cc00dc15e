"""Platforms and teams: worded by the hub; enterprises take part in the ones, members belong to the others."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from yizhan.enterprises import policies, rules
from yizhan.enterprises.models import Enterprise, Participation, Platform, Team, Teammate
from yizhan.enterprises.models.platforms import Listed
from yizhan.enterprises.rules import refusals
from yizhan.enterprises.services.profiles import locked
from yizhan.kernel.access import authorise
from yizhan.kernel.errors import refusing
from yizhan.people.models import Actor
from yizhan.people.queries import member_by_phone, today
from yizhan.people.services import record

WORDS = ("name_zh", "name_en", "about_zh", "about_en")


@transaction.atomic
def word(*, actor: Actor, thing: Platform | Team, fields: Mapping[str, str]) -> None:
    """Change how a platform or a team is named and explained; it is the network's own from then on."""
    authorise(policies.can_word, actor)
    found = _locked(thing)
    if not fields["name_zh"].strip():
        raise refusals.NameMissing
    for name in WORDS:
        setattr(found, name, fields[name].strip())
    found.constructed = False
    found.save(update_fields=[*WORDS, "constructed"])
    record(actor=actor, verb="word", subject=found)


def _locked(thing: Listed) -> Listed:
    return type(thing)._default_manager.select_for_update().get(pk=thing.pk)


@transaction.atomic
def take_part(*, actor: Actor, enterprise: Enterprise, platform: Platform, since: date) -> Participation:
    """Note that an enterprise takes part in a platform."""
    enterprise = locked(actor, enterprise)
    rules.require_here(enterprise)
    with refusing(enterprises_participation_once=refusals.PartAlready):
        part: Participation = enterprise.participations.create(platform=platform, since=since)
    record(actor=actor, verb="take_part", subject=enterprise, details={"platform": platform.code})
    return part


@transaction.atomic
def drop_out(*, actor: Actor, participation: Participation) -> None:
    """Note that an enterprise takes part in a platform no more."""
    enterprise = locked(actor, participation.enterprise)
    Participation.objects.filter(pk=participation.pk).delete()
    record(actor=actor, verb="drop_out", subject=enterprise, details={"platform": participation.platform.code})


@transaction.atomic
def add_teammate(*, actor: Actor, team: Team, phone: str) -> Teammate:
    """Put the member who signs in with `phone` into a team."""
    authorise(policies.can_word, actor)
    person = member_by_phone(phone)
    if person is None:
        raise refusals.NotAMember
    with refusing(enterprises_teammate_once=refusals.InTeamAlready):
        mate: Teammate = team.teammates.create(person=person, since=today())
    record(actor=actor, verb="add_teammate", subject=team)
    return mate


@transaction.atomic
def remove_teammate(*, actor: Actor, teammate: Teammate) -> None:
    """Take a member out of a team."""
    authorise(policies.can_word, actor)
    record(actor=actor, verb="remove_teammate", subject=teammate.team)
    Teammate.objects.filter(pk=teammate.pk).delete()
