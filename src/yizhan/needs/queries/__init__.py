"""Reads of needs, by what they are about."""

from yizhan.needs.queries.needs import has, line_of, needs, needs_of, root_of, similar, wanted
from yizhan.needs.queries.timeline import Followed, follow, place_of

__all__ = ["Followed", "follow", "has", "line_of", "needs", "needs_of", "place_of", "root_of", "similar", "wanted"]
