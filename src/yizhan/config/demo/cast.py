"""Who plays in the demo: the hub, an officer of each subdistrict and provider, and the members who come."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from random import Random
from uuid import UUID

from yizhan.catalogue.models import Provider
from yizhan.config.demo import crowd
from yizhan.network.models import Workplace
from yizhan.people import services as people
from yizhan.people.models import Appointment, Person, Role


@dataclass(frozen=True, kw_only=True, slots=True)
class Cast:
    """The hub's person, somebody of every provider, and the members by the building they work in."""

    hub: Person
    staff: dict[UUID, Person]
    members: list[Person]
    of_building: dict[UUID | None, list[Person]]

    def near(self, building_id: UUID | None, *, count: int, chance: Random) -> list[Person]:
        """Some members, most of whom work in that building."""
        here = self.of_building.get(building_id, [])
        found = chance.sample(here, min(len(here), count))
        return found + [one for one in chance.sample(self.members, count - len(found)) if one not in found]


def luck(*of: object) -> Random:
    """Chance that is the same each time the demo comes to that point."""
    return Random(" ".join(str(one) for one in of))  # noqa: S311 - a demo, nothing secret


def gather(*, count: int, since: date) -> Cast:
    """Enrol the members, and appoint somebody for every provider that has nobody."""
    operator, hub = _somebody(Role.ADMINISTRATOR), _somebody(Role.HUB)
    members = crowd.enrol(operator=operator, count=count, chance=luck("members"))
    return Cast(
        hub=hub,
        staff=_staff(operator, members, since=since),
        members=members,
        of_building=_by_building(members),
    )


def _staff(operator: Person, members: list[Person], *, since: date) -> dict[UUID, Person]:
    held = Appointment.objects.filter(role=Role.PROVIDER).select_related("person").order_by("-pk")
    staff = {one.scope_id: one.person for one in held if one.scope_id}
    spare = iter(reversed(members))
    for provider in Provider.objects.order_by("slug"):
        if provider.pk not in staff:
            person = next(spare)
            people.appoint(actor=operator, person=person, role=Role.PROVIDER, scope_id=provider.pk, starts_on=since)
            staff[provider.pk] = person
    return staff


def _by_building(members: Iterable[Person]) -> dict[UUID | None, list[Person]]:
    where = dict(Workplace.objects.filter(ends_on=None).values_list("person_id", "building_id"))
    found = defaultdict[UUID | None, list[Person]](list)
    for member in members:
        found[where.get(member.pk)].append(member)
    return found


def _somebody(role: Role) -> Person:
    return Person.objects.filter(appointments__role=role).order_by("pk")[0]
