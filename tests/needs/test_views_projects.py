"""Pages of lists, claims and projects."""

import pytest
from django.urls import reverse

from tests.factories import AppointmentFactory
from tests.needs.factories import ClaimFactory, MilestoneFactory, NeedFactory, ProjectFactory, ResourceFactory
from yizhan.needs.models import Claim, MonthList, Project
from yizhan.people.models import Role

pytestmark = pytest.mark.django_db
CLAIMS, NEW, DRAFT, PUBLIC = "/desk/claims/", "/desk/claims/new/", "/desk/lists/2026-12/", "/lists/2026-12/"
NO_GOALS = {"form-TOTAL_FORMS": 0, "form-INITIAL_FORMS": 0}
PLAN = {"title": "合唱团", "starts_on": "2026-12-01", "ends_on": "2026-12-31", **NO_GOALS}


@pytest.fixture
def desk(client, hub):
    client.force_login(hub)
    client.get(CLAIMS)
    return client


def address(name, row):
    return reverse(f"needs:{name}", args=[row.pk])


def test_a_published_list_is_for_everyone_and_a_draft_is_not(client, hub):
    NeedFactory(state="accepted", people=8)
    before = client.get(PUBLIC).status_code
    client.force_login(hub)

    shown = client.get(DRAFT).content.decode()
    published = client.post(f"{DRAFT}needs/publish/")
    client.logout()

    assert (before, "公布这份清单" in shown, published.url) == (404, True, DRAFT)
    assert "8 人" in client.get(PUBLIC).content.decode()


def test_publishing_nothing_is_refused_with_words(desk):
    response = desk.post(f"{DRAFT}projects/publish/", follow=True)

    assert "清单里还一条都没有" in response.content.decode()
    assert MonthList.objects.count() == 0


@pytest.mark.parametrize("path", ["/lists/soon/", "/desk/lists/2026-13/", "/desk/lists/2026/"])
def test_an_address_that_is_no_month_does_not_exist(desk, path):
    assert desk.get(path).status_code == 404


def test_an_unknown_list_is_not_published(desk):
    assert desk.post(f"{DRAFT}gossip/publish/").status_code == 404


def test_the_draft_of_next_month_is_shown_first(desk):
    assert f"{desk.get('/desk/lists/').context['month']:%Y-%m}" == "2026-12"


@pytest.mark.parametrize("count", [1, 3])
def test_a_draft_costs_the_same_for_many(desk, count, django_assert_num_queries):
    NeedFactory.create_batch(count, state="accepted")
    ProjectFactory.create_batch(count)

    with django_assert_num_queries(9):
        desk.get(DRAFT)


def test_a_claim_is_made_answered_and_becomes_a_project(desk):
    need, resource = NeedFactory(state="accepted", people=5), ResourceFactory()

    desk.post(NEW, {"side": "resource", "need": need.pk, "resource": resource.pk})
    claim = Claim.objects.get()
    shown = desk.get(address("claim-accept", claim))
    done = desk.post(address("claim-accept", claim), PLAN)

    assert (shown.status_code, done.url) == (200, address("project-detail", Project.objects.get()))


def offered(response):
    """The needs that the form lists."""
    return [value for value, _ in response.context["form"].fields["need"].choices if value]


def test_needs_to_claim_are_found_by_their_words(desk):
    wanted, _other = (NeedFactory(state="accepted", people=5, words=words) for words in ("想学插花", "修电脑"))

    assert offered(desk.get(NEW, {"q": "插花"})) == [wanted.pk]


def test_the_first_needs_are_listed_and_others_can_be_claimed_too(desk, monkeypatch):
    monkeypatch.setattr("yizhan.needs.views.claims.LISTED", 1)
    first, second = (NeedFactory(state="accepted", people=5) for _ in range(2))

    shown = desk.get(NEW)
    desk.post(NEW, {"side": "resource", "need": second.pk, "resource": ResourceFactory().pk})

    assert (offered(shown), shown.context["more"]) == ([first.pk], True)
    assert Claim.objects.get().need == second


def test_a_provider_offers_its_own_resources_only(client):
    mine, other = ResourceFactory(), ResourceFactory()
    need = NeedFactory(state="accepted", people=5)
    client.force_login(AppointmentFactory(role=Role.PROVIDER, place=mine.provider).person)

    refused = client.post(NEW, {"side": "resource", "need": need.pk, "resource": other.pk})
    client.post(NEW, {"side": "resource", "need": need.pk, "resource": mine.pk})

    assert (refused.status_code, Claim.objects.get().resource) == (422, mine)


def test_a_claim_is_declined_with_a_reason(desk):
    claim = ClaimFactory()

    wrong = desk.post(address("claim-decline", claim), {"reason": ""})
    desk.post(address("claim-decline", claim), {"reason": "太远"})

    claim.refresh_from_db()
    assert (wrong.status_code, claim.state, claim.reason) == (422, "declined", "太远")


def test_what_is_wrong_with_a_plan_is_said_in_place(desk):
    claim = ClaimFactory()
    half = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0, "form-0-title": "排练"}

    for sent, told in (({**PLAN, "ends_on": "2026-12-01"}, "完成日期要在开始日期之后"), ({**PLAN, **half}, "请填日期")):
        response = desk.post(address("claim-accept", claim), sent)
        assert (response.status_code, told in response.content.decode()) == (422, True)


def test_who_is_not_on_the_other_side_has_no_claim_to_answer(client, officer):
    client.force_login(officer)

    assert client.get(address("claim-accept", ClaimFactory())).status_code == 404


def test_a_project_goes_its_way(desk):
    milestone = MilestoneFactory()
    project = milestone.project

    desk.post(address("milestone-reach", milestone))
    desk.post(address("project-hand-in", project))
    wrong = desk.post(address("project-accept", project), {"verdict": ""})
    desk.post(address("project-send-back", project), {"reason": "还差一次"})
    desk.post(address("project-hand-in", project))
    desk.post(address("project-accept", project), {"verdict": "很好"})

    project.refresh_from_db()
    assert (wrong.status_code, project.state, project.verdict) == (422, "accepted", "很好")
    assert "很好" in desk.get(address("project-detail", project)).content.decode()


def test_a_step_that_came_too_late_is_told_in_place(desk):
    project = ProjectFactory()
    desk.post(address("project-hand-in", project))

    assert desk.post(address("project-hand-in", project)).status_code == 422


@pytest.mark.parametrize("count", [1, 3])
def test_claims_cost_the_same_for_many(desk, count, django_assert_num_queries):
    ProjectFactory.create_batch(count)

    with django_assert_num_queries(6):
        response = desk.get(CLAIMS)

    assert len(response.context["claims"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_project_costs_the_same_for_many_milestones(desk, count, django_assert_num_queries):
    project = ProjectFactory()
    MilestoneFactory.create_batch(count, project=project)

    with django_assert_num_queries(6):
        desk.get(address("project-detail", project))


def test_members_have_no_part_in_claims_and_drafts(client, member, officer):
    client.force_login(member)
    answers = [client.get(path).status_code for path in (CLAIMS, NEW, DRAFT)]
    client.force_login(officer)

    assert (answers, client.get(DRAFT).status_code) == ([403, 403, 403], 403)
