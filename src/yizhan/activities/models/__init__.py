"""Tables of activities, by what they are about."""

from yizhan.activities.models.activities import Activity, ActivityState, Allotment, Audience, Series
from yizhan.activities.models.albums import Likeness, LikenessAnswer, Picture
from yizhan.activities.models.checkin import Scan, Verdict
from yizhan.activities.models.feeds import CalendarLink
from yizhan.activities.models.forms import Answer, Question, QuestionKind
from yizhan.activities.models.registrations import (
    Companion,
    EnterpriseShare,
    Invitation,
    Registration,
    RegistrationState,
)
from yizhan.activities.models.rooms import Booking, BookingState, RoomRule

__all__ = [
    "Activity",
    "ActivityState",
    "Allotment",
    "Answer",
    "Audience",
    "Booking",
    "BookingState",
    "CalendarLink",
    "Companion",
    "EnterpriseShare",
    "Invitation",
    "Likeness",
    "LikenessAnswer",
    "Picture",
    "Question",
    "QuestionKind",
    "Registration",
    "RegistrationState",
    "RoomRule",
    "Scan",
    "Series",
    "Verdict",
]
