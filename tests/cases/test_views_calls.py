"""The queue of call-backs."""

import pytest
from django.urls import reverse

from tests.factories import StationFactory
from yizhan.cases import services
from yizhan.cases.models import CallBack, Result
from yizhan.people.queries import changes_of

pytestmark = pytest.mark.django_db
QUEUE = "/desk/case-calls/"


@pytest.fixture
def call_back(contacted, officer):
    services.answer(actor=officer, case=contacted, result=Result.SOLVED, words="换了水管")
    return contacted.call_backs.get()


@pytest.fixture
def caller(client, station, officer_of):
    """A colleague of the officer who handled it."""
    client.force_login(officer_of(station))
    return client


def address(name, row):
    return reverse(f"cases:{name}", args=[row.pk])


def test_members_call_nobody_back(client, member):
    client.force_login(member)

    assert client.get(QUEUE).status_code == 403


def test_the_queue_shows_what_was_brought_and_answered(caller, call_back):
    call = caller.get(QUEUE).context["call"]

    assert (call.row, call.answer) == (call_back, "换了水管 请确认是不是真的解决了。")


def test_the_handler_is_never_offered_it(client, officer, call_back):
    client.force_login(officer)

    assert client.get(QUEUE).context["call"] is None
    assert client.get(address("call-edit", call_back)).status_code == 404


def test_an_officer_from_elsewhere_is_not_offered_it(client, officer_of, call_back):
    client.force_login(officer_of(StationFactory()))

    assert client.get(QUEUE).context["call"] is None


def test_what_was_said_is_saved_and_the_next_one_comes(caller, call_back):
    answer = caller.post(address("call-edit", call_back), {"solved": "yes", "level": "4", "words": "修得快"})

    call_back.refresh_from_db()
    assert (call_back.solved, call_back.level, call_back.words) == (True, 4, "修得快")
    assert answer.url.startswith(f"{QUEUE}?cursor=")


def test_the_end_of_the_queue_leads_to_its_beginning(caller, call_back):
    answer = caller.get(f"{QUEUE}?cursor=2027-01-01T00:00:00%2B00:00_{call_back.pk}")

    assert answer.url == QUEUE


def test_an_answer_that_is_half_given_stays_on_the_page(caller, call_back):
    response = caller.post(address("call-edit", call_back), {"solved": "yes", "words": "修得快"})

    assert (response.status_code, response.context["form"]["words"].value()) == (422, "修得快")


def test_three_tries_and_silence_may_be_noted(caller, call_back):
    for _ in range(3):
        caller.post(address("call-miss", call_back))
    silence = caller.get(QUEUE).context["call"].silence

    caller.post(address("call-silence", call_back))

    assert silence is True
    assert CallBack.objects.get(pk=call_back.pk).silent is True


def test_silence_is_not_noted_before(caller, call_back):
    answer = caller.post(address("call-silence", call_back), follow=True)

    assert "至少联系三次没有回应" in answer.content.decode()
    assert CallBack.objects.get(pk=call_back.pk).done_at is None


def test_whom_to_call_is_shown_when_asked_for_and_logged(caller, call_back, member):
    shown = caller.post(address("call-look", call_back)).content.decode()

    assert member.phone in shown
    assert changes_of(call_back.case).filter(verb="look").count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_costs_the_same_for_many(caller, officer, kind, station, member, django_assert_num_queries, count):
    caller.get(QUEUE)
    for n in range(count):
        fields = {"kind": kind, "station": station, "words": f"漏水 {n}"}
        case = services.raise_case(actor=member, fields=fields)
        services.contact(actor=officer, case=case, words="今天去看")
        services.answer(actor=officer, case=case, result=Result.SOLVED, words="好了")

    with django_assert_num_queries(7):
        response = caller.get(QUEUE)

    assert response.context["queue"].count == count
