"""The stability screen: judged by named officers, seen by named roles, every look in the ledger, expiring."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.enterprises.factories import AssessmentFactory, EnterpriseFactory
from tests.factories import AppointmentFactory, ProviderFactory, StationFactory
from yizhan.enterprises import services
from yizhan.enterprises.events import ColourChanged
from yizhan.enterprises.models import Assessment, Colour
from yizhan.enterprises.queries import screen
from yizhan.enterprises.rules import refusals, stability
from yizhan.people.models import Change, Role
from yizhan.people.queries import own_data

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
WHY = "租约明年三月到期，在看别的楼。"


def judge(actor, enterprise, colour, **said):
    return services.judge(actor=actor, enterprise=enterprise, colour=colour, **{"reason": WHY, "days": 90, **said})


@pytest.mark.parametrize(
    ("before", "after", "worse"),
    [
        (None, Colour.GREEN, False),
        (None, Colour.YELLOW, False),
        (None, Colour.ORANGE, True),
        (Colour.GREEN, Colour.BLUE, True),
        (Colour.RED, Colour.ORANGE, False),
        (Colour.ORANGE, Colour.ORANGE, False),
    ],
)
def test_worse_is_worse_than_what_is_in_force_or_unstable_from_the_start(before, after, worse):
    assert stability.got_worse(before, after) == worse


@pytest.mark.parametrize("days", [0, 181])
def test_a_colour_holds_half_a_year_at_most(days):
    with pytest.raises(refusals.HoldsTooLong):
        stability.expires_on(TODAY, days=days)


def test_an_assessment_names_who_made_it_and_when_it_ends(officer, enterprise, history):
    made = judge(officer, enterprise, Colour.BLUE)

    assert (made.by, made.made_on, made.expires_on, made.reason) == (officer, TODAY, date(2027, 2, 23), WHY)
    assert (history(enterprise), WHY.encode() in bytes(made.reason_sealed)) == (["judge"], False)


def test_only_what_got_worse_is_made_known(officer, enterprise, published):
    judge(officer, enterprise, Colour.GREEN)
    worse = judge(officer, enterprise, Colour.YELLOW)
    judge(officer, enterprise, Colour.YELLOW)
    judge(officer, enterprise, Colour.BLUE)

    assert published == [ColourChanged(assessment_id=worse.pk)]


def test_what_ran_out_is_no_measure(officer, enterprise, published):
    AssessmentFactory(enterprise=enterprise, colour=Colour.GREEN, expires_on=TODAY)

    judge(officer, enterprise, Colour.YELLOW)

    assert published == []


def test_without_a_reason_nothing_is_judged(officer, enterprise):
    with pytest.raises(refusals.ReasonMissing):
        judge(officer, enterprise, Colour.RED, reason=" ")


def test_one_that_moved_away_is_judged_no_more(officer, station):
    with pytest.raises(refusals.MovedAway):
        judge(officer, EnterpriseFactory(station=station, left_on=TODAY), Colour.RED)


def test_only_named_roles_judge_and_look(enterprise, officer_of, member):
    provider = AppointmentFactory(role=Role.PROVIDER, place=ProviderFactory()).person
    administrator = AppointmentFactory().person

    for person in (member, provider, administrator, officer_of(StationFactory())):
        with pytest.raises(PermissionDenied):
            judge(person, enterprise, Colour.RED)
        with pytest.raises(PermissionDenied):
            services.look(actor=person, enterprise=enterprise)


def test_every_look_is_in_the_ledger_and_says_no_colour(officer, enterprise):
    AssessmentFactory(enterprise=enterprise)

    services.look(actor=officer, enterprise=enterprise)

    line = Change.objects.get(verb="look")
    assert (line.actor, line.subject_id, line.details, line.reason) == (officer, enterprise.pk, {}, "")


def test_a_look_at_the_screen_is_one_at_each_that_it_shows(officer, station):
    shown = AssessmentFactory.create_batch(3, enterprise__station=station)

    services.look_at_screen(actor=officer, assessments=shown)

    assert set(Change.objects.filter(verb="look").values_list("subject_id", flat=True)) == {
        one.enterprise_id for one in shown
    }


def test_nobody_looks_at_the_screen_of_another_station(officer):
    with pytest.raises(PermissionDenied):
        services.look_at_screen(actor=officer, assessments=[AssessmentFactory()])


def test_the_screen_shows_the_newest_while_it_holds_the_least_stable_first(officer, station, hub):
    old, green = EnterpriseFactory.create_batch(2, station=station)
    AssessmentFactory(enterprise=old, colour=Colour.ORANGE, at="2026-11-01T09:00+08:00")
    AssessmentFactory(enterprise=old, colour=Colour.RED, at="2026-11-02T09:00+08:00", expires_on=TODAY)
    newest = AssessmentFactory(enterprise=green, colour=Colour.GREEN)
    yellow = AssessmentFactory(enterprise__station=station, colour=Colour.YELLOW)
    elsewhere = AssessmentFactory(colour=Colour.RED)

    assert list(screen.current(officer)) == [yellow, newest]
    assert list(screen.current(hub)) == [elsewhere, yellow, newest]
    assert list(screen.unjudged(officer)) == [old]


def test_administrators_and_members_have_no_screen(member):
    AssessmentFactory()

    assert [list(screen.current(person)) for person in (member, AppointmentFactory().person)] == [[], []]


def test_a_subdistrict_sees_its_own(officer_of, station):
    mine = AssessmentFactory(enterprise__station=station)
    AssessmentFactory()

    assert list(screen.current(officer_of(station.subdistrict))) == [mine]


def test_an_officer_who_takes_their_data_away_takes_no_colour_along(officer, enterprise, published):
    judge(officer, enterprise, Colour.RED)

    (row,) = own_data(officer)["enterprises.assessment.by"]

    assert {"colour", "reason_sealed"} & row.keys() == set()


def test_many_are_judged_at_once(officer, station, history):
    enterprises = EnterpriseFactory.create_batch(2, station=station)
    judged = [services.Judged(enterprise=one, colour=Colour.BLUE, reason=WHY) for one in enterprises]

    services.judge_all(actor=officer, judged=judged)

    assert (Assessment.objects.count(), history(enterprises[0])) == (2, ["judge"])


def test_an_assessment_is_found_for_what_follows_from_it(officer, enterprise, published):
    made = judge(officer, enterprise, Colour.RED)

    assert screen.assessment(made.pk).enterprise.station == enterprise.station
