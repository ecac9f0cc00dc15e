"""Tables of the network, by what they describe."""

from yizhan.network.models.places import Building, District, Metro, Subdistrict, Workplace, Zone
from yizhan.network.models.rooms import Equipment, Photo, Room, Use
from yizhan.network.models.stations import (
    Assessment,
    AssessmentKind,
    ChecklistItem,
    ChecklistMark,
    Kind,
    Level,
    Station,
    StationState,
    Verdict,
)
from yizhan.network.models.times import ExceptionKind, Hours, HoursKind, OpeningException

__all__ = [
    "Assessment",
    "AssessmentKind",
    "Building",
    "ChecklistItem",
    "ChecklistMark",
    "District",
    "Equipment",
    "ExceptionKind",
    "Hours",
    "HoursKind",
    "Kind",
    "Level",
    "Metro",
    "OpeningException",
    "Photo",
    "Room",
    "Station",
    "StationState",
    "Subdistrict",
    "Use",
    "Verdict",
    "Workplace",
    "Zone",
]
