"""What must never be false about enterprises is held by the database."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.enterprises.factories import (
    AssessmentFactory,
    BriefingFactory,
    ContactFactory,
    EnterpriseFactory,
    FindingFactory,
    ParticipationFactory,
    PictureFactory,
    PlatformFactory,
    ReceiptFactory,
    StewardFactory,
    TeamFactory,
    TeammateFactory,
    VisitFactory,
)
from tests.factories import LONG_AGO

pytestmark = pytest.mark.django_db
NONCE = "0193a1f2-7c1e-7b1a-9b1e-0f3c5a6d7e8f"


@pytest.mark.parametrize(
    ("make", "fields", "constraint"),
    [
        (EnterpriseFactory, {"name_zh": ""}, "enterprises_enterprise_has_a_name"),
        (EnterpriseFactory, {"industry": "piracy"}, "enterprises_enterprise_industry_known"),
        (EnterpriseFactory, {"size": "huge"}, "enterprises_enterprise_size_known"),
        (EnterpriseFactory, {"visit_days": 6}, "enterprises_enterprise_visited_within_a_year"),
        (
            EnterpriseFactory,
            {"came_on": date(2026, 5, 2), "left_on": date(2026, 5, 1)},
            "enterprises_enterprise_came_before_it_left",
        ),
        (StewardFactory, {"ends_on": date(2026, 1, 1)}, "enterprises_steward_starts_before_end"),
        (ContactFactory, {"agreed_how": "guessed"}, "enterprises_contact_agreed_somehow"),
        (ContactFactory, {"name": ""}, "enterprises_contact_has_a_name"),
        (VisitFactory, {"way": "pigeon"}, "enterprises_visit_way_known"),
        (VisitFactory, {"words": ""}, "enterprises_visit_says_something"),
        (FindingFactory, {"kind": "rumour"}, "enterprises_finding_kind_known"),
        (FindingFactory, {"topic": "XX"}, "enterprises_finding_topic_known"),
        (FindingFactory, {"words": ""}, "enterprises_finding_says_what"),
        (FindingFactory, {"people": 0}, "enterprises_finding_of_somebody"),
        (PictureFactory, {"width": 0}, "enterprises_picture_has_a_size"),
        (PlatformFactory, {"name_zh": ""}, "enterprises_platform_has_a_name"),
        (TeamFactory, {"name_zh": ""}, "enterprises_team_has_a_name"),
        (BriefingFactory, {"title_zh": ""}, "enterprises_briefing_has_a_title"),
        (BriefingFactory, {"industries": ["piracy"]}, "enterprises_briefing_industries_known"),
        (BriefingFactory, {"sizes": ["huge"]}, "enterprises_briefing_sizes_known"),
        (BriefingFactory, {"reminded_at": LONG_AGO}, "enterprises_briefing_sent_before_reminded"),
        (ReceiptFactory, {"read_at": "2025-01-01T00:00+00:00"}, "enterprises_receipt_sent_before_read"),
        (AssessmentFactory, {"colour": 6}, "enterprises_assessment_colour_known"),
        (AssessmentFactory, {"expires_on": date(2026, 11, 1)}, "enterprises_assessment_made_before_it_ends"),
    ],
)
def test_what_is_false_is_not_kept(make, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        make(**fields)


def test_a_building_has_an_enterprise_of_that_name_once():
    first = EnterpriseFactory()

    with pytest.raises(IntegrityError, match="enterprises_enterprise_once_in_a_building"):
        EnterpriseFactory(building=first.building, station=first.station, name_zh=first.name_zh)


def test_one_that_moved_away_may_come_again():
    gone = EnterpriseFactory(left_on=date(2026, 6, 1))

    assert EnterpriseFactory(building=gone.building, station=gone.station, name_zh=gone.name_zh).pk


def test_a_building_has_one_steward_at_a_time():
    first = StewardFactory()

    with pytest.raises(IntegrityError, match="enterprises_steward_one_at_a_time"):
        StewardFactory(building=first.building, starts_on=date(2026, 6, 1))


def test_a_phone_speaks_for_an_enterprise_once():
    first = ContactFactory()

    with pytest.raises(IntegrityError, match="enterprises_contact_once"):
        ContactFactory(enterprise=first.enterprise, phone_key=first.phone_key)


def test_a_visit_is_sent_once():
    first = VisitFactory(nonce=NONCE)

    with pytest.raises(IntegrityError, match="enterprises_visit_sent_once"):
        VisitFactory(by=first.by, nonce=NONCE)


def test_platforms_and_teams_have_a_code_of_their_own():
    PlatformFactory(code="one")
    TeamFactory(code="one")

    with pytest.raises(IntegrityError, match="enterprises_platform_code_once"), transaction.atomic():
        PlatformFactory(code="one")
    with pytest.raises(IntegrityError, match="enterprises_team_code_once"):
        TeamFactory(code="one")


def test_an_enterprise_takes_part_in_a_platform_once():
    first = ParticipationFactory()

    with pytest.raises(IntegrityError, match="enterprises_participation_once"):
        ParticipationFactory(enterprise=first.enterprise, platform=first.platform)


def test_a_person_is_in_a_team_once():
    first = TeammateFactory()

    with pytest.raises(IntegrityError, match="enterprises_teammate_once"):
        TeammateFactory(team=first.team, person=first.person)


def test_a_contact_gets_a_briefing_once():
    first = ReceiptFactory()

    with pytest.raises(IntegrityError, match="enterprises_receipt_once"):
        ReceiptFactory(briefing=first.briefing, contact=first.contact, person=first.person)
