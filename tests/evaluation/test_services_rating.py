"""Those who came are asked once, and what they say."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.activities.factories import RegistrationFactory
from tests.evaluation.factories import AskFactory, CameFactory, ConcludedFactory, RatingItemFactory
from tests.factories import PersonFactory
from yizhan.activities.events import ActivityConcluded
from yizhan.activities.models import RegistrationState
from yizhan.evaluation import reactions, services
from yizhan.evaluation.models import Ask, CallBack, Rating
from yizhan.evaluation.rules import refusals
from yizhan.messages.models import Notice
from yizhan.people.models import Change

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def ask():
    return AskFactory()


def rate(ask, **more):
    return services.rate(actor=ask.registration.person, ask=ask, **{"level": 5, **more})


def test_everyone_who_came_is_asked_with_a_link():
    came = CameFactory()
    for state in (RegistrationState.ABSENT, RegistrationState.CANCELLED):
        RegistrationFactory(activity=came.activity, state=state)

    reactions.ask_those_who_came(ActivityConcluded(activity_id=came.activity_id))

    ask = Ask.objects.get()
    assert (ask.registration, ask.closes_at - ask.asked_at) == (came, timedelta(days=7))
    assert [(notice.person, notice.link) for notice in Notice.objects.all()] == [(came.person, f"/ratings/{ask.pk}/")]


def test_nobody_is_asked_twice():
    activity = CameFactory(activity=ConcludedFactory()).activity
    services.ask(activity_id=activity.pk)
    CameFactory(activity=activity)

    assert [len(services.ask(activity_id=activity.pk)) for _ in range(2)] == [1, 0]
    assert (Ask.objects.count(), Notice.objects.count()) == (2, 2)


def test_a_rating_is_kept_with_items_and_words(ask):
    item = RatingItemFactory(category=ask.registration.activity.category)

    rating = rate(ask, level=4, items=[item.code], words=" 讲得清楚 ", may_call=True)

    rating.refresh_from_db()
    assert (rating.level, rating.items, rating.words, rating.may_call) == (4, [item.code], "讲得清楚", True)
    assert rating.changed_at is None


def test_a_rating_leaves_no_line_in_the_ledger_that_would_name_who_said_it(ask):
    rate(ask)

    assert Change.objects.count() == 0


def test_a_rating_can_be_changed_for_a_week(ask, at):
    rate(ask, level=4)
    at("2026-01-19T09:59+08:00")

    rate(ask, level=3, words="房间有点挤")

    rating = Rating.objects.get()
    assert (rating.level, rating.words) == (3, "房间有点挤")
    assert rating.changed_at == datetime.fromisoformat("2026-01-19T09:59+08:00")


def test_after_a_week_nothing_is_said_or_changed(ask, at):
    at("2026-01-19T10:00+08:00")

    with pytest.raises(refusals.RatingClosed):
        rate(ask)


def test_who_did_not_come_cannot_rate(ask):
    registration = ask.registration
    registration.state, registration.checked_in_at = RegistrationState.ABSENT, None
    registration.save()

    with pytest.raises(refusals.NotThere):
        rate(ask)


def test_nobody_rates_for_somebody_else(ask):
    with pytest.raises(PermissionDenied):
        services.rate(actor=PersonFactory(), ask=ask, level=5)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"level": 0}, refusals.LevelUnknown),
        ({"level": 6}, refusals.LevelUnknown),
        ({"items": ["a", "b", "c", "d"]}, refusals.TooManyItems),
        ({"items": ["nothing-we-offer"]}, refusals.ItemUnknown),
        ({"words": "字" * 501}, refusals.WordsTooLong),
    ],
)
def test_what_is_not_an_answer_is_refused_and_nothing_is_kept(ask, more, refusal):
    with pytest.raises(refusal):
        rate(ask, **more)

    assert Rating.objects.count() == 0


@pytest.mark.parametrize(("level", "called"), [(1, 1), (2, 1), (3, 0)])
def test_a_rating_at_or_below_the_line_opens_a_call_back(ask, level, called):
    rate(ask, level=level)

    assert CallBack.objects.count() == called
