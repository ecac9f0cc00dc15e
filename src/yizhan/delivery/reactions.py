"""What follows for deliveries from what is done to their activities."""

from yizhan.activities.events import ActivityCancelled, ActivityMoved
from yizhan.delivery.services import following


def cancel_its_delivery(event: ActivityCancelled) -> None:
    """A delivery whose activity was called off at the station is called off too."""
    following.activity_cancelled(activity_id=event.activity_id)


def move_its_delivery(event: ActivityMoved) -> None:
    """A delivery goes where and when its activity goes."""
    following.activity_moved(activity_id=event.activity_id)
