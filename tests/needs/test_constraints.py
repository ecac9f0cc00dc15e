"""What must never be false about needs is held by the database."""

from datetime import date

import pytest
from django.db import IntegrityError

from tests.needs.factories import NeedFactory, RequesterFactory
from yizhan.needs.models import Step

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"state": "lost"}, "needs_need_state_known"),
        ({"channel": "rumour"}, "needs_need_channel_known"),
        ({"people": 0}, "needs_need_of_somebody"),
        ({"people": 2, "promised": 2, "served": 1}, "needs_need_promises_no_more_than_asked"),
        ({"urgency": 4}, "needs_need_urgency_one_to_three"),
        ({"words": ""}, "needs_need_says_what"),
        ({"parts_of_day": ["midnight"]}, "needs_need_parts_of_day_known"),
        ({"weekdays": [8]}, "needs_need_weekdays_known"),
        ({"month": date(2026, 11, 2)}, "needs_need_month_by_first_day"),
        ({"state": "merged"}, "needs_need_merged_into_something"),
    ],
)
def test_a_need_that_is_false_is_not_kept(fields, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        NeedFactory(**fields)


def test_only_what_was_merged_has_become_something_else():
    with pytest.raises(IntegrityError, match="needs_need_merged_into_something"):
        NeedFactory(merged_into=NeedFactory())


def test_a_person_has_a_need_once():
    row = RequesterFactory()

    with pytest.raises(IntegrityError, match="needs_requester_once"):
        RequesterFactory(need=row.need, person=row.person)


def test_a_requester_is_somebody():
    with pytest.raises(IntegrityError, match="needs_requester_somebody"):
        RequesterFactory(people=0)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"kind": "danced"}, "needs_step_kind_known"),
        ({"kind": "raised", "link": "https://example.org/"}, "needs_step_links_inside"),
    ],
)
def test_a_step_that_is_false_is_not_kept(fields, constraint):
    need = NeedFactory()

    with pytest.raises(IntegrityError, match=constraint):
        Step.objects.create(need=need, at=need.raised_at, **fields)
