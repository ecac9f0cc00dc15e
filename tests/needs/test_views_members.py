"""The pages of those who want something."""

import pytest
from django.urls import reverse

from tests.factories import BuildingFactory, CategoryFactory, StationFactory
from tests.needs.factories import NeedFactory, RequesterFactory
from yizhan.needs import services
from yizhan.needs.models import Need, Requester, Step

pytestmark = pytest.mark.django_db
LIST, NEW = "/needs/", "/needs/new/"


@pytest.fixture
def signed_in(client, member):
    client.force_login(member)
    client.get(LIST)
    return client


@pytest.fixture
def typed(station, service):
    """What a browser sends for a need, with what is said otherwise."""
    plain = {
        "category": service.category_id,
        "service": service.pk,
        "words": "想找律师看合同",
        "people": 2,
        "station": station.pk,
        "parts_of_day": ["noon"],
        "weekdays": ["2", "3"],
        "reach_m": "300",
        "nonce": "0193a1f2-7c1e-7b1a-9b1e-0f3c5a6d7e8f",
    }
    return lambda **said: {**plain, **said}


@pytest.mark.parametrize("path", [LIST, NEW])
def test_visitors_are_asked_to_sign_in(client, path):
    assert client.get(path).url == f"/sign-in/?next={path}"


def test_a_need_is_posted_at_once_when_nobody_wants_the_same(signed_in, typed, member):
    response = signed_in.post(NEW, typed())

    need = Need.objects.get()
    assert response.url == reverse("needs:need-detail", args=[need.pk])
    assert (need.people, need.parts_of_day, need.weekdays, need.reach_m) == (2, ["noon"], [2, 3], 300)
    assert (need.channel, need.raised_by) == ("member", member)


def test_an_enterprise_contact_says_so(signed_in, typed):
    signed_in.post(NEW, typed(for_enterprise="on"))

    assert Need.objects.get().channel == "enterprise"


def test_those_who_want_the_same_are_shown_first_and_nothing_typed_is_lost(signed_in, typed, station, service):
    other = NeedFactory(station=station, service=service, people=7)

    response = signed_in.post(NEW, typed(words="想请律师看劳动合同"))

    text = response.content.decode()
    assert (response.status_code, Need.objects.count()) == (200, 1)
    assert f'formaction="{reverse("needs:need-join", args=[other.pk])}"' in text
    assert "7 人想要" in text
    assert "想请律师看劳动合同</textarea>" in text
    assert '<input type="hidden" name="looked" value="on">' in text


def test_what_was_looked_at_is_posted(signed_in, typed, station, service):
    NeedFactory(station=station, service=service)

    signed_in.post(NEW, typed(looked="on"))

    assert Need.objects.count() == 2


def test_the_same_form_sent_twice_is_one_need(signed_in, typed):
    first, second = (signed_in.post(NEW, typed(looked="on")) for _ in range(2))

    assert (first.url, Need.objects.count()) == (second.url, 1)


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(signed_in, typed):
    response = signed_in.post(NEW, typed(words="", people="many"))

    text = response.content.decode()
    assert (response.status_code, Need.objects.count()) == (422, 0)
    assert text.count("请写一句你们想要什么，我们才知道该找谁。") == 2
    assert 'value="many"' in text


def test_a_refusal_stands_at_its_field(signed_in, typed):
    response = signed_in.post(NEW, typed(category=CategoryFactory(code="JK").pk))

    assert (response.status_code, Need.objects.count()) == (422, 0)
    assert "这个服务不在所选的类别里。" in response.content.decode()


def test_the_station_nearest_to_the_building_of_the_device_is_chosen(signed_in):
    StationFactory()
    near = StationFactory(building=BuildingFactory(slug="here", lat=31.5, lon=121.9))
    signed_in.cookies["building"] = "here"

    response = signed_in.get(NEW)

    assert response.context["form"]["station"].value() == near.pk


def test_one_tap_joins(signed_in, member, typed):
    need = NeedFactory()

    response = signed_in.post(reverse("needs:need-join", args=[need.pk]), typed(people="3"))

    assert response.url == reverse("needs:need-detail", args=[need.pk])
    assert need.requesters.get().people == 3


def test_joining_twice_is_refused_with_words(signed_in, member):
    need = RequesterFactory(person=member).need

    response = signed_in.post(reverse("needs:need-join", args=[need.pk]), follow=True)

    assert "你已经在这条需求里了" in response.content.decode()


def test_leaving_asks_first(signed_in, member):
    need = RequesterFactory(person=member).need
    path = reverse("needs:need-leave", args=[need.pk])

    asked = signed_in.get(path)
    done = signed_in.post(path)

    need.refresh_from_db()
    assert (asked.status_code, done.url, need.state) == (200, LIST, "withdrawn")


def test_leaving_what_is_arranged_is_refused_in_place(signed_in, member):
    need = RequesterFactory(person=member, need__state="planned", need__promised=1).need

    response = signed_in.post(reverse("needs:need-leave", args=[need.pk]))

    assert response.status_code == 422
    assert "已经为你们排了场次" in response.content.decode()


def test_a_need_tells_who_has_it_and_by_when(signed_in, member, wish, officer):
    need = services.raise_need(actor=member, fields=wish())

    text = signed_in.get(reverse("needs:need-detail", args=[need.pk])).content.decode()

    assert str(officer) in text
    assert need.station.name_zh in text
    assert "11月30日" in text


def test_an_unmet_need_tells_why(signed_in, member):
    need = RequesterFactory(person=member, need__state="accepted").need
    services.leave_unmet(
        need_id=need.pk, month=need.raised_at.date().replace(day=1), zh="律师的名额用完了。", en="No lawyer is left."
    )

    text = signed_in.get(reverse("needs:need-detail", args=[need.pk])).content.decode()

    assert text.count("律师的名额用完了。") == 2


def test_a_merged_need_leads_to_what_it_became_with_its_own_history(signed_in, member, officer, wish, station):
    first = services.raise_need(actor=member, fields=wish())
    into = NeedFactory(station=station)
    services.merge(actor=officer, need=first, into=into)

    response = signed_in.get(reverse("needs:need-detail", args=[first.pk]), follow=True)

    assert response.redirect_chain == [(reverse("needs:need-detail", args=[into.pk]), 302)]
    assert [step.kind for step in response.context["followed"].steps] == ["merged", "merged", "raised"]


@pytest.mark.parametrize("name", ["need-detail", "need-leave"])
def test_the_need_of_others_does_not_exist(signed_in, name):
    need = RequesterFactory().need

    assert signed_in.get(reverse(f"needs:{name}", args=[need.pk])).status_code == 404


def test_nobody_has_raised_anything_yet(signed_in):
    assert "还没有提过需求" in signed_in.get(LIST).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_a_person_s_needs_cost_the_same_for_many(signed_in, member, count, django_assert_num_queries):
    RequesterFactory.create_batch(count, person=member)

    with django_assert_num_queries(5):
        response = signed_in.get(LIST)

    assert response.content.decode().count('<span class="state soon">待审核</span>') == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_need_costs_the_same_for_many_steps_and_people(signed_in, member, count, django_assert_num_queries):
    need = RequesterFactory(person=member).need
    RequesterFactory.create_batch(count, need=need)
    for _ in range(count):
        Step.objects.create(need=need, kind="raised", at=need.raised_at, words_zh="收到了")

    with django_assert_num_queries(10):
        response = signed_in.get(reverse("needs:need-detail", args=[need.pk]))

    assert response.content.decode().count("收到了") == count
    assert Requester.objects.count() == count + 1
