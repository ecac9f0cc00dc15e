"""Cases as other programs of the network read them."""

from collections.abc import Mapping

from django.db.models import Prefetch, Q, QuerySet

from yizhan.cases.models import Case, Event, Timer
from yizhan.cases.queries.cases import cases
from yizhan.kernel.search import matching
from yizhan.network.queries.desk import in_charge_of
from yizhan.people.models import Actor

FILTERS = {"station": "station__code", "kind": "kind__code", "state": "state", "mechanism": "mechanism"}


def cases_for(actor: Actor, wanted: Mapping[str, str]) -> QuerySet[Case]:
    """The cases of the stations that `actor` looks after and that fit every filter, those that follow another too."""
    found = cases().filter(in_charge_of(actor, at="station"))
    found = found.filter(**{FILTERS[name]: value for name, value in wanted.items() if value and name in FILTERS})
    text = wanted.get("q", "").strip()
    return found.filter(matching(text) | Q(code=text.upper())) if text else found


def with_all(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Cases with their clocks and their log, in order."""
    log, timers = Event.objects.order_by("seq"), Timer.objects.order_by("position")
    return rows.prefetch_related(Prefetch("events", queryset=log), Prefetch("timers", queryset=timers))
