"""Contacts, platforms, teams, briefings and the stability screen on the desk; what a contact does on the phone."""

from datetime import date

import pytest
from django.urls import reverse

from tests.enterprises.factories import (
    AssessmentFactory,
    BriefingFactory,
    ContactFactory,
    EnterpriseFactory,
    ParticipationFactory,
    PlatformFactory,
    ReceiptFactory,
    TeamFactory,
    TeammateFactory,
)
from tests.factories import AppointmentFactory, PersonFactory
from yizhan.enterprises.models import Assessment, Briefing, Contact
from yizhan.people.models import Change

pytestmark = pytest.mark.django_db
SCREEN, BRIEFINGS, PLATFORMS = "/desk/stability/", "/desk/briefings/", "/desk/platforms/"


def address(name, thing):
    return reverse(f"enterprises:{name}", args=[thing.pk])


@pytest.fixture
def hub_desk(client, hub):
    client.force_login(hub)
    client.get(PLATFORMS)
    return client


@pytest.fixture
def phone(client, member):
    """A browser in which a contact of the enterprise is signed in."""
    client.force_login(member)
    return client


@pytest.mark.parametrize("path", [SCREEN, BRIEFINGS, PLATFORMS, "/desk/briefings/new/"])
def test_members_have_no_desk(phone, path):
    assert phone.get(path).status_code == 403


def test_administrators_have_no_screen(client, enterprise):
    client.force_login(AppointmentFactory().person)

    assert client.get(SCREEN).status_code == 403
    assert client.get(address("stability-detail", enterprise)).status_code == 403
    assert "打开就记进台账" not in client.get(address("enterprise-detail", enterprise)).content.decode()


def test_a_contact_is_noted_and_shown_with_the_phone(desk, enterprise):
    sent = {
        "name": "林女士",
        "position": "行政",
        "phone": "13800000001",
        "agreed_how": "spoken",
        "agreed_on": "2026-11-20",
    }

    response = desk.post(address("contact-add", enterprise), sent)

    assert response.url == address("enterprise-detail", enterprise)
    assert "tel:+8613800000001" in desk.get(response.url).content.decode()


def test_a_wrong_phone_is_said_in_place(desk, enterprise):
    sent = {"name": "林女士", "phone": "12", "agreed_how": "spoken", "agreed_on": "2026-11-20"}

    response = desk.post(address("contact-add", enterprise), sent)

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["phone"])


def test_a_contact_is_corrected_from_what_is_noted(desk, enterprise):
    contact = ContactFactory(enterprise=enterprise)
    form = desk.get(address("contact-edit", contact)).context["form"]
    sent = {name: form[name].value() for name in form.fields} | {"position": "人事"}

    response = desk.post(address("contact-edit", contact), sent)

    contact.refresh_from_db()
    assert (response.url, contact.position) == (address("enterprise-detail", enterprise), "人事")


def test_a_contact_is_withdrawn_after_asking(desk, enterprise):
    contact = ContactFactory(enterprise=enterprise)

    assert "不能恢复" in desk.get(address("contact-withdraw", contact)).content.decode()
    desk.post(address("contact-withdraw", contact))
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("contact-edit", ContactFactory),
        ("contact-withdraw", ContactFactory),
        ("platform-drop-out", ParticipationFactory),
    ],
)
def test_what_is_of_another_station_does_not_exist(desk, name, make):
    assert desk.get(address(name, make())).status_code == 404


def test_an_enterprise_takes_part_in_a_platform_and_drops_out(desk, enterprise):
    platform = PlatformFactory()
    desk.post(address("platform-take-part", enterprise), {"platform": platform.pk, "since": "2026-11-01"})
    part = enterprise.participations.get()

    desk.post(address("platform-drop-out", part))

    assert not enterprise.participations.exists()


def test_a_colour_is_given_and_seen_with_the_reason(desk, enterprise, published):
    sent = {"colour": "4", "reason": "租约三月到期，在看别的楼。", "days": 30}

    response = desk.post(address("stability-detail", enterprise), sent)

    made = Assessment.objects.get()
    assert (response.status_code, made.expires_on) == (302, date(2026, 12, 25))
    assert "租约三月到期" in desk.get(address("stability-detail", enterprise)).content.decode()


def test_a_colour_without_a_reason_is_refused_in_place(desk, enterprise):
    response = desk.post(address("stability-detail", enterprise), {"colour": "4", "reason": "", "days": 400})

    assert (response.status_code, Assessment.objects.count()) == (422, 0)


def test_the_screen_of_another_station_does_not_exist(desk):
    assert desk.get(address("stability-detail", EnterpriseFactory())).status_code == 404


def test_the_screen_shows_what_holds_and_notes_each_look(desk, station):
    shown = AssessmentFactory(enterprise__station=station, colour=4)
    AssessmentFactory(enterprise__station=station, colour=1)
    bare = EnterpriseFactory(station=station)

    response = desk.get(f"{SCREEN}?colour=4")

    assert (list(response.context["assessments"]), list(response.context["unjudged"])) == ([shown], [bare])
    assert list(Change.objects.filter(verb="look").values_list("subject_id", flat=True)) == [shown.enterprise_id]


def test_an_empty_screen_says_what_now(desk):
    assert "没有有效的判断" in desk.get(SCREEN).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_screen_costs_the_same_for_many(desk, station, count, django_assert_num_queries):
    AssessmentFactory.create_batch(count, enterprise__station=station)
    EnterpriseFactory.create_batch(count, station=station)

    with django_assert_num_queries(12):
        desk.get(SCREEN)


