"""Keeping stations findable by their words and those of their place."""

from collections.abc import Iterable

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from yizhan.kernel import search
from yizhan.network.models import Station


def index(stations: Iterable[Station]) -> None:
    """Write the words of `stations`, read with their place, into their `search` column."""
    for station in stations:
        words = search.words(*_texts(station))
        Station.objects.filter(pk=station.pk).update(search=SearchVector(Value(words), config="simple"))


def _texts(station: Station) -> list[str]:
    texts = [station.name_zh, station.name_en, station.about_zh, station.about_en, station.code]
    for place in (station.building, station.zone, station.subdistrict):
        texts += [place.name_zh, place.name_en] if place else []
    if station.building:
        texts += [station.building.address_zh, station.building.address_en]
    return texts
