"""Needs and resources claiming each other, and the projects they become."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from tests.factories import AppointmentFactory, StationFactory
from tests.needs.factories import (
    ClaimFactory,
    MilestoneFactory,
    NeedFactory,
    ProjectFactory,
    RequesterFactory,
    ResourceFactory,
)
from yizhan.kernel.states import IllegalMove
from yizhan.needs import policies, services
from yizhan.needs.models import Claim, Project, Side
from yizhan.needs.rules import refusals
from yizhan.needs.rules.projects import Goal
from yizhan.people.models import Role

pytestmark = pytest.mark.django_db
PLAN = {"title": "楼里的合唱团", "starts_on": date(2026, 12, 1), "ends_on": date(2026, 12, 31)}


@pytest.fixture
def need(station, service):
    return NeedFactory(station=station, service=service, state="accepted", people=5)


@pytest.fixture
def resource():
    return ResourceFactory()


@pytest.fixture
def provider(resource):
    return AppointmentFactory(role=Role.PROVIDER, place=resource.provider).person


def test_a_provider_offers_a_resource_and_the_officer_accepts(provider, officer, need, resource, told):
    claim = services.claim(actor=provider, need=need, resource=resource, side=Side.RESOURCE, words="周三晚上空着")

    goals = [Goal(title="第一次排练", due_on=date(2026, 12, 9))]
    project = services.accept_claim(actor=officer, claim=claim, goals=goals, **PLAN)

    claim.refresh_from_db()
    assert (claim.state, claim.answered_by, project.owner, project.state) == ("accepted", officer, provider, "running")
    assert [(goal.title, goal.due_on) for goal in project.milestones.all()] == [("第一次排练", date(2026, 12, 9))]
    assert told(provider) == ["认领谈成了"]


def test_an_officer_asks_for_a_resource_and_its_provider_accepts(provider, officer, need, resource):
    claim = services.claim(actor=officer, need=need, resource=resource, side=Side.NEED)

    project = services.accept_claim(actor=provider, claim=claim, **PLAN)

    assert (project.owner, project.claim) == (provider, claim)


def test_the_side_that_asked_does_not_answer(provider, officer, need, resource):
    claim = services.claim(actor=provider, need=need, resource=resource, side=Side.RESOURCE)

    with pytest.raises(PermissionDenied):
        services.accept_claim(actor=provider, claim=claim, **PLAN)
    with pytest.raises(PermissionDenied):
        services.decline_claim(actor=provider, claim=claim, reason="不行")


def test_nobody_speaks_for_what_is_not_theirs(provider, officer, need, resource, member):
    for actor, side in ((provider, Side.NEED), (officer, Side.RESOURCE), (member, Side.NEED)):
        with pytest.raises(PermissionDenied):
            services.claim(actor=actor, need=need, resource=resource, side=side)


@pytest.mark.parametrize(
    "said", [{"state": "open"}, {"state": "planned", "promised": 1}, {"state": "met", "served": 1}]
)
def test_what_is_not_accepted_or_has_its_places_is_not_claimed(hub, resource, said):
    with pytest.raises(refusals.NotClaimable):
        services.claim(actor=hub, need=NeedFactory(**said), resource=resource, side=Side.RESOURCE)


def test_a_need_and_a_resource_are_in_talks_once_until_declined(hub, need, resource, told):
    claim = services.claim(actor=hub, need=need, resource=resource, side=Side.RESOURCE)
    with pytest.raises(refusals.ClaimedAlready):
        services.claim(actor=hub, need=need, resource=resource, side=Side.NEED)

    services.decline_claim(actor=hub, claim=claim, reason="场地太远")
    services.claim(actor=hub, need=need, resource=resource, side=Side.NEED)

    assert sorted(Claim.objects.values_list("state", "reason")) == [("declined", "场地太远"), ("open", "")]
    assert told(hub) == ["认领没有谈成"]


def test_a_claim_is_answered_once_and_declined_with_a_reason(hub):
    claim = ClaimFactory()
    with pytest.raises(refusals.ReasonMissing):
        services.decline_claim(actor=hub, claim=claim, reason=" ")
    services.decline_claim(actor=hub, claim=claim, reason="不合适")

    with pytest.raises(refusals.AnsweredClaim):
        services.accept_claim(actor=hub, claim=claim, **PLAN)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"title": " "}, refusals.TitleMissing),
        ({"ends_on": date(2026, 12, 1)}, refusals.ProjectDaysOutOfOrder),
        ({"goals": [Goal(title="太晚", due_on=date(2027, 1, 1))]}, refusals.MilestoneOutside),
    ],
)
def test_a_project_that_is_not_well_planned_is_refused_and_the_claim_stays_open(hub, said, refusal):
    claim = ClaimFactory()

    with pytest.raises(refusal):
        services.accept_claim(actor=hub, claim=claim, **{**PLAN, **said})

    claim.refresh_from_db()
    assert (claim.state, Project.objects.count()) == ("open", 0)


def test_a_project_is_handed_in_sent_back_and_accepted_and_its_need_is_met(hub, told, history):
    project = ProjectFactory()
    requester = RequesterFactory(need=project.claim.need).person

    services.hand_in(actor=project.owner, project=project)
    services.send_back(actor=hub, project=project, reason="还差一次")
    services.hand_in(actor=project.owner, project=project)
    services.accept_project(actor=hub, project=project, verdict="大家都说好")

    project.refresh_from_db()
    need = project.claim.need
    need.refresh_from_db()
    assert (project.state, project.verdict, project.accepted_by) == ("accepted", "大家都说好", hub)
    assert (need.state, need.served) == ("met", 5)
    assert (told(project.owner), told(requester)) == (["项目要再补一补", "项目验收通过"], ["你的需求已配送"])
    assert history(project) == ["hand_in", "send_back", "hand_in", "accept"]


def test_a_project_is_accepted_with_words_after_it_was_handed_in(hub):
    project = ProjectFactory()

    with pytest.raises(refusals.VerdictMissing):
        services.accept_project(actor=hub, project=project, verdict=" ")
    with pytest.raises(IllegalMove):
        services.accept_project(actor=hub, project=project, verdict="好")
    with pytest.raises(IllegalMove):
        services.send_back(actor=hub, project=project, reason="没看到")


def test_milestones_are_reached_while_the_project_goes_on():
    milestone = MilestoneFactory()
    project = milestone.project

    services.reach(actor=project.owner, milestone=milestone)
    services.hand_in(actor=project.owner, project=project)

    milestone.refresh_from_db()
    assert milestone.reached_at is not None
    with pytest.raises(refusals.ProjectOver):
        services.reach(actor=project.owner, milestone=milestone)


def test_others_run_and_judge_nothing(member):
    milestone = MilestoneFactory()
    project = milestone.project

    for command in (
        lambda: services.reach(actor=member, milestone=milestone),
        lambda: services.hand_in(actor=member, project=project),
        lambda: services.accept_project(actor=project.owner, project=project, verdict="好"),
        lambda: services.send_back(actor=project.owner, project=project, reason="不好"),
    ):
        with pytest.raises(PermissionDenied):
            command()


def test_who_may_do_what_with_claims_and_projects(hub, officer, provider, member, need, resource, officer_of):
    project = ProjectFactory(claim__need=need, claim__resource=resource)

    assert (policies.can_publish(hub), policies.can_publish(officer)) == (True, False)
    assert (policies.can_see_claims(provider), policies.can_see_claims(member)) == (True, False)
    assert (policies.can_lend(provider, resource), policies.can_lend(provider, ResourceFactory())) == (True, False)
    assert not policies.can_lend(provider, ResourceFactory(provider=None))
    assert (policies.can_run(provider, project), policies.can_run(officer, project)) == (True, False)
    assert (policies.can_judge(officer, project), policies.can_judge(provider, project)) == (True, False)
    assert (policies.can_see_project(officer, project), policies.can_see_project(provider, project)) == (True, True)
    assert not policies.can_see_project(officer_of(StationFactory()), project)


@pytest.mark.parametrize(
    ("make", "said", "constraint"),
    [
        (ClaimFactory, {"side": "both"}, "needs_claim_side_known"),
        (ClaimFactory, {"state": "lost", "answered_at": "2026-11-02T09:00+08:00"}, "needs_claim_state_known"),
        (ClaimFactory, {"state": "accepted"}, "needs_claim_open_until_answered"),
        (
            ClaimFactory,
            {"state": "declined", "answered_at": "2026-11-02T09:00+08:00"},
            "needs_claim_declined_with_reason",
        ),
        (ProjectFactory, {"ends_on": date(2026, 11, 20)}, "needs_project_starts_before_end"),
        (ProjectFactory, {"title": ""}, "needs_project_has_a_title"),
        (ProjectFactory, {"state": "lost"}, "needs_project_state_known"),
        (ProjectFactory, {"state": "accepted"}, "needs_project_accepted_with_words"),
        (MilestoneFactory, {"title": ""}, "needs_milestone_has_a_title"),
    ],
)
def test_what_is_false_is_not_kept(make, said, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        make(**said)


def test_a_claim_stands_once():
    claim = ClaimFactory()

    with pytest.raises(IntegrityError, match="needs_claim_stands_once"):
        ClaimFactory(need=claim.need, resource=claim.resource)
