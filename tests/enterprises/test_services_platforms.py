"""Platforms and teams."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.enterprises.factories import EnterpriseFactory, ParticipationFactory, PlatformFactory, TeamFactory
from tests.factories import PersonFactory
from yizhan.enterprises import services
from yizhan.enterprises.queries import platforms
from yizhan.enterprises.rules import refusals

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
NAMED = {"name_zh": "企业加油站", "name_en": "", "about_zh": "来加油", "about_en": ""}


def test_the_hub_words_a_platform_which_is_a_sample_no_more(hub, history):
    platform = PlatformFactory(constructed=True)

    services.word(actor=hub, thing=platform, fields=NAMED)

    platform.refresh_from_db()
    assert (platform.name_zh, platform.constructed, history(platform)) == ("企业加油站", False, ["word"])


def test_a_team_keeps_a_name(hub):
    with pytest.raises(refusals.NameMissing):
        services.word(actor=hub, thing=TeamFactory(), fields={**NAMED, "name_zh": " "})


def test_officers_word_nothing(officer):
    with pytest.raises(PermissionDenied):
        services.word(actor=officer, thing=PlatformFactory(), fields=NAMED)


def test_an_enterprise_takes_part_once_and_drops_out(officer, enterprise, history):
    platform = PlatformFactory()
    part = services.take_part(actor=officer, enterprise=enterprise, platform=platform, since=TODAY)
    with pytest.raises(refusals.PartAlready):
        services.take_part(actor=officer, enterprise=enterprise, platform=platform, since=TODAY)

    services.drop_out(actor=officer, participation=part)

    assert (enterprise.participations.count(), history(enterprise)) == (0, ["take_part", "drop_out"])


def test_one_that_moved_away_takes_no_part(officer, station):
    gone = EnterpriseFactory(station=station, left_on=TODAY)

    with pytest.raises(refusals.MovedAway):
        services.take_part(actor=officer, enterprise=gone, platform=PlatformFactory(), since=TODAY)


def test_members_add_nobody_to_a_platform(member, enterprise):
    with pytest.raises(PermissionDenied):
        services.take_part(actor=member, enterprise=enterprise, platform=PlatformFactory(), since=TODAY)


def test_a_platform_counts_the_actor_s_enterprises(officer, enterprise):
    platform = PlatformFactory()
    mine = ParticipationFactory(platform=platform, enterprise=enterprise)
    ParticipationFactory(platform=platform)

    assert platforms.platforms(officer).get().count == 1
    assert list(platforms.parts_of(platform, officer)) == [mine]


def test_a_member_joins_a_team_once_and_leaves(hub, history):
    team, person = TeamFactory(), PersonFactory(phone="+8613800000001")
    mate = services.add_teammate(actor=hub, team=team, phone="13800000001")
    with pytest.raises(refusals.InTeamAlready):
        services.add_teammate(actor=hub, team=team, phone="13800000001")
    assert mate.person == person

    services.remove_teammate(actor=hub, teammate=mate)

    assert (team.teammates.count(), history(team)) == (0, ["add_teammate", "remove_teammate"])


def test_a_team_takes_members_alone(hub):
    with pytest.raises(refusals.NotAMember):
        services.add_teammate(actor=hub, team=TeamFactory(), phone="13800000001")


def test_officers_change_no_team(officer):
    with pytest.raises(PermissionDenied):
        services.add_teammate(actor=officer, team=TeamFactory(), phone="13800000001")
