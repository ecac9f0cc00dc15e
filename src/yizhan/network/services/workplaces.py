"""Where people say they work."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from yizhan.kernel.access import authorise
from yizhan.network import policies
from yizhan.network.models import Building, Workplace
from yizhan.network.rules import refusals
from yizhan.people.models import Actor, Person, Purpose
from yizhan.people.queries import consenting, has_consented, today


@transaction.atomic
def choose_workplace(*, actor: Actor, person: Person, building: Building) -> Workplace:
    """Note that `person`, who agreed to that, works in `building` from today; an earlier workplace ends."""
    authorise(policies.can_choose_workplace, actor, person)
    person = Person.objects.locked(person.pk)
    if not has_consented(person, Purpose.WORKPLACE):
        raise refusals.WorkplaceNeedsConsent
    current = Workplace.objects.current(person.pk).first()
    if current and current.building_id == building.pk:
        return current
    if current:
        _end(current)
    return Workplace.objects.create(person=person, building=building, starts_on=today())


@transaction.atomic
def enter_workplaces(*, actor: Actor, chosen: Mapping[UUID, Building]) -> int:
    """Note where people work who said so at a desk, by person; left out are those without consent or with a workplace."""
    authorise(policies.can_import, actor)
    placed = Workplace.objects.filter(ends_on=None, person=OuterRef("pk"))
    agreed = consenting(Purpose.WORKPLACE).filter(~Exists(placed), pk__in=chosen)
    made = Workplace.objects.bulk_create(
        [Workplace(person_id=pk, building=chosen[pk], starts_on=today()) for pk in agreed.values_list("pk", flat=True)],
        batch_size=1000,
    )
    return len(made)


@transaction.atomic
def leave_workplace(*, actor: Actor, person: Person) -> None:
    """Note that `person` no longer works where they said."""
    authorise(policies.can_choose_workplace, actor, person)
    person = Person.objects.locked(person.pk)
    current = Workplace.objects.current(person.pk).first()
    if current is None:
        raise refusals.NoWorkplace
    _end(current)


@transaction.atomic
def forget_workplaces(*, person_id: UUID) -> None:
    """Delete every workplace of a person who took the consent back."""
    Person.objects.locked(person_id)
    Workplace.objects.filter(person_id=person_id).delete()


def _end(workplace: Workplace) -> None:
    """End today; what began today never was."""
    if workplace.starts_on >= today():
        workplace.delete()
        return
    workplace.ends_on = today()
    workplace.save(update_fields=["ends_on"])
