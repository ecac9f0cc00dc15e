"""Pages of providers for the hub."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.delivery.factories import DeliveryFactory, OrderFactory
from tests.factories import LONG_AGO, AppointmentFactory, ProviderFactory, ServiceFactory
from yizhan.catalogue.models import ProviderAbsence
from yizhan.delivery.queries import providers
from yizhan.people.models import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
FEBRUARY = LONG_AGO.date().replace(month=2, day=1)


@pytest.fixture
def page(client, hub):
    """The page of that name as the hub sees it: page(name, *args, **query)."""
    client.force_login(hub)
    return lambda name, *args, **query: client.get(reverse(f"delivery:{name}", args=args), query)


def busy_provider():
    """Somebody who can give three sessions in February, holds two, refused one and let one pass."""
    provider = ProviderFactory(monthly_capacity=3)
    for n, state in enumerate(("accepted", "sent")):
        held = "accepted" if state == "accepted" else "dispatched"
        OrderFactory(delivery__provider=provider, delivery__state=held, delivery__starts_at=_day(n), state=state)
    for n, state in enumerate(("refused", "late", "withdrawn")):
        gone = DeliveryFactory(state="unassigned", provider=None, starts_at=_day(5 + n))
        OrderFactory(delivery=gone, provider=provider, state=state, reason="那天开庭", answered_at=LONG_AGO)
    return provider


def _day(n):
    return LONG_AGO + timedelta(days=30 + n)


def test_a_provider_is_told_with_what_it_holds_and_how_it_answered():
    provider = busy_provider()

    (row,) = providers.loads(FEBRUARY)

    told = (row.provider, row.held, row.left, row.full, row.next.starts_at)
    assert told == (provider, 2, 1, False, _day(0))
    assert row.answers == providers.Answers(waiting=1, accepted=1, refused=1, late=1)
    assert row.answers.asked == 4


def test_another_month_has_its_own_figures():
    busy_provider()

    (row,) = providers.loads(FEBRUARY.replace(month=3))

    assert (row.held, row.answers) == (0, providers.Answers())


def test_who_holds_all_that_it_can_is_full():
    provider = ProviderFactory(monthly_capacity=1)
    DeliveryFactory(provider=provider)

    assert providers.load_of(provider, FEBRUARY).full


def test_the_months_of_a_provider_come_newest_first():
    provider = busy_provider()
    DeliveryFactory(provider=provider, month=FEBRUARY.replace(month=3), starts_at=_day(40))

    assert [(one.month.month, one.held) for one in providers.months_of(provider)] == [(3, 1), (2, 2)]


def test_the_sums_are_those_of_the_rows():
    busy_provider()
    ProviderFactory(monthly_capacity=5)

    sums = providers.totals(providers.loads(FEBRUARY))

    assert (sums.capacity, sums.held, sums.answers.asked) == (8, 2, 4)


def test_days_away_are_told_by_their_first_and_last():
    provider = ProviderFactory()
    ProviderAbsence.objects.create(provider=provider, starts_on="2026-02-02", ends_on="2026-02-04")
    ProviderAbsence.objects.create(provider=provider, starts_on="2026-01-02", ends_on="2026-01-04")

    assert [(str(first), str(last)) for first, last in providers.absences_of(provider)] == [
        ("2026-02-02", "2026-02-03")
    ]


def test_the_list_is_narrowed_by_kind_and_service(page):
    lawyer, service = ProviderFactory(kind="law"), ServiceFactory()
    lawyer.services.add(service)
    ProviderFactory(kind="medical")

    by_kind, by_service, unknown = (
        page("provider-list", **query).context["rows"]
        for query in ({"kind": "law"}, {"service": service.code}, {"kind": "castle", "month": "never"})
    )

    assert ([row.provider for row in by_kind], [row.provider for row in by_service]) == ([lawyer], [lawyer])
    assert len(unknown) == 2


def test_the_page_of_one_tells_why_it_refused_and_who_to_ask(page):
    provider = busy_provider()
    staff = AppointmentFactory(role=Role.PROVIDER, place=provider, person__name="乔正").person

    shown = page("provider-detail", provider.pk, month="2026-02").content.decode()

    assert [words in shown for words in ("那天开庭", str(staff), "还能接 1 场")] == [True] * 3


@pytest.mark.parametrize(("name", "row"), [("provider-list", False), ("provider-detail", True)])
def test_only_the_hub_comes_in(client, staff_of, name, row):
    provider = ProviderFactory()
    client.force_login(staff_of(provider))

    assert client.get(reverse(f"delivery:{name}", args=[provider.pk] if row else [])).status_code == 403


def cost(page, *args):
    """How many queries a page takes; what the first page of a session reads once is read before."""
    page(*args)
    with CaptureQueriesContext(connection) as asked:
        assert page(*args).status_code == 200
    return len(asked)


def test_the_list_costs_the_same_for_one_and_for_three(page):
    busy_provider()
    one = cost(page, "provider-list")
    busy_provider(), busy_provider()

    assert cost(page, "provider-list") == one


def test_the_page_of_one_costs_the_same_for_one_and_for_three_sessions(page):
    provider = ProviderFactory()
    DeliveryFactory(provider=provider)
    one = cost(page, "provider-detail", provider.pk)
    for n in (1, 2):
        DeliveryFactory(provider=provider, starts_at=_day(n))

    assert cost(page, "provider-detail", provider.pk) == one
