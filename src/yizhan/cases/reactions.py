"""What cases do when something happens below."""

from yizhan.cases import services
from yizhan.needs.events import NeedHandedOver


def open_for_need(event: NeedHandedOver) -> None:
    """A need that has to be solved rather than delivered becomes a case, with those who have it as reporters."""
    services.enter_for_need(need_id=event.need_id)
