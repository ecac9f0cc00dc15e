"""What cases do when something happens below."""

from yizhan.cases import services
from yizhan.enterprises.events import ColourChanged, WorryHeard
from yizhan.needs.events import NeedHandedOver


def open_for_need(event: NeedHandedOver) -> None:
    """A need that has to be solved rather than delivered becomes a case, with those who have it as reporters."""
    services.enter_for_need(need_id=event.need_id)


def open_for_worry(event: WorryHeard) -> None:
    """What troubles an enterprise, as it was heard on a visit, becomes a case."""
    services.enter_for_finding(finding_id=event.finding_id)


def support(event: ColourChanged) -> None:
    """An enterprise that is judged less stable than before is supported by several bodies together."""
    services.enter_for_colour(assessment_id=event.assessment_id)
