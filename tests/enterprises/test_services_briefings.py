"""Briefings: aimed, sent, read, reminded of once."""

import pytest
from django.core.exceptions import PermissionDenied

from tests.enterprises.factories import BriefingFactory, ContactFactory, EnterpriseFactory, ReceiptFactory
from tests.factories import PersonFactory
from yizhan.enterprises import services
from yizhan.enterprises.models import Briefing, Receipt
from yizhan.enterprises.queries import briefings as queries
from yizhan.enterprises.rules import refusals

pytestmark = pytest.mark.django_db
WORDS = {"title_zh": "稳岗补贴", "body_zh": "裁员少的企业可以申请。", "source": "示例文件 1 号"}


@pytest.fixture
def reader(enterprise):
    """A member who speaks for the station's enterprise."""
    return ContactFactory(enterprise=enterprise, person=PersonFactory())


@pytest.fixture
def briefing(officer):
    return BriefingFactory(made_by=officer)


def test_a_briefing_is_written_and_aimed(officer, station, history):
    fields = {**WORDS, "industries": ["trade"], "buildings": [station.building], "subdistricts": []}

    briefing = services.write_briefing(actor=officer, fields=fields)

    assert (briefing.made_by, list(briefing.buildings.all()), history(briefing)) == (
        officer,
        [station.building],
        ["write"],
    )


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"title_zh": " "}, refusals.TitleMissing),
        ({"body_zh": " "}, refusals.BodyMissing),
        ({"source": " "}, refusals.SourceMissing),
    ],
)
def test_a_briefing_says_what_and_where_it_is_from(officer, fields, refusal):
    with pytest.raises(refusal):
        services.write_briefing(actor=officer, fields={**WORDS, **fields})


def test_members_write_none(member):
    with pytest.raises(PermissionDenied):
        services.write_briefing(actor=member, fields=WORDS)


@pytest.mark.parametrize(
    ("aim", "fits"),
    [
        ({}, True),
        ({"industries": ["trade"]}, True),
        ({"industries": ["finance"]}, False),
        ({"industries": ["trade"], "sizes": ["500+"]}, False),
        ({"sizes": ["10-49", "500+"]}, True),
    ],
)
def test_all_conditions_have_to_fit(officer, enterprise, aim, fits):
    assert list(queries.concerned(officer, BriefingFactory(**aim))) == ([enterprise] if fits else [])


def test_a_building_or_its_subdistrict_fits(officer, hub, enterprise, briefing):
    other = EnterpriseFactory()
    briefing.buildings.set([other.building])
    briefing.subdistricts.set([enterprise.building.subdistrict])

    assert list(queries.concerned(officer, briefing)) == [enterprise]
    assert set(queries.concerned(hub, briefing)) == {enterprise, other}


def test_the_preview_counts_enterprises(officer, reader, station, briefing):
    EnterpriseFactory(station=station)
    ContactFactory(enterprise=reader.enterprise, person=PersonFactory())

    assert queries.audience(officer, briefing) == queries.Audience(concerned=2, reached=1)


def test_it_is_sent_once_as_a_notice_to_each_contact_who_is_a_member(officer, reader, briefing, told, history):
    ContactFactory(enterprise=reader.enterprise)

    assert services.send_briefing(actor=officer, briefing=briefing) == 1

    assert (told(reader.person), history(briefing)) == (["有一份政策简报和你们有关"], ["send"])
    with pytest.raises(refusals.SentBefore):
        services.send_briefing(actor=officer, briefing=briefing)


def test_who_speaks_for_two_enterprises_is_told_once_and_has_read_for_both(officer, reader, station, briefing, told):
    ContactFactory(enterprise__station=station, person=reader.person)

    services.send_briefing(actor=officer, briefing=briefing)
    services.read_briefing(actor=reader.person, receipt=briefing.receipts.first())

    reading = queries.reading(briefing)
    assert (len(told(reader.person)), reading.sent, reading.read, reading.unread) == (1, 2, 2, 0)


