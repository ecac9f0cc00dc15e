"""Tables of enterprises, by what they describe."""

from yizhan.enterprises.models.contacts import Agreed, Contact
from yizhan.enterprises.models.enterprises import Enterprise, Industry, Size, Steward
from yizhan.enterprises.models.visits import Finding, FindingKind, Picture, Topic, Visit, Way

__all__ = [
    "Agreed",
    "Contact",
    "Enterprise",
    "Finding",
    "FindingKind",
    "Industry",
    "Picture",
    "Size",
    "Steward",
    "Topic",
    "Visit",
    "Way",
]
