"""What must never be false of cases, broken once each."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError

from tests.cases.factories import (
    AppealFactory,
    BodyFactory,
    CallBackFactory,
    CaseFactory,
    EscalationFactory,
    KindFactory,
    MilestoneFactory,
    PartFactory,
    ReporterFactory,
    RequestFactory,
    RungFactory,
    TaskForceFactory,
    TimerFactory,
)
from tests.factories import LONG_AGO, PersonFactory
from yizhan.cases.models import BodyPerson, Case, Event, TaskMember

pytestmark = pytest.mark.django_db
LATER = LONG_AGO + timedelta(days=3)


def twice(make, **more):
    make(**more)
    make(**more)


def event(**more):
    return Event.objects.create(**{"case": CaseFactory(), "seq": 2, "kind": "told", "at": LONG_AGO, **more})


def own_series():
    case = CaseFactory()
    Case.objects.filter(pk=case.pk).update(series=case)


def by_themselves(**more):
    person = PersonFactory()
    RequestFactory(asked_by=person, approver=person, **more)


def second_is_first():
    person = PersonFactory()
    RequestFactory(approver=person, second=person)


def by_the_handler():
    person = PersonFactory()
    CallBackFactory(handler=person, by=person, done_at=LATER)


BREAKS = {
    "cases_kind_version_once": lambda: twice(KindFactory, code="help", retired_at=LATER),
    "cases_kind_one_version_in_force": lambda: (KindFactory(code="help"), KindFactory(code="help", version=2)),
    "cases_kind_named": lambda: KindFactory(name_zh=""),
    "cases_kind_mechanisms_known": lambda: KindFactory(mechanisms=["magic"]),
    "cases_kind_has_its_limits": lambda: KindFactory(limits={"contact": "1d"}),
    "cases_kind_published_before_retired": lambda: KindFactory(retired_at=LONG_AGO - timedelta(days=1)),
    "cases_case_code_once": lambda: twice(CaseFactory, code="C1"),
    "cases_case_sent_once": lambda: twice(CaseFactory, nonce=uuid4()),
    "cases_case_says_what": lambda: CaseFactory(words=""),
    "cases_case_mechanism_known": lambda: CaseFactory(mechanism="magic"),
    "cases_case_channel_known": lambda: CaseFactory(channel="pigeon"),
    "cases_case_result_when_answered": lambda: CaseFactory(result="solved"),
    "cases_case_result_with_basis": lambda: CaseFactory(state="answered", result="not_ours"),
    "cases_case_closed_since": lambda: CaseFactory(state="closed", result="solved"),
    "cases_case_has_a_round": lambda: CaseFactory(round=0),
    "cases_case_follows_another": own_series,
    "cases_case_public_with_words": lambda: CaseFactory(public_at=LATER),
    "cases_case_position_whole": lambda: CaseFactory(lat=31.2),
    "cases_case_due_by_a_clock": lambda: CaseFactory(due_at=LATER),
    "cases_reporter_once": lambda: twice(ReporterFactory, case=CaseFactory(), person=PersonFactory()),
    "cases_reporter_known_one_way": lambda: ReporterFactory(name="李女士"),
    "cases_event_in_order": lambda: twice(event, case=CaseFactory()),
    "cases_event_kind_known": lambda: event(kind="danced"),
    "cases_event_limit_readable": lambda: event(limit="soon"),
    "cases_timer_position_once": lambda: twice(TimerFactory, case=CaseFactory()),
    "cases_timer_clock_known": lambda: TimerFactory(clock="cuckoo"),
    "cases_timer_stops_after_start": lambda: TimerFactory(stopped_at=LONG_AGO - timedelta(days=1)),
    "cases_body_code_once": lambda: twice(BodyFactory, code="police"),
    "cases_body_named": lambda: BodyFactory(name_zh=""),
    "cases_bodyperson_once": lambda: twice(
        BodyPerson.objects.create, body=BodyFactory(), person=PersonFactory(), since=LONG_AGO
    ),
    "cases_part_one_a_body": lambda: twice(PartFactory, case=CaseFactory(), body=BodyFactory()),
    "cases_part_state_known": lambda: PartFactory(state="lost"),
    "cases_part_says_what": lambda: PartFactory(task=""),
    "cases_part_has_time": lambda: PartFactory(due_at=LONG_AGO),
    "cases_part_refused_with_ground": lambda: PartFactory(refused_at=LATER),
    "cases_part_done_with_outcome": lambda: PartFactory(state="done", done_at=LATER),
    "cases_part_level_one_to_five": lambda: PartFactory(state="done", done_at=LATER, outcome="好了", level=6),
    "cases_request_kind_known": lambda: RequestFactory(kind="holiday"),
    "cases_request_with_ground": lambda: RequestFactory(ground=""),
    "cases_request_not_by_its_asker": by_themselves,
    "cases_request_two_different_people": second_is_first,
    "cases_request_decided_since": lambda: RequestFactory(verdict="granted"),
    "cases_request_one_at_a_time": lambda: twice(RequestFactory, case=CaseFactory()),
    "cases_request_excluded_once": lambda: twice(
        RequestFactory, case=CaseFactory(), kind="exclusion", verdict="granted", decided_at=LATER
    ),
    "cases_taskforce_has_a_plan": lambda: TaskForceFactory(plan=""),
    "cases_taskforce_has_time": lambda: TaskForceFactory(until=LONG_AGO),
    "cases_taskmember_once": lambda: twice(TaskMember.objects.create, force=TaskForceFactory(), person=PersonFactory()),
    "cases_milestone_named": lambda: MilestoneFactory(title=""),
    "cases_milestone_settled_with_words": lambda: MilestoneFactory(done_at=LATER),
    "cases_callback_once_a_round": lambda: twice(CallBackFactory, case=CaseFactory()),
    "cases_callback_not_by_the_handler": by_the_handler,
    "cases_callback_about_an_answer": lambda: CallBackFactory(result="duplicate"),
    "cases_callback_answered_whole": lambda: CallBackFactory(done_at=LATER, solved=True),
    "cases_callback_done_when_answered": lambda: CallBackFactory(solved=True, level=5),
    "cases_callback_has_time": lambda: CallBackFactory(due_at=LONG_AGO),
    "cases_appeal_once_a_round": lambda: twice(AppealFactory, case=CaseFactory()),
    "cases_appeal_says_why": lambda: AppealFactory(words=""),
    "cases_appeal_decided_with_words": lambda: AppealFactory(decided_at=LATER, upheld=True),
    "cases_rung_once": lambda: twice(RungFactory),
    "cases_rung_clock_known": lambda: RungFactory(clock="cuckoo"),
    "cases_rung_offset_readable": lambda: RungFactory(offset="soon"),
    "cases_rung_recipient_known": lambda: RungFactory(recipient="mayor"),
    "cases_escalation_once": lambda: twice(EscalationFactory, case=CaseFactory(), rung=RungFactory()),
}


@pytest.mark.parametrize("constraint", BREAKS)
def test_the_database_refuses_to_hold_what_must_never_be(constraint):
    with pytest.raises(IntegrityError, match=f'"{constraint}"'):
        BREAKS[constraint]()


def test_every_constraint_of_cases_is_broken_here():
    models = apps.get_app_config("cases").get_models()

    assert {one.name for model in models for one in model._meta.constraints} == set(BREAKS)
