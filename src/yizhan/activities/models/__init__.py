"""Tables of activities, by what they are about."""

from yizhan.activities.models.activities import Activity, ActivityState, Allotment, Audience, Series
from yizhan.activities.models.registrations import Registration, RegistrationState
from yizhan.activities.models.rooms import Booking, BookingState

__all__ = [
    "Activity",
    "ActivityState",
    "Allotment",
    "Audience",
    "Booking",
    "BookingState",
    "Registration",
    "RegistrationState",
    "Series",
]
