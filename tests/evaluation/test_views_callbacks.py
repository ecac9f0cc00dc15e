"""The officers' queue, from the first to the last without a mouse."""

from datetime import datetime

import pytest
from django.urls import reverse

from tests.evaluation.factories import CallBackFactory, RatingFactory
from tests.factories import StationFactory
from yizhan.evaluation.models import CallBack
from yizhan.evaluation.views import callbacks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
SESSION = 10  # who it is, and that the device was seen
RESULT = {"reached": "yes", "solved": "no", "words": "换了房间"}


def address(name, *args):
    return reverse(f"evaluation:{name}", args=args)


@pytest.fixture
def call_back():
    return CallBackFactory(due_at=datetime.fromisoformat("2026-01-15T18:00+08:00"))


@pytest.fixture
def desk(client, officer_of, call_back):
    """The officer of the station, signed in."""
    client.force_login(officer_of(call_back.station))
    return client


def test_a_member_does_not_get_in(client, member):
    client.force_login(member)

    assert client.get(address("call-back-list")).status_code == 403


def test_the_queue_is_in_the_order_of_the_limits_and_tells_the_working_time_left(desk, call_back):
    urgent = CallBackFactory(rating=RatingFactory(level=2), station=call_back.station)
    CallBackFactory()

    response = desk.get(address("call-back-list"))

    assert [one.call_back for one in response.context["waiting"]] == [urgent, call_back]
    assert "还剩 21 小时工作时间" in response.content.decode()


def test_what_is_overdue_is_marked(desk, at):
    at("2026-01-16T12:00+08:00")

    assert "已超期" in desk.get(address("call-back-list")).content.decode()


def test_without_consent_there_is_neither_name_nor_phone(desk, call_back):
    person = call_back.rating.ask.registration.person

    words = desk.get(address("call-back-edit", call_back.pk)).content.decode()

    assert [text in words for text in (person.name, person.phone)] == [False, False]
    assert "对方没有同意被联系" in words


def test_with_consent_there_are_both(desk, call_back):
    call_back.rating.may_call = True
    call_back.rating.save()
    person = call_back.rating.ask.registration.person

    words = desk.get(address("call-back-edit", call_back.pk)).content.decode()

    assert (person.name in words, f"tel:{person.phone}" in words) == (True, True)


def test_a_result_leads_to_the_next_one(desk, call_back):
    following = CallBackFactory(
        rating=RatingFactory(level=1),
        station=call_back.station,
        due_at=datetime.fromisoformat("2026-01-16T18:00+08:00"),
    )

    response = desk.post(address("call-back-edit", call_back.pk), RESULT)

    assert response.headers["Location"] == address("call-back-edit", following.pk)
    assert CallBack.objects.get(pk=call_back.pk).words == "换了房间"


def test_the_last_result_leads_back_to_the_queue(desk, call_back):
    response = desk.post(address("call-back-edit", call_back.pk), RESULT, follow=True)

    assert response.redirect_chain[0][0] == address("call-back-list")
    assert "没有要做的回访" in response.content.decode()
    assert "换了房间" in response.content.decode()


def test_a_result_that_is_not_whole_is_told_in_place(desk, call_back):
    response = desk.post(address("call-back-edit", call_back.pk), {})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["reached", "solved", "words"]


def test_a_second_result_is_refused_in_place(desk, call_back):
    desk.post(address("call-back-edit", call_back.pk), RESULT)

    assert desk.post(address("call-back-edit", call_back.pk), RESULT).status_code == 422


def test_another_station_finds_nothing(client, officer_of, call_back):
    client.force_login(officer_of(StationFactory()))

    assert client.get(address("call-back-edit", call_back.pk)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_costs_the_same_for_many(client, hub, count, django_assert_num_queries):
    CallBackFactory.create_batch(count)
    client.force_login(hub)

    with django_assert_num_queries(SESSION + 6):
        response = client.get(address("call-back-list"))

    assert len(response.context["waiting"]) == count


def test_what_waits_beyond_the_first_page_is_on_the_next(client, hub, monkeypatch):
    monkeypatch.setattr(callbacks, "QUEUE", 2)
    CallBackFactory.create_batch(3)
    client.force_login(hub)

    pages = [client.get(address("call-back-list"), {"page": n}).context["waiting"] for n in (1, 2)]

    assert [len(page) for page in pages] == [2, 1]
    assert len({one.call_back for page in pages for one in page}) == 3
