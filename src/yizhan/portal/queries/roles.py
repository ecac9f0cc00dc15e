"""Who holds which role, with the places by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from yizhan.catalogue import queries as catalogue
from yizhan.catalogue.models import Provider
from yizhan.network import queries as network
from yizhan.network.models import Station, Subdistrict
from yizhan.people import queries as people
from yizhan.people.models import Appointment, Role

Places = list[tuple[UUID, str]]
PLACES: Mapping[str, Callable[[], Places]] = {
    Role.STATION: lambda: [(row.pk, row.name) for row in network.serving()],
    Role.SUBDISTRICT: lambda: [(row.pk, row.name) for row in network.subdistricts()],
    Role.PROVIDER: lambda: [(row.pk, row.name) for row in catalogue.providers()],
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """A role in force or to come, and where it is held."""

    appointment: Appointment
    place: str


def roles_found(*, text: str, role: str) -> list[Held]:
    """The roles in force or to come of those whose name or last digits fit."""
    found = people.appointments_found(text=text, role=role)
    names = place_names({row.scope_id for row in found if row.scope_id})
    return [Held(appointment=row, place=names.get(row.scope_id, "") if row.scope_id else _("全网络")) for row in found]


def place_name(appointment: Appointment) -> str:
    """What the place of one role is called."""
    if appointment.scope_id is None:
        return _("全网络")
    return place_names({appointment.scope_id}).get(appointment.scope_id, "")


def place_names(ids: set[UUID]) -> dict[UUID, str]:
    """What the places of roles are called."""
    stations = {row.pk: row.name for row in Station.objects.filter(pk__in=ids).only("name_zh", "name_en")}
    subdistricts = {row.pk: row.name for row in Subdistrict.objects.filter(pk__in=ids)}
    return stations | subdistricts | {row.pk: row.name for row in Provider.objects.filter(pk__in=ids)}


def places_for(role: str) -> Places | None:
    """The places in which a role can be held; nothing for roles of the whole network."""
    return PLACES[role]() if role in PLACES else None
