"""Tables of the catalogue, by what they describe."""

from yizhan.catalogue.models.offering import (
    Category,
    Offer,
    Programme,
    Provider,
    ProviderAbsence,
    ProviderHours,
    ProviderKind,
    Resource,
    ResourceKind,
    Service,
    Standard,
)
from yizhan.catalogue.models.packages import PackageItem, PackageState

__all__ = [
    "Category",
    "Offer",
    "PackageItem",
    "PackageState",
    "Programme",
    "Provider",
    "ProviderAbsence",
    "ProviderHours",
    "ProviderKind",
    "Resource",
    "ResourceKind",
    "Service",
    "Standard",
]
