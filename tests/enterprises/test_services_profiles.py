"""Noting, changing and losing enterprises."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.enterprises.factories import EnterpriseFactory, VisitFactory
from tests.factories import StationFactory
from yizhan.enterprises import services
from yizhan.enterprises.rules import refusals

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


@pytest.fixture
def profile(station):
    """What a form gives, with what is said otherwise."""
    plain = {
        "name_zh": "静安示例贸易",
        "industry": "trade",
        "size": "10-49",
        "building": station.building,
        "station": station,
        "visit_days": 60,
    }
    return lambda **said: {**plain, **said}


def test_an_enterprise_is_noted_and_its_first_visit_due(officer, profile, history):
    enterprise = services.note_enterprise(actor=officer, fields=profile(officer=officer))

    enterprise.refresh_from_db()
    assert (enterprise.visit_by, enterprise.noted_on, history(enterprise)) == (date(2027, 1, 24), TODAY, ["note"])


def test_another_station_s_officer_notes_nothing_here(officer_of, profile):
    with pytest.raises(PermissionDenied):
        services.note_enterprise(actor=officer_of(StationFactory()), fields=profile())


def test_a_name_is_taken_once_in_a_building(officer, profile, enterprise):
    with pytest.raises(refusals.NameTaken):
        services.note_enterprise(actor=officer, fields=profile(name_zh=enterprise.name_zh))


def test_its_officer_is_one_of_the_station(officer, profile, member):
    with pytest.raises(refusals.NotItsOfficer):
        services.note_enterprise(actor=officer, fields=profile(officer=member))


def test_a_change_of_the_interval_moves_the_next_visit(officer, enterprise, history):
    VisitFactory(enterprise=enterprise, on=date(2026, 11, 20))

    services.edit_enterprise(actor=officer, enterprise=enterprise, fields={"visit_days": 30, "floor": "12 楼"})

    enterprise.refresh_from_db()
    assert (enterprise.visit_by, enterprise.floor) == (date(2026, 12, 20), "12 楼")
    assert history(enterprise) == ["edit"]


def test_an_enterprise_does_not_pass_to_a_station_that_is_not_the_actor_s(officer, enterprise):
    with pytest.raises(PermissionDenied):
        services.edit_enterprise(actor=officer, enterprise=enterprise, fields={"station": StationFactory()})


def test_the_hub_passes_an_enterprise_to_another_station_of_the_subdistrict(hub, enterprise, station):
    other = StationFactory(building=station.building)

    services.edit_enterprise(actor=hub, enterprise=enterprise, fields={"station": other})

    enterprise.refresh_from_db()
    assert enterprise.station == other


def test_it_does_not_come_after_it_left(officer, station):
    gone = EnterpriseFactory(station=station, left_on=date(2026, 6, 1))

    with pytest.raises(refusals.LeftBeforeItCame):
        services.edit_enterprise(actor=officer, enterprise=gone, fields={"came_on": date(2026, 7, 1)})


def test_an_enterprise_moves_away_once(officer, enterprise, history):
    services.move_away(actor=officer, enterprise=enterprise, left_on=TODAY)

    enterprise.refresh_from_db()
    assert (enterprise.left_on, history(enterprise)) == (TODAY, ["move_away"])
    with pytest.raises(refusals.MovedAway):
        services.move_away(actor=officer, enterprise=enterprise, left_on=TODAY)


def test_one_that_moved_away_by_mistake_is_brought_back(officer, station, history):
    gone = EnterpriseFactory(station=station, left_on=date(2026, 6, 1))

    services.bring_back(actor=officer, enterprise=gone)

    gone.refresh_from_db()
    assert (gone.left_on, history(gone)) == (None, ["bring_back"])
    with pytest.raises(refusals.StillHere):
        services.bring_back(actor=officer, enterprise=gone)


def test_it_is_not_brought_back_where_its_name_is_taken(officer, enterprise, station):
    gone = EnterpriseFactory(station=station, name_zh=enterprise.name_zh, left_on=date(2026, 6, 1))

    with pytest.raises(refusals.NameTaken):
        services.bring_back(actor=officer, enterprise=gone)
