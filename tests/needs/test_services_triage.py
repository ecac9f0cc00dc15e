"""What officers do with needs."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import CategoryFactory, PersonFactory, ServiceFactory, StationFactory
from tests.needs.factories import NeedFactory, RequesterFactory
from yizhan.kernel.states import IllegalMove
from yizhan.needs import services
from yizhan.needs.events import NeedHandedOver
from yizhan.needs.models import Need
from yizhan.needs.rules import Part, refusals

pytestmark = pytest.mark.django_db
ACTS = {
    "accept": {},
    "merge": {},
    "split": {"parts": []},
    "return_need": {"reason": "没有场地"},
    "hand_over": {},
}


@pytest.fixture
def need(station, service):
    return RequesterFactory(need__station=station, need__service=service).need


@pytest.fixture
def requester(need):
    return need.requesters.get().person


def test_an_officer_accepts_a_need_and_those_who_have_it_are_told(officer, need, requester, steps, history, told):
    services.accept(actor=officer, need=need)
    need.refresh_from_db()

    assert (need.state, steps(need), history(need)) == ("accepted", ["accepted"], ["accept"])
    assert told(requester) == ["你的需求已受理"]
    assert need.steps.get().due_at.isoformat() == "2026-12-31T15:59:00+00:00"


def test_accepting_sets_service_category_and_month(officer, station):
    need = NeedFactory(station=station, service=None, category=CategoryFactory())
    service = ServiceFactory(category=CategoryFactory(code="JK"))

    services.accept(actor=officer, need=need, service=service, month=date(2027, 1, 1))
    need.refresh_from_db()

    assert (need.service, need.category, need.month) == (service, service.category, date(2027, 1, 1))


def test_an_accepted_need_may_be_given_another_service(officer, need):
    services.accept(actor=officer, need=need)
    other = ServiceFactory()

    services.accept(actor=officer, need=need, service=other)
    need.refresh_from_db()

    assert need.service == other


def test_nothing_is_accepted_without_a_service_or_for_a_month_that_is_over(officer, station, need):
    with pytest.raises(refusals.ServiceMissing):
        services.accept(actor=officer, need=NeedFactory(station=station, service=None, category=CategoryFactory()))
    with pytest.raises(refusals.MonthPast):
        services.accept(actor=officer, need=need, month=date(2026, 10, 1))


@pytest.mark.parametrize("act", ACTS)
def test_others_decide_nothing(need, member, officer_of, act):
    given = {**ACTS[act], **({"into": NeedFactory(station=need.station)} if act == "merge" else {})}

    for actor in (member, officer_of(StationFactory())):
        with pytest.raises(PermissionDenied):
            getattr(services, act)(actor=actor, need=need, **given)

    need.refresh_from_db()
    assert need.state == "open"


def test_merging_moves_everyone_along_and_tells_them(officer, need, requester, station, steps, told):
    into = RequesterFactory(need__station=station, need__people=3, people=3).need

    services.merge(actor=officer, need=need, into=into)
    need.refresh_from_db()
    into.refresh_from_db()

    assert (need.state, need.merged_into, need.requesters.count()) == ("merged", into, 0)
    assert (into.state, into.people) == ("open", 4)
    assert into.requesters.get(person=requester).need == into
    assert (steps(need), steps(into), told(requester)) == (
        ["merged"],
        ["merged"],
        ["你的需求和同样的合在一起了"],
    )


def test_who_was_merged_goes_on_being_told(officer, need, requester, station, told):
    into = NeedFactory(station=station)
    services.merge(actor=officer, need=need, into=into)

    services.accept(actor=officer, need=into)

    assert told(requester) == ["你的需求和同样的合在一起了", "你的需求已受理"]


def test_the_need_that_a_person_first_raised_is_kept(officer, member, wish, station):
    first = services.raise_need(actor=member, fields=wish())
    second, third = NeedFactory(station=station), NeedFactory(station=station)

    services.merge(actor=officer, need=first, into=second)
    services.merge(actor=officer, need=second, into=third)

    assert [(row.need, row.origin) for row in member.requests.all()] == [(third, first)]


def test_who_has_both_is_counted_once(officer, need, requester, station):
    need.people = 2
    need.save()
    need.requesters.update(people=2)
    into = RequesterFactory(need__station=station, person=requester, need__people=5, people=3).need

    services.merge(actor=officer, need=need, into=into)
    into.refresh_from_db()

    assert (into.people, [row.people for row in into.requesters.all()]) == (5, [3])


def test_merging_into_what_was_merged_goes_to_what_it_became(officer, need, station):
    last = NeedFactory(station=station)
    middle = NeedFactory(station=station, state="merged", merged_into=last)

    became = services.merge(actor=officer, need=need, into=middle)

    need.refresh_from_db()
    assert (became, need.merged_into) == (last, last)


def test_merging_what_was_merged_merges_what_it_became(officer, need, station):
    root, into = NeedFactory(station=station), NeedFactory(station=station)
    need.state, need.merged_into = "merged", root
    need.save()

    services.merge(actor=officer, need=need, into=into)

    root.refresh_from_db()
    need.refresh_from_db()
    assert (root.state, root.merged_into, need.merged_into) == ("merged", into, root)


def test_a_need_is_not_merged_into_itself_or_what_it_became(officer, need, station):
    into = NeedFactory(station=station)
    with pytest.raises(refusals.MergeIntoItself):
        services.merge(actor=officer, need=need, into=need)
    services.merge(actor=officer, need=need, into=into)

    with pytest.raises(refusals.MergeIntoItself):
        services.merge(actor=officer, need=into, into=need)


@pytest.mark.parametrize("state", ["met", "returned", "withdrawn", "handed_over", "split"])
def test_nothing_is_merged_into_what_is_over(officer, need, station, state):
    with pytest.raises(refusals.TargetClosed):
        services.merge(actor=officer, need=need, into=NeedFactory(station=station, state=state))


def test_only_needs_of_one_station_are_merged(officer, need):
    with pytest.raises(refusals.OtherStation):
        services.merge(actor=officer, need=need, into=NeedFactory())


def test_what_is_planned_is_not_merged_but_others_may_join_it(officer, need, station):
    planned = NeedFactory(station=station, state="planned", promised=1)
    with pytest.raises(refusals.AlreadyPlanned):
        services.merge(actor=officer, need=planned, into=need)

    services.merge(actor=officer, need=need, into=planned)

    planned.refresh_from_db()
    assert (planned.state, planned.people, planned.promised) == ("planned", 2, 1)


def test_a_split_need_becomes_several_that_everyone_has(officer, need, requester, station, steps, told):
    need.people = 6
    need.save()
    law, health = ServiceFactory(), ServiceFactory(category=CategoryFactory(code="JK"))

    parts = services.split(
        actor=officer,
        need=need,
        parts=[Part(service=law, people=4, words="看合同"), Part(service=health, people=2)],
    )

    need.refresh_from_db()
    assert (need.state, steps(need)) == ("split", ["split"])
    assert [(p.service, p.category, p.people, p.words, p.state, p.split_from) for p in parts] == [
        (law, law.category, 4, "看合同", "accepted", need),
        (health, health.category, 2, need.words, "accepted", need),
    ]
    assert [[row.person for row in part.requesters.all()] for part in parts] == [[requester], [requester]]
    assert told(requester) == ["你的需求分成了几件来办"]
    assert [steps(part) for part in parts] == [["accepted"], ["accepted"]]


@pytest.mark.parametrize(
    ("people", "refusal"),
    [([3], refusals.TooFewParts), ([1, 1], refusals.PartsLoseSomebody), ([4, 1], refusals.PartTooLarge)],
)
def test_a_split_loses_nobody_and_makes_nobody_up(officer, need, service, people, refusal):
    need.people = 3
    need.save()

    with pytest.raises(refusal):
        services.split(actor=officer, need=need, parts=[Part(service=service, people=n) for n in people])

    assert Need.objects.count() == 1


def test_a_need_is_returned_with_a_reason_for_those_who_have_it(officer, need, requester, told, history):
    services.return_need(actor=officer, need=need, reason=" 楼里没有合适的场地。 ")

    need.refresh_from_db()
    assert (need.state, need.steps.get().words_zh, told(requester)) == (
        "returned",
        "楼里没有合适的场地。",
        ["你的需求没有受理"],
    )
    assert history(need) == ["return"]


def test_nothing_is_returned_without_a_reason(officer, need):
    with pytest.raises(refusals.ReasonMissing):
        services.return_need(actor=officer, need=need, reason="  ")


def test_a_need_is_handed_over_as_a_case(officer, need, requester, told, published):
    services.hand_over(actor=officer, need=need, reason="电梯坏了")

    need.refresh_from_db()
    assert (need.state, told(requester)) == ("handed_over", ["你的需求转为诉求办理"])
    assert [event for event in published if isinstance(event, NeedHandedOver)] == [NeedHandedOver(need_id=need.pk)]


@pytest.mark.parametrize("state", ["met", "returned", "withdrawn", "handed_over", "split"])
def test_what_is_over_is_decided_no_more(officer, need, state):
    need.state = state
    need.save()

    for command in (
        lambda: services.accept(actor=officer, need=need),
        lambda: services.return_need(actor=officer, need=need, reason="晚了"),
        lambda: services.hand_over(actor=officer, need=need),
    ):
        with pytest.raises(IllegalMove):
            command()


def test_whoever_acts_is_not_told_of_it(officer, need, told):
    RequesterFactory(need=need, person=officer)

    services.accept(actor=officer, need=need)

    assert told(officer) == []


def test_a_person_who_has_nothing_to_do_with_it_is_not_told(officer, need, told):
    stranger = PersonFactory()

    services.accept(actor=officer, need=need)

    assert told(stranger) == []
