"""Writing imported rows: what is the same already is left alone, and every change is in the ledger."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from yizhan.kernel.tables import insert, rows_of, upsert
from yizhan.network.models import Hours, OpeningException, Room, Station, StationState
from yizhan.network.rules import refusals
from yizhan.network.services.ledger import note
from yizhan.network.services.search import index
from yizhan.people.models import Actor


def _values(row: Model, columns: Iterable[str]) -> tuple[Any, ...]:
    """What a row says in `columns`, comparable with another row."""
    attributes = [f"{column}_id" if row._meta.get_field(column).is_relation else column for column in columns]
    values = (getattr(row, attribute) for attribute in attributes)
    return tuple(tuple(value) if isinstance(value, list) else value for value in values)


def _fresh(
    made: Sequence[Model], before: Mapping[tuple[Any, ...], Model], *, by: Sequence[str], columns: Sequence[str]
) -> list[Any]:
    """Those of `made` that are new or say something else than `before`."""
    found = []
    for row in made:
        old = before.get(_values(row, by))
        if old is None or _values(old, columns) != _values(row, columns):
            found.append(row)
    return found


def save_places(made: Sequence[Model], *, model: type[Model], by: str, columns: Sequence[str], link: str = "") -> None:
    """Write named places; stations linked to a changed one become findable by its new words."""
    before: dict[tuple[Any, ...], Model] = {(getattr(row, by),): row for row in rows_of(model)}
    fresh = _fresh(made, before, by=[by], columns=columns)
    upsert(model, by=[by], fields=columns)(fresh)
    if link and fresh:
        index(Station.objects.placed().filter(**{f"{link}__{by}__in": [getattr(row, by) for row in fresh]}))


def save_stations(made: Sequence[Station], *, actor: Actor | None, columns: Sequence[str]) -> None:
    """Write stations; those that are not serving were decided on by people, and are refused."""
    locked = Station.objects.select_for_update(of=("self",)).order_by("pk").filter(slug__in=[one.slug for one in made])
    before: dict[tuple[Any, ...], Model] = {(station.slug,): station for station in locked}
    if any(station.state != StationState.OPEN for station in locked):
        raise refusals.NotImportable
    fresh = _fresh(made, before, by=["slug"], columns=columns)
    for station in fresh:
        station.version = getattr(before.get((station.slug,)), "version", 0) + 1
    upsert(Station, by=["slug"], fields=[*columns, "version"])(fresh)
    written = list(Station.objects.placed().filter(slug__in=[station.slug for station in fresh]))
    for station in written:
        note(actor, "import", station, details={"new": (station.slug,) not in before})
    index(written)


def save_rooms(made: Sequence[Room], *, actor: Actor | None, columns: Sequence[str]) -> None:
    """Write rooms; one that was taken out of use is refused."""
    by = ("station", "slug")
    stations = _locked(row.station_id for row in made)
    before: dict[tuple[Any, ...], Model] = {
        (room.station_id, room.slug): room for room in Room.objects.filter(station__in=stations)
    }
    fresh = _fresh(made, before, by=by, columns=columns)
    if any(getattr(before.get((room.station_id, room.slug)), "closed_on", None) for room in made):
        raise refusals.RoomIsClosed
    upsert(Room, by=by, fields=columns)(fresh)
    _note_counts(actor, stations, "rooms", Counter(room.station_id for room in fresh))


def _locked(ids: Iterable[UUID]) -> dict[UUID, Station]:
    """Those stations, ours until the transaction ends, taken in the order of their keys."""
    found = Station.objects.select_for_update(of=("self",)).order_by("pk").filter(pk__in=set(ids))
    return {station.pk: station for station in found}


def _note_counts(actor: Actor | None, stations: Mapping[UUID, Station], what: str, counts: Mapping[UUID, int]) -> None:
    for pk, count in counts.items():
        note(actor, "import", stations[pk], details={what: count})


@dataclass(frozen=True, kw_only=True, slots=True)
class Belongings:
    """Hours or exceptions: for the stations that a file names, exactly what the file says."""

    model: type[Hours] | type[OpeningException]
    columns: tuple[str, ...]
    actor: Actor | None

    def clear(self, made: Sequence[Any]) -> None:
        """Take away what those stations have and the file does not say."""
        stations = _locked(row.station_id for row in made)
        wanted = {_values(row, self.columns) for row in made}
        gone = [row for row in self._of(stations) if _values(row, self.columns) not in wanted]
        rows_of(self.model).filter(pk__in=[row.pk for row in gone]).delete()
        removed = f"{self.model._meta.model_name}_removed"
        _note_counts(self.actor, stations, removed, Counter(row.station_id for row in gone))

    def save(self, made: Sequence[Any]) -> None:
        """Write what those stations do not have yet."""
        stations = _locked(row.station_id for row in made)
        had = {_values(row, self.columns) for row in self._of(stations)}
        fresh = [row for row in made if _values(row, self.columns) not in had]
        insert(self.model)(fresh)
        added = f"{self.model._meta.model_name}_added"
        _note_counts(self.actor, stations, added, Counter(row.station_id for row in fresh))

    def _of(self, stations: Mapping[UUID, Station]) -> "QuerySet[Any]":
        return rows_of(self.model).filter(station__in=list(stations))
