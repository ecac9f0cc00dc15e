"""Closing reports."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from PIL import Image

from tests.activities.factories import ActivityFactory, RegistrationFactory
from tests.delivery.factories import DeliveryFactory, PartyFactory
from yizhan.delivery.queries.deliveries import checked_in
from yizhan.delivery.rules import order_refusals as refusals
from yizhan.delivery.services.reporting import remind_of_reports, report
from yizhan.messages.models import Notice
from yizhan.network.rules.refusals import NotAPicture

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening(at):
    """It is the evening of the session."""
    at("2026-02-04T18:00+08:00")


def picture():
    file = BytesIO()
    Image.new("RGB", (800, 600)).save(file, "PNG")
    file.seek(0)
    return file


def test_a_report_closes_the_delivery_and_serves_its_needs(evening, staff_of):
    delivery = DeliveryFactory(state="accepted")
    need = PartyFactory(delivery=delivery, people=3).need
    person = staff_of(delivery.provider)

    made = report(actor=person, delivery=delivery, came=5, words="问得最多的是劳动合同。", photos=[picture()])

    delivery.refresh_from_db()
    need.refresh_from_db()
    photo = made.photos.get()
    assert (delivery.state, made.came, made.by, need.served, need.state) == ("delivered", 5, person, 3, "met")
    assert [default_storage.exists(f"reports/{photo.pk}-{width}.webp") for width in (640, 1600)] == [True, True]
    assert [event.kind for event in delivery.events.all()] == ["reported"]


def test_a_second_report_changes_nothing(evening, hub):
    delivery = DeliveryFactory(state="accepted")
    report(actor=hub, delivery=delivery, came=5, words="好。")

    with pytest.raises(refusals.ReportedAlready):
        report(actor=hub, delivery=delivery, came=6, words="很好。")


def test_what_is_not_over_or_was_never_accepted_is_not_reported(evening, at, hub):
    with pytest.raises(refusals.NotAccepted):
        report(actor=hub, delivery=DeliveryFactory(), came=5, words="好。")
    at("2026-02-04T09:30+08:00")
    with pytest.raises(refusals.NotOver):
        report(actor=hub, delivery=DeliveryFactory(state="accepted"), came=5, words="好。")


def test_a_file_that_is_no_picture_or_one_too_many_is_refused(evening, hub):
    delivery = DeliveryFactory(state="accepted")

    with pytest.raises(NotAPicture):
        report(actor=hub, delivery=delivery, came=5, words="好。", photos=[BytesIO(b"no")])
    with pytest.raises(refusals.TooManyPictures):
        report(actor=hub, delivery=delivery, came=5, words="好。", photos=[picture()] * 7)


def test_others_report_nothing(evening, member):
    with pytest.raises(PermissionDenied):
        report(actor=member, delivery=DeliveryFactory(state="accepted"), came=5, words="好。")


def test_the_check_ins_say_how_many_came():
    activity = ActivityFactory()
    RegistrationFactory(activity=activity, state="attended", places=2, checked_in_at=activity.starts_at)
    RegistrationFactory(activity=activity)

    assert checked_in(DeliveryFactory(activity=activity, state="accepted")) == 2
    assert checked_in(DeliveryFactory()) is None


def test_a_missing_report_is_asked_for_once_after_two_working_days(at, staff_of):
    delivery = DeliveryFactory(state="accepted")
    person = staff_of(delivery.provider)
    at("2026-02-06T09:00+08:00")

    early = remind_of_reports()
    at("2026-02-06T10:30+08:00")
    asked, again = remind_of_reports(), remind_of_reports()

    assert (early, asked, again) == (0, 1, 0)
    assert [(n.title_zh, n.link) for n in Notice.objects.filter(person=person)] == [
        ("还缺一份结案报告", f"/desk/deliveries/{delivery.pk}/report/")
    ]
