"""Two people act on the same thing in the same second: one wins, the other is told."""

from datetime import date, time
from io import BytesIO

import pytest
from PIL import Image

from tests.factories import AppointmentFactory, BuildingFactory, ConsentFactory, HoursFactory, StationFactory
from tests.rivals import at_once
from yizhan.network import services
from yizhan.network.models import Kind, Photo, Station, Workplace
from yizhan.people.models import Role
from yizhan.people.queries import changes_of

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 11, 1)


@pytest.fixture
def hub(at):
    at("2026-11-25T12:00+08:00")
    return AppointmentFactory(role=Role.HUB).person


def test_two_approvals_of_one_station(hub):
    station = StationFactory(state="visited")

    def approve():
        services.approve(actor=hub, station=Station.objects.get(pk=station.pk), opened_on=TODAY)

    assert at_once(*[approve] * 4) == ["IllegalMove", "IllegalMove", "IllegalMove", "done"]
    assert [change.verb for change in changes_of(station)] == ["approve"]


def test_an_approval_and_a_refusal_of_one_station(hub):
    station = StationFactory(state="visited")

    ends = at_once(
        lambda: services.approve(actor=hub, station=station, opened_on=TODAY),
        lambda: services.decline(actor=hub, station=station, reason="物业不同意"),
    )

    station.refresh_from_db()
    assert ends == ["IllegalMove", "done"]
    assert [change.verb for change in changes_of(station)] == [
        {"open": "approve", "declined": "decline"}[station.state]
    ]


def test_two_hubs_opened_at_once(hub):
    first, second = StationFactory.create_batch(2, kind=Kind.HUB, state="visited")

    ends = at_once(
        lambda: services.approve(actor=hub, station=first, opened_on=TODAY),
        lambda: services.approve(actor=hub, station=second, opened_on=TODAY),
    )

    assert ends == ["HubAlreadyOpen", "done"]
    assert Station.objects.serving().count() == 1


def test_two_edits_of_the_same_version(hub):
    station = StationFactory()

    ends = at_once(
        *[
            lambda floor=floor: services.edit_station(actor=hub, station=station, version=1, fields={"floor": floor})
            for floor in ("1", "2", "3")
        ]
    )

    station.refresh_from_db()
    assert ends == ["StationChanged", "StationChanged", "done"]
    assert (station.version, station.floor in {"1", "2", "3"}) == (2, True)


def test_two_applications_for_one_code(hub):
    fields = {"name_zh": "示例站", "kind": "point", "code": "JA-001"}

    ends = at_once(*[lambda slug=slug: services.apply(actor=hub, fields={**fields, "slug": slug}) for slug in "ab"])

    assert ends == ["CodeTaken", "done"]


def test_overlapping_hours_added_at_once(hub):
    station = StationFactory()
    monday = {"weekday": 1, "opens": time(9), "closes": time(18), "kind": "regular", "follows_holidays": True}

    ends = at_once(*[lambda: services.add_hours(actor=hub, station=station, fields=monday)] * 3)

    assert (ends, station.hours.count()) == (["HoursOverlap", "HoursOverlap", "done"], 1)


def test_hours_removed_twice_at_once(hub):
    hours = HoursFactory()

    ends = at_once(*[lambda: services.remove_hours(actor=hub, hours=hours)] * 2)

    assert ends == ["AlreadyGone", "done"]


def test_two_reviews_of_one_year(hub):
    station = StationFactory()
    scores = {"venue": 3, "property_will": 3, "staffing": 3, "services": 3, "scale": 3}

    ends = at_once(
        *[
            lambda: services.review(actor=hub, station=station, on=TODAY, scores=scores, verdict="upgrade", words="")
            for _ in range(2)
        ]
    )

    station.refresh_from_db()
    assert (ends, station.level) == (["ReviewedThisYear", "done"], "demonstration")


def test_the_last_place_for_a_photograph(hub):
    station = StationFactory()
    Photo.objects.bulk_create(
        Photo(station=station, alt_zh="前台", width=640, height=480, at="2026-11-25T12:00+08:00") for _ in range(7)
    )
    file = BytesIO()
    Image.new("RGB", (400, 300)).save(file, "PNG")

    def add():
        services.add_photo(actor=hub, station=station, upload=BytesIO(file.getvalue()), alt_zh="前台")

    assert at_once(*[add] * 6) == ["TooManyPhotos"] * 5 + ["done"]
    assert station.photos.count() == 8


def test_one_person_chooses_two_buildings_at_once(hub):
    person = ConsentFactory(text__purpose="workplace").person
    buildings = BuildingFactory.create_batch(2)

    ends = at_once(
        *[
            lambda building=building: services.choose_workplace(actor=person, person=person, building=building)
            for building in buildings
        ]
    )

    assert (ends, Workplace.objects.filter(person=person).count()) == (["done", "done"], 1)
