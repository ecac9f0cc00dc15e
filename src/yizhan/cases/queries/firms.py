"""Cases of enterprises."""

from django.db.models import Exists, OuterRef, QuerySet

from yizhan.cases.models import Case, Channel, Reporter
from yizhan.cases.queries.cases import cases
from yizhan.enterprises.models import Enterprise
from yizhan.people.models import Person


def supported_already(firm: Enterprise) -> bool:
    """Whether several bodies are supporting the enterprise together already."""
    found: bool = Case.objects.open().filter(enterprise=firm, channel=Channel.COLOUR).exists()
    return found


def cases_of_enterprise(enterprise: Enterprise, *, reader: Person) -> QuerySet[Case]:
    """The cases of an enterprise for one who speaks for it, the newest first, `own` when `reader` reported it.

    What follows from how it was judged is none of them.
    """
    own = Reporter.objects.filter(case=OuterRef("pk"), person=reader)
    found = cases().filter(enterprise=enterprise).exclude(channel=Channel.COLOUR)
    return found.annotate(own=Exists(own)).order_by("-raised_at", "-id")