def test_a_briefing_is_written_looked_at_and_sent(desk, enterprise):
    ContactFactory(enterprise=enterprise, person=PersonFactory())
    sent = {"title_zh": "稳岗补贴", "body_zh": "可以申请。", "source": "示例文件", "industries": ["trade"]}
    detail = desk.post("/desk/briefings/new/", sent).url
    context = desk.get(detail).context
    assert (context["audience"].concerned, context["audience"].reached) == (1, 1)

    briefing = Briefing.objects.get()
    assert "不能收回" in desk.get(address("briefing-send", briefing)).content.decode()
    desk.post(address("briefing-send", briefing))

    assert desk.get(detail).context["reading"].unread == 1


def test_a_briefing_that_waits_is_changed(desk, officer, station, enterprise):
    briefing = BriefingFactory(made_by=officer)
    briefing.buildings.set([station.building])
    form = desk.get(address("briefing-edit", briefing)).context["form"]
    assert list(form.initial["buildings"]) == [station.building]

    desk.post(address("briefing-edit", briefing), {"title_zh": "改过的", "body_zh": "可以申请。", "source": "示例"})

    briefing.refresh_from_db()
    assert (briefing.title_zh, briefing.buildings.count()) == ("改过的", 0)


def test_a_refusal_to_send_is_said_in_place(desk, officer):
    briefing = BriefingFactory(made_by=officer)

    response = desk.post(address("briefing-send", briefing))

    assert response.status_code == 422
    assert "没有一位联系人登录过" in response.content.decode()


def test_those_who_have_not_read_are_reminded(desk, officer, told):
    briefing = BriefingFactory(made_by=officer, sent_at="2026-11-20T09:00+08:00")
    receipt = ReceiptFactory(briefing=briefing)

    desk.post(address("briefing-remind", briefing))

    assert told(receipt.person) == ["还有一份政策简报没有读"]


def test_a_briefing_is_thrown_away_after_asking(desk, officer):
    briefing = BriefingFactory(made_by=officer)

    assert desk.post(address("briefing-discard", briefing)).url == BRIEFINGS
    assert not Briefing.objects.exists()


def test_another_officer_s_briefing_does_not_exist(desk):
    assert desk.get(address("briefing-detail", BriefingFactory())).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_briefings_cost_the_same_for_many(desk, officer, count, django_assert_num_queries):
    BriefingFactory.create_batch(count, made_by=officer)

    with django_assert_num_queries(6):
        response = desk.get(BRIEFINGS)

    assert len(response.context["briefings"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_briefing_costs_the_same_for_many(desk, officer, count, django_assert_num_queries):
    briefing = BriefingFactory(made_by=officer, sent_at="2026-01-05T09:00+08:00")
    ReceiptFactory.create_batch(count, briefing=briefing)

    with django_assert_num_queries(9):
        response = desk.get(address("briefing-detail", briefing))

    assert response.context["reading"].sent == count


def test_empty_lists_say_what_now(desk):
    assert "还没有简报" in desk.get(BRIEFINGS).content.decode()
    assert "还没有平台" in desk.get(PLATFORMS).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_platforms_cost_the_same_for_many(desk, count, django_assert_num_queries):
    ParticipationFactory.create_batch(count)
    TeammateFactory.create_batch(count)

    with django_assert_num_queries(7):
        desk.get(PLATFORMS)


def test_a_platform_shows_who_takes_part(desk, enterprise):
    part = ParticipationFactory(enterprise=enterprise)

    text = desk.get(reverse("enterprises:platform-detail", args=[part.platform.code])).content.decode()

    assert str(enterprise) in text


@pytest.mark.parametrize(("name", "make"), [("platform-edit", PlatformFactory), ("team-edit", TeamFactory)])
def test_the_hub_words_platforms_and_teams(hub_desk, name, make):
    thing = make()
    path = reverse(f"enterprises:{name}", args=[thing.code])

    assert hub_desk.post(path, {"name_zh": ""}).status_code == 422
    assert hub_desk.post(path, {"name_zh": "新名字"}).url == PLATFORMS
    thing.refresh_from_db()
    assert thing.name_zh == "新名字"


def test_the_hub_puts_people_into_teams_and_takes_them_out(hub_desk):
    team = TeamFactory()
    PersonFactory(phone="+8613800000001")
    hub_desk.post(reverse("enterprises:teammate-add", args=[team.code]), {"phone": "13800000001"})
    mate = team.teammates.get()

    assert "可以再加入" in hub_desk.get(address("teammate-remove", mate)).content.decode()
    hub_desk.post(address("teammate-remove", mate))

    assert not team.teammates.exists()


def test_a_contact_reads_a_briefing_and_says_so(phone, member):
    receipt = ReceiptFactory(person=member)
    assert "看过了" in phone.get(address("receipt-detail", receipt)).content.decode()

    phone.post(address("receipt-detail", receipt))

    receipt.refresh_from_db()
    assert receipt.read_at is not None


def test_a_briefing_of_another_does_not_exist(phone):
    assert phone.get(address("receipt-detail", ReceiptFactory())).status_code == 404


def test_a_contact_takes_their_consent_back(phone, member, enterprise):
    ContactFactory(enterprise=enterprise, person=member)

    assert "不能恢复" in phone.get(address("contact-leave", enterprise)).content.decode()
    phone.post(address("contact-leave", enterprise))

    assert not Contact.objects.exists()


def test_nobody_leaves_an_enterprise_they_do_not_speak_for(phone, enterprise):
    assert phone.get(address("contact-leave", enterprise)).status_code == 404
