"""Task forces of hard cases."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import PersonFactory
from yizhan.cases import services
from yizhan.cases.models import Clock, Mechanism, Result
from yizhan.cases.rules import refusals
from yizhan.kernel.states import IllegalMove

pytestmark = pytest.mark.django_db
END = datetime.fromisoformat("2027-01-29T18:00+08:00")


@pytest.fixture
def leader(officer_of, station):
    return officer_of(station)


@pytest.fixture
def form(contacted, overseer, leader):
    def formed(**more):
        plan = {"words": "会同物业换管", "until": END, "milestones": [("定方案", date(2026, 12, 4))], **more}
        return services.form_force(
            actor=overseer, case=contacted, leader=leader, members=[PersonFactory()], plan=services.Plan(**plan)
        )

    return formed


def test_a_task_force_has_its_own_limit_and_reports_at_an_interval(form, contacted, leader, told):
    force = form(progress="3d")

    contacted.refresh_from_db()
    resolution = contacted.timers.get(clock=Clock.RESOLUTION)
    assert (contacted.mechanism, resolution.due_at) == (Mechanism.HARD, END)
    assert (contacted.due_clock, f"{contacted.due_at:%m-%d}") == (Clock.PROGRESS, "11-30")
    assert (force.milestones.count(), told(leader)) == (1, ["你在一个专班里"])


def test_a_note_to_the_reporters_starts_the_next_interval(form, contacted, officer, at):
    form(progress="3d")
    at("2026-11-27T10:00+08:00")

    services.tell(actor=officer, case=contacted, words="方案定了")

    contacted.refresh_from_db()
    assert f"{contacted.due_at:%m-%d}" == "12-02"


def test_a_task_force_is_formed_by_those_who_may_give_leave(contacted, officer, leader):
    plan = services.Plan(words="会同物业换管", until=END)

    with pytest.raises(PermissionDenied):
        services.form_force(actor=officer, case=contacted, leader=leader, members=[], plan=plan)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"until": datetime.fromisoformat("2026-11-25T10:00+08:00")}, refusals.LimitPast),
        ({"words": " "}, refusals.ReasonMissing),
        ({"progress": "常常"}, refusals.LimitUnreadable),
    ],
)
def test_a_plan_that_is_none_is_refused(form, more, refusal):
    with pytest.raises(refusal):
        form(**more)


def test_a_case_has_one_task_force(form):
    form()

    with pytest.raises(refusals.MechanismUnknown):
        form()


def test_milestones_are_planned_done_and_dropped_by_the_leader(form, leader):
    force = form()
    more = services.add_milestone(actor=leader, force=force, title="换管", due_on=date(2026, 12, 18))

    services.settle_milestone(actor=leader, milestone=force.milestones.get(title="定方案"), words="方案见附件")
    services.settle_milestone(actor=leader, milestone=more, words="物业自己换了", dropped=True)

    assert list(force.milestones.values_list("title", "dropped")) == [("定方案", False), ("换管", True)]


def test_a_milestone_is_not_planned_for_the_past(form, leader):
    with pytest.raises(refusals.LimitPast):
        services.add_milestone(actor=leader, force=form(), title="换管", due_on=date(2026, 11, 24))


def test_a_milestone_is_settled_once(form, leader):
    milestone = form().milestones.get()
    services.settle_milestone(actor=leader, milestone=milestone, words="方案见附件")

    with pytest.raises(IllegalMove):
        services.settle_milestone(actor=leader, milestone=milestone, words="方案见附件")


def test_a_member_does_not_lead(form):
    force = form()

    with pytest.raises(PermissionDenied):
        services.learn(actor=force.members.get().person, force=force, lesson="早点请物业")


def test_a_hard_case_is_answered_when_its_milestones_are_settled_and_a_lesson_is_learnt(
    form, contacted, leader, officer
):
    force = form()

    def answer():
        return services.answer(actor=officer, case=contacted, result=Result.SOLVED, words="换了管")

    with pytest.raises(refusals.MilestonesOpen):
        answer()
    services.settle_milestone(actor=leader, milestone=force.milestones.get(), words="方案见附件")
    with pytest.raises(refusals.LessonMissing):
        answer()
    services.learn(actor=leader, force=force, lesson="早点请物业")
    assert answer().pk == contacted.pk
