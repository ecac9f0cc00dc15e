"""The ladder: who is told what, when, and that it is climbed once."""

import pytest
from django.core.exceptions import PermissionDenied

from tests.cases.factories import RungFactory
from yizhan.cases import queries, services
from yizhan.cases.models import Case, Clock, Escalation, Recipient, Result
from yizhan.cases.queries.page import dossier
from yizhan.cases.rules import refusals
from yizhan.cases.services import escalating
from yizhan.kernel import clock

pytestmark = pytest.mark.django_db
BEFORE_DUE, DUE, NEXT_MORNING, SATURDAY = (
    "2026-11-26T16:00+08:00",
    "2026-11-26T18:00+08:00",
    "2026-11-27T09:00+08:00",
    "2026-11-28T10:00+08:00",
)


def rung(**more):
    return RungFactory(**{"clock": Clock.CONTACT, **more})


def steps(at):
    return [
        (step.timer.clock, step.rung.offset, step.rung.recipient, list(step.people)) for step in services.dry_run(at=at)
    ]


def test_nothing_is_told_before_its_moment(brought, at):
    rung(offset="-2h")
    at("2026-11-26T15:59+08:00")

    assert (services.escalate(), Escalation.objects.count()) == (0, 0)


def test_the_log_keeps_a_rung_by_its_codes_and_the_page_says_it_in_words(brought, at):
    rung(offset="-2h")
    at(BEFORE_DUE)
    services.escalate()

    note, shown = brought.events.latest("seq").note, dossier(brought).log[0].note

    assert (note, shown) == ("contact -2h responsible", "首次联系 -2h → 负责人")


def test_who_is_responsible_is_told_before_it_is_due(brought, officer, at, told, log):
    rung(offset="-2h")
    at(BEFORE_DUE)

    assert services.escalate() == 1
    assert (told(officer)[-1], log(brought)) == ("首次联系快到期", ["raised", "escalated"])
    assert Escalation.objects.get().told == 1


def test_a_rung_is_climbed_once(brought, officer, at, told):
    rung(offset="-2h")
    at(BEFORE_DUE)
    services.escalate()

    assert (services.escalate(), told(officer).count("首次联系快到期")) == (0, 1)


@pytest.mark.parametrize("when", [DUE, SATURDAY])
def test_nobody_is_told_in_quiet_hours(brought, at, when):
    rung(offset="0h")
    at(when)

    assert services.escalate() == 0


def test_what_came_in_quiet_hours_is_told_when_work_begins(brought, officer, at, told):
    rung(offset="0h", recipient=Recipient.STATION)
    at(NEXT_MORNING)

    assert (services.escalate(), told(officer)[-1]) == (1, "首次联系已超期")


def test_each_rung_tells_its_own(brought, officer, overseer, hub, at):
    for recipient in Recipient:
        rung(offset="0h", recipient=recipient)
    at(NEXT_MORNING)

    found = {recipient: people for _clock, _offset, recipient, people in steps(clock.now())}

    assert found == {"responsible": [officer], "station": [officer], "subdistrict": [overseer], "hub": [hub]}


def test_a_case_that_nobody_is_responsible_for_is_told_to_its_station(brought, officer, at):
    Case.objects.update(responsible=None)
    rung(offset="0h")
    at(NEXT_MORNING)

    assert [people for *_rest, people in steps(clock.now())] == [[officer]]


def test_a_dry_run_writes_nothing(brought, officer, at, log):
    rung(offset="0h")
    at(NEXT_MORNING)

    found = services.dry_run(at=clock.now())

    assert [(step.moment.isoformat(), step.timer.case_id) for step in found] == [
        ("2026-11-26T10:00:00+00:00", brought.pk)
    ]
    assert (Escalation.objects.count(), log(brought)) == (0, ["raised"])


def test_a_clock_that_stopped_is_not_told_of(contacted, at):
    rung(offset="0h")
    at(NEXT_MORNING)

    assert services.escalate() == 0


def test_a_rung_that_is_switched_off_is_not_climbed(brought, at):
    rung(offset="0h", active=False)
    at(NEXT_MORNING)

    assert services.escalate() == 0


def test_a_rung_before_the_beginning_of_its_clock_never_comes(brought, at):
    rung(offset="-5d")
    at(NEXT_MORNING)

    assert services.escalate() == 0


def test_what_was_done_in_between_is_not_told(brought, officer, at):
    rung(offset="0h")
    at(NEXT_MORNING)
    seen = services.dry_run(at=clock.now())
    services.contact(actor=officer, case=brought, words="今天去看")

    assert (len(seen), escalating.climb(seen)) == (1, 0)


def test_call_backs_of_answered_cases_are_told_of(contacted, officer, at, told):
    rung(clock=Clock.CALL_BACK, offset="1d", recipient=Recipient.STATION)
    services.answer(actor=officer, case=contacted, result=Result.SOLVED, words="换了水管")
    at("2026-12-04T09:00+08:00")

    assert (services.escalate(), told(officer)[-1]) == (1, "回访已超期")


@pytest.mark.parametrize("count", [1, 3])
def test_a_dry_run_costs_the_same_for_many(count, kind, station, member, officer, at, django_assert_num_queries):
    rung(offset="0h")
    for n in range(count):
        services.raise_case(actor=member, fields={"kind": kind, "station": station, "words": f"漏水{n}"})
    at(NEXT_MORNING)

    with django_assert_num_queries(4):
        found = services.dry_run(at=clock.now())

    assert len(found) == count


def test_the_hub_adds_a_rung(hub):
    made = services.add_rung(actor=hub, clock=Clock.CONTACT, offset="-2h", recipient=Recipient.STATION)

    assert (made.clock, made.offset, made.recipient, made.active) == ("contact", "-2h", "station", True)


def test_a_rung_is_there_once(hub):
    rung(offset="-2h")

    with pytest.raises(refusals.RungThere):
        services.add_rung(actor=hub, clock=Clock.CONTACT, offset="-2h", recipient=Recipient.RESPONSIBLE)


def test_an_offset_that_nobody_can_read_is_refused(hub):
    with pytest.raises(refusals.LimitUnreadable):
        services.add_rung(actor=hub, clock=Clock.CONTACT, offset="soon", recipient=Recipient.RESPONSIBLE)


def test_a_rung_is_switched_off_and_on(hub):
    one = rung()

    assert services.switch_rung(actor=hub, rung=one, active=False).active is False
    assert services.switch_rung(actor=hub, rung=one, active=True).active is True


def test_a_station_does_not_change_the_ladder(officer):
    with pytest.raises(PermissionDenied):
        services.add_rung(actor=officer, clock=Clock.CONTACT, offset="-2h", recipient=Recipient.STATION)
    with pytest.raises(PermissionDenied):
        services.switch_rung(actor=officer, rung=rung(), active=False)


def test_clocks_are_read_anew_when_the_calendar_changed(brought):
    Case.objects.update(calendar="2025-11", due_at=brought.raised_at)

    assert services.reread_outdated() == 1

    before = brought.due_at
    brought.refresh_from_db()
    assert (brought.due_at, brought.calendar) == (before, queries.working_calendar().version)
    assert services.reread_outdated() == 0


def test_what_is_over_is_not_read_anew(contacted, officer, member):
    services.answer(actor=officer, case=contacted, result=Result.SOLVED, words="换了水管")
    services.confirm(actor=member, case=contacted, opinion=services.Opinion(solved=True, level=5))
    Case.objects.update(calendar="2025-11")

    assert services.reread_outdated() == 0
