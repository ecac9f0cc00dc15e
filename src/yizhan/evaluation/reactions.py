"""What follows for evaluation from what happens below, and at its own desk."""

from yizhan.activities.events import ActivityConcluded
from yizhan.evaluation import services
from yizhan.evaluation.events import CallBackOverdue


def ask_those_who_came(event: ActivityConcluded) -> None:
    """Ask everyone who came, once."""
    services.ask(activity_id=event.activity_id)


def tell_hub_of_overdue(event: CallBackOverdue) -> None:
    """The hub hears of what an officer did not do in time."""
    services.tell_hub(call_back_id=event.call_back_id)
