"""Who may be asked to do something about a case: colleagues, approvers, members of a task force."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from yizhan.cases.models import Body, Case
from yizhan.cases.rules.keeping import LEADS, roles_for
from yizhan.people.models import Appointment, Person, Role
from yizhan.people.queries import today


def colleagues(case: Case, *, besides: Person | None = None) -> QuerySet[Person]:
    """Those who may handle `case`."""
    return _people(case, roles_for("handle", case.kind), besides=besides)


def approvers(case: Case, *, besides: Person | None = None) -> QuerySet[Person]:
    """Those who may give leave in `case`."""
    return _people(case, roles_for("approve", case.kind), besides=besides)


def candidates(case: Case) -> QuerySet[Person]:
    """Those who may be in its task force: its colleagues, and those who answer for bodies that reach it."""
    bodies = Body.objects.reaching(case.station.subdistrict_id)
    answering = Person.objects.filter(bodies__body__in=bodies).values("pk")
    found = Person.objects.filter(Q(pk__in=colleagues(case).values("pk")) | Q(pk__in=answering), is_active=True)
    return found.order_by("name", "pk")


def _people(case: Case, roles: Iterable[str], *, besides: Person | None) -> QuerySet[Person]:
    places = {Role.STATION: case.station_id, Role.SUBDISTRICT: case.station.subdistrict_id}
    wanted = Q(pk__in=[])
    for role in roles:
        wanted |= Q(role=role) if role in LEADS else Q(role=role, scope_id=places[Role(role)])
    held = Appointment.objects.on(today()).filter(wanted).values("person")
    found = Person.objects.filter(pk__in=held, is_active=True).order_by("name", "pk")
    return found.exclude(pk=besides.pk) if besides else found
