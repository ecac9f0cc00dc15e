"""Stewards of buildings and officers of enterprises: named, replaced, ended with a day and a reason."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.enterprises.factories import EnterpriseFactory, StewardFactory
from tests.factories import PersonFactory
from yizhan.enterprises import services
from yizhan.enterprises.models import Steward
from yizhan.enterprises.rules import refusals
from yizhan.people.models import Change

pytestmark = pytest.mark.django_db
TODAY, FRIDAY = date(2026, 11, 25), date(2026, 11, 20)
MOVED = "公司搬走了"


def test_a_new_steward_ends_the_one_before(officer, station):
    before = StewardFactory(building=station.building)
    person = PersonFactory(phone="+8613800000001")

    steward = services.make_steward(actor=officer, building=station.building, phone="138 0000 0001")

    before.refresh_from_db()
    assert (before.ends_on, steward.person, steward.starts_on) == (TODAY, person, TODAY)


def test_a_steward_named_again_stays(officer, station):
    before = StewardFactory(building=station.building, person=PersonFactory(phone="+8613800000001"))

    assert services.make_steward(actor=officer, building=station.building, phone="13800000001") == before


def test_a_steward_who_began_today_never_was(officer, station):
    StewardFactory(building=station.building, starts_on=TODAY)
    PersonFactory(phone="+8613800000001")

    steward = services.make_steward(actor=officer, building=station.building, phone="13800000001")

    assert list(Steward.objects.all()) == [steward]


def test_a_steward_is_a_member(officer, station):
    with pytest.raises(refusals.NotAMember):
        services.make_steward(actor=officer, building=station.building, phone="13800000001")


def test_members_name_no_steward(member, station):
    with pytest.raises(PermissionDenied):
        services.make_steward(actor=member, building=station.building, phone="13800000001")


def test_a_steward_is_ended_on_a_day_for_a_reason(officer, station):
    steward = StewardFactory(building=station.building)

    services.end_steward(actor=officer, steward=steward, ends_on=FRIDAY, reason=f" {MOVED} ")

    steward.refresh_from_db()
    line = Change.objects.get(subject_id=steward.pk)
    assert (steward.ends_on, line.verb, line.reason, line.details["on"]) == (FRIDAY, "end", MOVED, "2026-11-20")


def test_a_steward_who_ends_on_the_day_they_began_never_was(officer, station):
    steward = StewardFactory(building=station.building, starts_on=TODAY)

    services.end_steward(actor=officer, steward=steward, ends_on=TODAY, reason="登记错了")

    assert (Steward.objects.count(), Change.objects.get(subject_id=steward.pk).reason) == (0, "登记错了")


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"ends_on": date(2026, 11, 26)}, refusals.EndsLater),
        ({"ends_on": date(2025, 12, 31)}, refusals.EndedBeforeItBegan),
        ({"reason": " "}, refusals.EndReasonMissing),
    ],
)
def test_an_end_needs_a_day_that_was_and_a_reason(officer, station, said, refusal):
    steward = StewardFactory(building=station.building)

    with pytest.raises(refusal):
        services.end_steward(actor=officer, steward=steward, **{"ends_on": TODAY, "reason": MOVED, **said})


def test_a_steward_is_ended_once(officer, station):
    steward = StewardFactory(building=station.building, ends_on=FRIDAY)

    with pytest.raises(refusals.StewardEnded):
        services.end_steward(actor=officer, steward=steward, ends_on=TODAY, reason=MOVED)


def test_members_end_no_steward(member, station):
    with pytest.raises(PermissionDenied):
        services.end_steward(
            actor=member, steward=StewardFactory(building=station.building), ends_on=TODAY, reason=MOVED
        )


def test_an_officer_is_ended_on_a_day_for_a_reason(officer, station, history):
    enterprise = EnterpriseFactory(station=station, officer=officer)

    services.end_officer(actor=officer, enterprise=enterprise, officer=officer, ends_on=FRIDAY, reason=MOVED)

    enterprise.refresh_from_db()
    line = Change.objects.get(subject_id=enterprise.pk)
    assert (enterprise.officer, history(enterprise), line.reason) == (None, ["end_officer"], MOVED)
    assert line.details == {"officer": str(officer.pk), "on": "2026-11-20"}


def test_an_officer_does_not_end_before_the_enterprise_was_noted(officer, station):
    enterprise = EnterpriseFactory(station=station, officer=officer, noted_on=TODAY)

    with pytest.raises(refusals.EndedBeforeItBegan):
        services.end_officer(actor=officer, enterprise=enterprise, officer=officer, ends_on=FRIDAY, reason=MOVED)


def test_one_who_was_replaced_meanwhile_is_not_ended(officer, station):
    enterprise = EnterpriseFactory(station=station, officer=PersonFactory())

    with pytest.raises(refusals.OfficerEnded):
        services.end_officer(actor=officer, enterprise=enterprise, officer=officer, ends_on=TODAY, reason=MOVED)


def test_members_end_no_officer(officer, member, station):
    enterprise = EnterpriseFactory(station=station, officer=officer)

    with pytest.raises(PermissionDenied):
        services.end_officer(actor=member, enterprise=enterprise, officer=officer, ends_on=TODAY, reason=MOVED)
