"""Cases that begin with an enterprise."""

from datetime import timedelta

import pytest

from tests.cases.factories import CaseFactory, KindFactory, ReporterFactory
from tests.enterprises.factories import ContactFactory, EnterpriseFactory, FindingFactory
from tests.factories import PersonFactory
from yizhan.cases import queries, reactions, services
from yizhan.cases.models import Case, Channel, Mechanism, State
from yizhan.cases.rules import KIND_OF_NEEDS, KIND_OF_SUPPORT, SUPPORT, refusals
from yizhan.config.wiring import WIRING
from yizhan.enterprises.events import ColourChanged, WorryHeard
from yizhan.enterprises.models import Assessment
from yizhan.kernel import clock, seals

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds():
    KindFactory(code=KIND_OF_NEEDS)
    return KindFactory(code=KIND_OF_SUPPORT, mechanisms=["joint", "special", "hard"], may_be_public=False)


@pytest.fixture
def firm():
    return EnterpriseFactory(floor="12")


def judged(firm):
    day = clock.now().date()
    return Assessment.objects.create(
        enterprise=firm,
        colour=4,
        reason_sealed=seals.seal("租约快到期"),
        at=clock.now(),
        made_on=day,
        expires_on=day + timedelta(days=30),
    )


def worry(firm, **more):
    return FindingFactory(kind="worry", words="中央空调总坏", visit__enterprise=firm, **more)


def test_a_worry_becomes_a_case_of_the_enterprise_with_its_lineage(firm):
    finding = worry(firm)

    case = services.enter_for_finding(finding_id=finding.pk)

    assert (case.enterprise, case.finding, case.station, case.words) == (firm, finding, firm.station, "中央空调总坏")
    assert (case.channel, case.building, case.place) == (Channel.WALK, firm.building, "12")
    assert case.reporters.get().name == firm.name_zh[:40]


def test_whoever_spoke_is_the_reporter(firm):
    with_account = ContactFactory(enterprise=firm, person=PersonFactory())
    without = ContactFactory(enterprise=firm)

    one, other = (
        services.enter_for_finding(finding_id=worry(firm, visit__contact=contact).pk)
        for contact in (with_account, without)
    )

    assert one.reporters.get().person == with_account.person
    assert (other.reporters.get().name, other.reporters.get().phone) == (without.name, without.phone)


def test_a_worry_that_is_told_twice_is_one_case(firm):
    finding = worry(firm)

    assert services.enter_for_finding(finding_id=finding.pk) == services.enter_for_finding(finding_id=finding.pk)


def test_what_got_worse_becomes_joint_support_that_does_not_say_why(firm, kinds):
    case = services.enter_for_colour(assessment_id=judged(firm).pk)

    assert (case.mechanism, case.channel, case.kind, case.words) == (Mechanism.JOINT, Channel.COLOUR, kinds, SUPPORT)
    assert (case.kind.may_be_public, case.reporters.count()) == (False, 0)
    assert [word in f"{case.words}{case.place}" for word in ("稳定", "橙", "租约")] == [False, False, False]


def test_one_support_at_a_time_is_enough(firm):
    first = services.enter_for_colour(assessment_id=judged(firm).pk)

    assert services.enter_for_colour(assessment_id=judged(firm).pk) is None

    Case.objects.filter(pk=first.pk).update(state=State.CLOSED, result="solved", closed_at=clock.now())
    assert services.enter_for_colour(assessment_id=judged(firm).pk) is not None


def test_without_its_kind_nothing_is_made(firm, kinds):
    kinds.delete()

    with pytest.raises(refusals.KindMissing):
        services.enter_for_colour(assessment_id=judged(firm).pk)


def test_events_of_enterprises_are_wired():
    assert (reactions.open_for_worry in WIRING[WorryHeard], reactions.support in WIRING[ColourChanged]) == (True, True)


def test_a_contact_sees_the_cases_of_the_enterprise_and_nothing_of_how_it_was_judged(firm):
    contact = ContactFactory(enterprise=firm, person=PersonFactory())
    heard = CaseFactory(enterprise=firm, raised_at="2026-11-01T09:00+08:00")
    mine = CaseFactory(enterprise=firm, raised_at="2026-11-02T09:00+08:00")
    ReporterFactory(case=mine, person=contact.person)
    CaseFactory(enterprise=firm, station=firm.station, channel=Channel.COLOUR)
    CaseFactory(enterprise=EnterpriseFactory())

    assert [(case, case.own) for case in queries.cases_of_enterprise(firm, reader=contact.person)] == [
        (mine, True),
        (heard, False),
    ]
