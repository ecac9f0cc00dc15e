"""Tables of enterprises, by what they describe."""

from yizhan.enterprises.models.briefings import Briefing, Receipt
from yizhan.enterprises.models.contacts import Agreed, Contact
from yizhan.enterprises.models.enterprises import Enterprise, Industry, Size, Steward
from yizhan.enterprises.models.platforms import Participation, Platform, Team, Teammate
from yizhan.enterprises.models.stability import Assessment, Colour
from yizhan.enterprises.models.visits import Finding, FindingKind, Picture, Topic, Visit, Way

__all__ = [
    "Agreed",
    "Assessment",
    "Briefing",
    "Colour",
    "Contact",
    "Enterprise",
    "Finding",
    "FindingKind",
    "Industry",
    "Participation",
    "Picture",
    "Platform",
    "Receipt",
    "Size",
    "Steward",
    "Team",
    "Teammate",
    "Topic",
    "Visit",
    "Way",
]
