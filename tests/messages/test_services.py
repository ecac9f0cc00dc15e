import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from tests.factories import AppointmentFactory, NoticeFactory, PersonFactory
from yizhan.kernel.events import publish
from yizhan.messages import services
from yizhan.messages.models import Notice
from yizhan.people.events import Appointed, CodeIssued

pytestmark = pytest.mark.django_db


def test_notify_keeps_both_languages_and_is_unread():
    person = PersonFactory()

    notice = services.notify(person=person, zh=("标题", "正文"), en=("Title", "Body"), link="/me/")

    assert (notice.title_zh, notice.body_en, notice.link, notice.read_at) == ("标题", "Body", "/me/", None)


def test_read_notes_the_first_time_only(at):
    notice = NoticeFactory()
    at("2026-11-25T09:00+08:00")
    services.read(actor=notice.person, notice=notice)
    at("2026-11-25T10:00+08:00")

    services.read(actor=notice.person, notice=notice)

    notice.refresh_from_db()
    assert notice.read_at.isoformat() == "2026-11-25T01:00:00+00:00"


def test_read_is_for_the_person_alone():
    notice = NoticeFactory()

    with pytest.raises(PermissionDenied):
        services.read(actor=PersonFactory(), notice=notice)


def test_read_all_leaves_the_notices_of_others():
    mine, theirs = NoticeFactory(), NoticeFactory()

    assert services.read_all(actor=mine.person, person=mine.person) == 1

    assert list(Notice.objects.unread()) == [theirs]


def test_an_appointment_is_told_to_the_person():
    appointment = AppointmentFactory()

    with transaction.atomic():
        publish(Appointed(appointment_id=appointment.pk))

    assert list(Notice.objects.values_list("person", "title_en")) == [(appointment.person_id, "You have a new role")]


def test_a_code_is_sent_only_after_the_commit(capfd, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as waiting, transaction.atomic():
        publish(CodeIssued(phone="+8613900001111", code="123456"))
    assert "123456" not in capfd.readouterr().err

    [send() for send in waiting]

    assert "[message to +8613900001111]" in capfd.readouterr().err