def test_with_nobody_to_read_it_nothing_is_sent(officer, enterprise, briefing):
    with pytest.raises(refusals.NobodyConcerned):
        services.send_briefing(actor=officer, briefing=briefing)


def test_another_officer_neither_sends_nor_changes_it(officer_of, reader, briefing, station):
    other = officer_of(station)

    for act in (services.send_briefing, services.remind, services.discard_briefing):
        with pytest.raises(PermissionDenied):
            act(actor=other, briefing=briefing)
    with pytest.raises(PermissionDenied):
        services.edit_briefing(actor=other, briefing=briefing, fields=WORDS)


def test_what_was_sent_is_not_changed(officer, reader, briefing):
    services.send_briefing(actor=officer, briefing=briefing)

    with pytest.raises(refusals.SentBefore):
        services.edit_briefing(actor=officer, briefing=briefing, fields=WORDS)
    with pytest.raises(refusals.SentBefore):
        services.discard_briefing(actor=officer, briefing=briefing)


def test_what_waits_is_changed_or_thrown_away(officer, briefing, history):
    services.edit_briefing(actor=officer, briefing=briefing, fields={**WORDS, "sizes": ["500+"]})
    briefing.refresh_from_db()
    assert (briefing.title_zh, briefing.sizes, history(briefing)) == ("稳岗补贴", ["500+"], ["edit"])

    services.discard_briefing(actor=officer, briefing=briefing)
    assert not Briefing.objects.exists()


def test_those_who_have_not_read_are_reminded_once(officer, reader, station, briefing, told):
    slow = ContactFactory(enterprise__station=station, person=PersonFactory())
    services.send_briefing(actor=officer, briefing=briefing)
    services.read_briefing(actor=reader.person, receipt=Receipt.objects.get(contact=reader))

    assert services.remind(actor=officer, briefing=briefing) == 1

    assert (len(told(reader.person)), told(slow.person)[-1]) == (1, "还有一份政策简报没有读")
    with pytest.raises(refusals.RemindedBefore):
        services.remind(actor=officer, briefing=briefing)


def test_nobody_is_reminded_before_it_is_sent_or_when_all_have_read(officer, reader, briefing):
    with pytest.raises(refusals.NotSentYet):
        services.remind(actor=officer, briefing=briefing)
    services.send_briefing(actor=officer, briefing=briefing)
    services.read_briefing(actor=reader.person, receipt=briefing.receipts.get())

    with pytest.raises(refusals.EveryoneRead):
        services.remind(actor=officer, briefing=briefing)


def test_the_first_reading_counts(at):
    receipt = ReceiptFactory()
    services.read_briefing(actor=receipt.person, receipt=receipt)
    at("2026-11-26T12:00+08:00")

    services.read_briefing(actor=receipt.person, receipt=receipt)

    receipt.refresh_from_db()
    assert receipt.read_at.isoformat() == "2026-11-25T04:00:00+00:00"


def test_nobody_reads_for_another(member):
    with pytest.raises(PermissionDenied):
        services.read_briefing(actor=member, receipt=ReceiptFactory())


def test_who_has_not_read_is_told_by_enterprise(officer, reader, briefing):
    services.send_briefing(actor=officer, briefing=briefing)

    assert list(queries.reading(briefing).waiting) == [reader.enterprise]


def test_the_hub_sees_all_briefings_officers_their_own(officer, hub, briefing):
    other = BriefingFactory()

    assert list(queries.briefings(officer)) == [briefing]
    assert set(queries.briefings(hub)) == {briefing, other}


def test_the_aim_is_told_in_words(station):
    briefing = BriefingFactory(industries=["trade", "media"], sizes=["500+"])
    briefing.buildings.set([station.building])

    assert queries.aims(briefing) == ["商贸零售、文化传媒", "500 人及以上", str(station.building)]
