"""Activities for tests: the plainest that the constraints allow."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from tests.factories import LONG_AGO, PersonFactory, RoomFactory, ServiceFactory, StationFactory
from yizhan.activities.models import (
    Activity,
    ActivityState,
    Booking,
    BookingState,
    Invitation,
    Question,
    Registration,
    RegistrationState,
    RoomRule,
)


class ActivityFactory(DjangoModelFactory):
    """A published activity with ten places, on LONG_AGO plus seven days from nine to ten, sign-up open since LONG_AGO."""

    class Meta:
        model = Activity

    station = factory.SubFactory(StationFactory)
    service = factory.SubFactory(ServiceFactory)
    category = factory.SelfAttribute("service.category")
    state = ActivityState.PUBLISHED
    title_zh = factory.Sequence("午间问律师{}".format)
    title_en = factory.Sequence("Ask a lawyer at noon {}".format)
    starts_at = LONG_AGO + timedelta(days=7)
    ends_at = factory.LazyAttribute(lambda activity: activity.starts_at + timedelta(hours=1))
    capacity = 10
    opens_at = LONG_AGO
    closes_at = factory.SelfAttribute("starts_at")
    cancel_until = factory.SelfAttribute("starts_at")
    made_at = LONG_AGO


class RegistrationFactory(DjangoModelFactory):
    """A confirmed registration; the counter of the activity is the test's own business."""

    class Meta:
        model = Registration

    activity = factory.SubFactory(ActivityFactory)
    person = factory.SubFactory(PersonFactory)
    state = RegistrationState.CONFIRMED
    registered_at = LONG_AGO


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = Invitation

    activity = factory.SubFactory(ActivityFactory, audience="invited")
    person = factory.SubFactory(PersonFactory)
    invited_at = LONG_AGO


class QuestionFactory(DjangoModelFactory):
    """A question in words that need not be answered."""

    class Meta:
        model = Question

    activity = factory.SubFactory(ActivityFactory)
    label_zh = factory.Sequence("饮食习惯{}".format)
    label_en = factory.Sequence("Diet {}".format)
    purpose_zh = "订餐用"
    purpose_en = "For ordering lunch"


class BookingFactory(DjangoModelFactory):
    """A room held for nobody in particular on LONG_AGO plus seven days from nine to ten."""

    class Meta:
        model = Booking

    room = factory.SubFactory(RoomFactory)
    state = BookingState.HELD
    purpose = "读书会"
    starts_at = LONG_AGO + timedelta(days=7)
    ends_at = factory.LazyAttribute(lambda booking: booking.starts_at + timedelta(hours=1))
    clear_at = factory.SelfAttribute("ends_at")
    made_at = LONG_AGO


class RoomRuleFactory(DjangoModelFactory):
    """Members may book for two hours, two weeks ahead, without asking."""

    class Meta:
        model = RoomRule

    room = factory.SubFactory(RoomFactory)
    needs_consent = False
