"""How far it is."""

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_M = 6_371_008.8


def metres(lat: float, lon: float, *, to_lat: float, to_lon: float) -> float:
    """The distance on the globe between two positions, as the crow flies."""
    north, east = radians(to_lat - lat) / 2, radians(to_lon - lon) / 2
    chord = sin(north) ** 2 + cos(radians(lat)) * cos(radians(to_lat)) * sin(east) ** 2
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(chord)))
