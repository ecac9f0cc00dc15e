"""Who may do what with cases: a yes and a no for each."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.cases.factories import (
    CallBackFactory,
    CaseFactory,
    PartFactory,
    ReporterFactory,
    RequestFactory,
    TaskForceFactory,
)
from tests.factories import AppointmentFactory, PersonFactory, StationFactory, SubdistrictFactory
from yizhan.cases import policies
from yizhan.cases.models import TaskMember
from yizhan.people.models import Role

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


@pytest.fixture
def case(station):
    return CaseFactory(station=station)


def test_anyone_with_an_account_brings_a_worry(member):
    assert policies.can_raise(member)
    assert not policies.can_raise(VISITOR)


def test_those_who_look_after_stations_work_on_cases(hub, officer, overseer, member):
    assert [policies.can_see_desk(one) for one in (hub, officer, overseer, member, VISITOR)] == [True] * 3 + [False] * 2


def test_what_is_told_at_a_station_is_written_down_there(hub, officer, overseer, station, member):
    assert [policies.can_record(one, station) for one in (hub, officer, overseer)] == [True] * 3
    assert not policies.can_record(officer, StationFactory())
    assert not policies.can_record(member, station)


@pytest.mark.parametrize("policy", [policies.can_handle, policies.can_publish])
def test_a_case_is_handled_where_it_was_received(policy, case, hub, officer, overseer, officer_of, member):
    assert [policy(one, case) for one in (hub, officer, overseer)] == [True] * 3
    assert not policy(officer_of(StationFactory()), case)
    assert not policy(officer_of(SubdistrictFactory()), case)
    assert not policy(AppointmentFactory(role=Role.PROVIDER, place=case.station).person, case)
    assert not policy(member, case)
    assert not policy(VISITOR, case)


def test_a_station_without_a_subdistrict_is_not_everybodys(officer_of):
    case = CaseFactory(station=StationFactory(building=None, zone=None, subdistrict=None))

    assert not policies.can_handle(officer_of(SubdistrictFactory()), case)


def test_a_kind_may_name_other_roles_for_an_act(case, officer, overseer):
    case.kind.acts = {"approve": [Role.STATION]}

    assert policies.can_approve(officer, case)
    assert not policies.can_approve(overseer, case)


def test_those_with_a_part_read_the_case(case, officer, body, delegate, member):
    PartFactory(case=case, body=body)

    assert policies.can_read(officer, case)
    assert policies.can_read(delegate, case)
    assert not policies.can_read(member, case)
    assert not policies.can_read(delegate, CaseFactory())


def test_the_task_force_reads_the_case_and_its_leader_leads(case, member, overseer, officer):
    force = TaskForceFactory(case=case)
    TaskMember.objects.create(force=force, person=member)

    assert policies.can_read(member, case)
    assert policies.can_read(force.leader, case)
    assert policies.can_lead(force.leader, force)
    assert policies.can_lead(overseer, force)
    assert not policies.can_lead(member, force)
    assert not policies.can_lead(officer, force)


def test_reporters_follow_their_case(case, member):
    ReporterFactory(case=case, person=member)

    assert policies.can_follow(member, case)
    assert not policies.can_follow(PersonFactory(), case)
    assert not policies.can_follow(VISITOR, case)


def test_leave_is_given_above_the_station(case, hub, overseer, officer, officer_of):
    assert policies.can_approve(hub, case)
    assert policies.can_approve(overseer, case)
    assert not policies.can_approve(officer, case)
    assert not policies.can_approve(officer_of(SubdistrictFactory()), case)
    assert policies.can_see_requests(overseer)
    assert not policies.can_see_requests(officer)


def test_the_named_approver_decides_and_looks_again(case, hub, overseer, officer):
    wanted = RequestFactory(case=case, asked_by=officer, approver=overseer)

    assert policies.can_decide(overseer, wanted)
    assert policies.can_review(overseer, wanted)
    assert not policies.can_decide(hub, wanted)
    assert not policies.can_review(hub, wanted)
    assert not policies.can_decide(officer, wanted)
    assert not policies.can_decide(VISITOR, wanted)


def test_an_approver_who_lost_the_role_decides_nothing(case, officer):
    wanted = RequestFactory(case=case, asked_by=officer, approver=PersonFactory())

    assert not policies.can_decide(wanted.approver, wanted)


def test_somebody_else_than_asker_and_approver_decides_second(case, hub, overseer, officer):
    wanted = RequestFactory(case=case, asked_by=officer, approver=overseer, verdict="seconded")

    assert policies.can_decide(hub, wanted)
    assert not policies.can_decide(overseer, wanted)
    assert not policies.can_decide(officer, wanted)


def test_a_part_is_done_by_those_who_answer_for_the_body(body, delegate, member):
    part = PartFactory(body=body)

    assert policies.can_do_part(delegate, part)
    assert policies.can_see_parts(delegate)
    assert not policies.can_do_part(member, part)
    assert not policies.can_see_parts(member)
    assert not policies.can_see_parts(VISITOR)


def test_a_call_back_is_made_by_a_colleague(case, officer, officer_of, station, member):
    call_back = CallBackFactory(case=case, handler=officer)

    assert policies.can_call_back(officer_of(station), call_back)
    assert not policies.can_call_back(officer, call_back)
    assert not policies.can_call_back(member, call_back)
    assert not policies.can_call_back(VISITOR, call_back)


def test_an_appeal_is_decided_above_and_not_by_the_handler(case, overseer, hub, officer):
    case.answered_by = overseer

    assert policies.can_decide_appeal(hub, case)
    assert not policies.can_decide_appeal(overseer, case)
    assert not policies.can_decide_appeal(officer, case)


def test_the_hub_keeps_kinds_and_bodies(hub, officer):
    assert policies.can_keep(hub)
    assert not policies.can_keep(officer)
