"""Two people act on the same case in the same second."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cases.factories import KindFactory
from tests.factories import AppointmentFactory, PersonFactory, StationFactory
from tests.rivals import at_once
from yizhan.cases import services
from yizhan.cases.models import CallBack, Case, Kind, RequestKind, Result
from yizhan.kernel import clock
from yizhan.people.models import Role

pytestmark = pytest.mark.django_db(transaction=True)
CONTENT = services.Opinion(solved=True, level=5)


@pytest.fixture
def people():
    """A station with three officers and a case that one of them contacted, and its reporter."""
    station = StationFactory()
    officers = [AppointmentFactory(role=Role.STATION, place=station).person for _ in range(3)]
    member = PersonFactory()
    fields = {"kind": KindFactory(), "station": station, "words": "三楼茶水间漏水"}
    case = services.raise_case(actor=member, fields=fields)
    services.contact(actor=officers[0], case=case, words="今天去看")
    return case, officers, member


def test_what_is_sent_twice_at_once_is_one_case(people):
    case, _, member = people
    fields, nonce = {"kind": case.kind, "station": case.station, "words": "灯坏了"}, uuid4()

    ends = at_once(*[lambda: services.raise_case(actor=member, fields=fields, nonce=nonce)] * 2)

    assert (ends, Case.objects.filter(words="灯坏了").count()) == (["done", "done"], 1)


def test_one_answer_is_given_when_two_officers_give_one_at_once(people):
    case, officers, _ = people

    ends = at_once(
        *[lambda who=who: services.answer(actor=who, case=case, result=Result.SOLVED, words="好了") for who in officers]
    )

    assert (ends, CallBack.objects.count()) == (["CaseOver", "CaseOver", "done"], 1)


def test_one_opinion_counts_when_reporter_and_caller_give_it_at_once(people):
    case, officers, member = people
    services.answer(actor=officers[0], case=case, result=Result.SOLVED, words="好了")
    call = CallBack.objects.get()

    ends = at_once(
        lambda: services.confirm(actor=member, case=case, opinion=CONTENT),
        lambda: services.call_back(actor=officers[1], call_back=call, opinion=CONTENT),
    )

    assert ends == ["AnsweredAlready", "done"]
    assert case.events.filter(kind="closed").count() == 1


def test_the_log_has_no_gap_and_no_twin_when_everybody_writes(people):
    case, officers, _ = people

    at_once(*[lambda who=who: services.note(actor=who, case=case, words="看过了") for who in officers * 2])

    assert list(case.events.order_by("seq").values_list("seq", flat=True)) == list(range(1, 9))


def test_two_cases_that_are_told_to_follow_each_other_do_not_lock_up(people):
    case, officers, _ = people
    other = services.raise_case(
        actor=PersonFactory(), fields={"kind": case.kind, "station": case.station, "words": "漏水"}
    )

    ends = at_once(
        lambda: services.follow(actor=officers[0], case=case, into=other),
        lambda: services.follow(actor=officers[1], case=other, into=case),
    )

    assert (ends, Case.objects.filter(series=None).count()) == (["Following", "done"], 1)


def test_a_case_that_is_answered_while_another_comes_to_follow_it_leaves_none_without_an_answer(people):
    case, officers, _ = people
    fields = {"kind": case.kind, "station": case.station, "words": "漏水"}
    others = [services.raise_case(actor=PersonFactory(), fields=fields) for _ in range(3)]
    services.follow(actor=officers[0], case=others[0], into=case)

    at_once(
        lambda: services.answer(actor=officers[0], case=case, result=Result.SOLVED, words="好了"),
        *[lambda one=one: services.follow(actor=officers[1], case=one, into=case) for one in others[1:]],
    )

    assert not Case.objects.filter(series=case).exclude(state="answered").exists()


def test_a_request_is_decided_once_when_two_decide_at_once(people):
    case, officers, _ = people
    approver = AppointmentFactory(role=Role.HUB).person
    wanted = services.Wanted(kind=RequestKind.EXTENSION, ground="等配件", limit="10d")
    request = services.ask_leave(actor=officers[0], case=case, wanted=wanted, approver=approver)

    ends = at_once(
        *[lambda: services.decide(actor=approver, asked=request, granted=True, words="同意") for _ in range(2)]
    )

    assert (ends, case.events.filter(kind="extended").count()) == (["IllegalMove", "done"], 1)


def test_a_pause_ends_once_when_two_workers_end_it(people, monkeypatch):
    case, officers, _ = people
    now = clock.now()
    services.pause(actor=officers[0], case=case, reason="等配件", until=now + timedelta(minutes=5))
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=6))

    at_once(services.end_pauses, services.end_pauses)

    assert case.events.filter(kind="resumed").count() == 1


def test_one_version_follows_when_two_change_a_kind_at_once():
    hub, kind = AppointmentFactory(role=Role.HUB).person, KindFactory()

    def publish(limit):
        return lambda: services.publish_kind(actor=hub, after=kind, said={"limits": {"contact": limit}})

    ends = at_once(publish("2d"), publish("3d"))

    assert (ends, Kind.objects.count()) == (["KindMovedOn", "done"], 2)
