"""Tables of the plan and its orders, by what they are about."""

from yizhan.delivery.models.deliveries import Delivery, DeliveryState, Order, OrderState, Origin, Party
from yizhan.delivery.models.drafts import (
    Ban,
    Draft,
    DraftState,
    Edit,
    EditKind,
    PlannedParty,
    PlannedSession,
    Shortage,
    Unmet,
)
from yizhan.delivery.models.history import Event, EventKind, Handling
from yizhan.delivery.models.quotas import Quota
from yizhan.delivery.models.repairs import Repair, RepairState, Replacement, Seating
from yizhan.delivery.models.reports import Report, ReportPhoto
from yizhan.delivery.models.runs import Run, RunState

__all__ = [
    "Ban",
    "Delivery",
    "DeliveryState",
    "Draft",
    "DraftState",
    "Edit",
    "EditKind",
    "Event",
    "EventKind",
    "Handling",
    "Order",
    "OrderState",
    "Origin",
    "Party",
    "PlannedParty",
    "PlannedSession",
    "Quota",
    "Repair",
    "RepairState",
    "Replacement",
    "Report",
    "ReportPhoto",
    "Run",
    "RunState",
    "Seating",
    "Shortage",
    "Unmet",
]
