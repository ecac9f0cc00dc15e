"""Every page can be used by everyone: nothing that axe finds, no sideways scrolling, in both languages."""

from datetime import timedelta

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.activities.factories import ActivityFactory
from tests.delivery.factories import DeliveryFactory, DraftFactory
from tests.evaluation.factories import AskFactory, ConcludedFactory, FigureFactory
from tests.journeys.conftest import DESK, PHONE, enter
from yizhan.catalogue.models import Service
from yizhan.kernel import clock, seals
from yizhan.people.models import Person

pytestmark = pytest.mark.browser
HUB = "13900000002"
NARROW = {"width": 360, "height": 740}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
OF_WIDTH = {
    "runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]},
    "resultTypes": ["violations"],
}
"""What depends on how wide the window is, beside what a page shows at that width."""
LIKE_THE_FIRST = ["li:nth-of-type(n+9)", "tbody tr:nth-child(n+9)", "option:nth-child(n+9)"]
"""What of a long list need not be looked at."""
LOOK = """async ([exclude, rules]) => {
  const { violations } = await axe.run({ exclude }, rules);
  const found = violations.map(({ id, nodes: [{ html, any: [first] }] }) => [id, html, first?.message]);
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth ? [...found, ["scrolls sideways", scrollWidth, clientWidth]] : found;
}"""
MEMBERS = [
    "/",
    "/stations/",
    "/stations/?q=没有这个",
    "/stations/plaza-66/",
    "/map/",
    "/services/",
    "/services/FL1/",
    "/search/?q=律师",
    "/buildings/",
    "/sign-in/",
    "/terms/",
    "/display/",
    "/nothing-here/",
]
OWN = ["/me/", "/me/profile/", "/me/consents/", "/me/devices/", "/me/erase/", "/notices/"]
STAFF = [
    "/desk/",
    "/desk/stations/",
    "/desk/stations/new/",
    "/desk/stations/plaza-66/",
    "/desk/stations/plaza-66/edit/",
    "/desk/stations/plaza-66/review/",
    "/desk/stations/plaza-66/close/",
    "/desk/stations/plaza-66/rooms/new/",
    "/desk/stations/plaza-66/exceptions/new/",
    "/desk/stations/plaza-66/photos/new/",
    "/desk/stations/plaza-66/checklist/venue/",
    "/desk/checklist/",
    "/desk/roles/",
    "/desk/roles/new/",
    "/desk/roles/new/?role=station",
    "/desk/ledger/",
    "/me/second-step/",
]


def found_on(page, paths, *, size=None, also=()):
    """What axe and the width of each page complain of, in a window of some size; at others `also` what depends on it."""
    complaints = []
    for path in paths:
        if size:
            page.set_viewport_size(size)
        page.goto(path)
        page.evaluate(AXE_SCRIPT)
        complaints += [(path, size, *complaint) for complaint in page.evaluate(LOOK, [LIKE_THE_FIRST, RULES])]
        for other in also:
            page.set_viewport_size(other)
            complaints += [(path, other, *complaint) for complaint in page.evaluate(LOOK, [LIKE_THE_FIRST, OF_WIDTH])]
    return complaints


@pytest.mark.timeout(240)
def test_the_pages_of_members_at_every_width(walk):
    page = walk(bypass_csp=True)

    assert found_on(page, MEMBERS, size=PHONE, also=(NARROW, DESK)) == []
    assert found_on(page, ["/", "/stations/plaza-66/"], size=DESK) == []


@pytest.mark.timeout(240)
def test_the_pages_of_staff_and_ones_own_at_every_width(walk):
    page = walk(bypass_csp=True)
    enter(page, HUB)

    assert found_on(page, OWN, size=PHONE, also=(DESK,)) == []
    assert found_on(page, STAFF, size=DESK, also=(PHONE,)) == []
    assert found_on(page, ["/desk/", "/desk/ledger/"], size=PHONE) == []


@pytest.fixture
def lived(network):
    """One of everything that a month leaves behind, about the demo's hub person; where its pages are."""
    hub = Person.objects.get(phone_key=seals.lookup(f"+86{HUB}"))
    at, service = clock.now(), Service.objects.first()
    activity = ActivityFactory(
        starts_at=at + timedelta(days=1), opens_at=at - timedelta(days=1), service=service, category=service.category
    )
    over = ConcludedFactory(
        starts_at=at - timedelta(hours=2), opens_at=at - timedelta(days=9), service=service, category=service.category
    )
    ask = AskFactory(registration__activity=over, registration__person=hub)
    DraftFactory()
    DeliveryFactory(service=service, starts_at=at, month=at.date().replace(day=1))
    FigureFactory()
    return [
        "/activities/",
        f"/activities/{activity.pk}/",
        "/needs/new/",
        f"/ratings/{ask.pk}/",
        "/desk/plans/",
        "/desk/deliveries/",
        f"/desk/activities/{activity.pk}/scan/",
        "/desk/scorecards/",
    ]


@pytest.mark.timeout(240)
def test_the_pages_of_the_loop_at_every_width(walk, lived):
    page = walk(bypass_csp=True)
    enter(page, HUB)

    assert found_on(page, lived, size=PHONE, also=(DESK,)) == []


def test_the_pages_in_english_hold_no_chinese_words_of_the_interface(walk):
    page = walk(language="en-US", bypass_csp=True)

    assert found_on(page, ["/", "/stations/", "/services/"]) == []
    assert page.locator("nav.tabs").first.inner_text().isascii()


def test_the_largest_type_and_the_high_contrast(walk):
    page = walk(bypass_csp=True)
    page.goto("/")
    page.context.add_cookies(
        [{"name": name, "value": value, "url": page.url} for name, value in {"scale": "150", "contrast": "1"}.items()]
    )

    assert found_on(page, MEMBERS) == []
