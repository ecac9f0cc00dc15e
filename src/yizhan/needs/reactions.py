"""What follows for needs from what happens below."""

from yizhan.enterprises.events import WishHeard
from yizhan.needs import services


def raise_heard(event: WishHeard) -> None:
    """What an enterprise wished for on a visit becomes a need of its station."""
    services.raise_heard(finding_id=event.finding_id)
