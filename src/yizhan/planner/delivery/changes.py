"""What falls out of a published plan: sessions that may no longer be held, said as bans, and the problem that is left."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field

from yizhan.planner import documents
from yizhan.planner.delivery.problem import Ban, Placement, Problem
from yizhan.planner.delivery.reading import wrong_placements
from yizhan.planner.delivery.rules import told
from yizhan.planner.documents import WrongDocument


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """What can no longer be held, such as a provider's day: every session that a ban covers falls out."""

    bans: Annotated[tuple[Ban, ...], Field(min_length=1)]

    def cover(self, placement: Placement) -> bool:
        """Whether a session falls out."""
        return any(ban.covers(placement) for ban in self.bans)


def read_changes(text: str | bytes, *, problem: Problem) -> Changes:
    """The changes that a JSON document describes; raises WrongDocument with the place of the first error."""
    changes = documents.read(Changes, text)
    require_possible(problem, changes)
    return changes


def require_possible(problem: Problem, changes: Changes) -> None:
    """Raise WrongDocument when `changes` name what `problem` does not have, or forbid what it has pinned."""
    for place, reason in _wrongs(problem, changes):
        raise WrongDocument(place, reason)


def _wrongs(problem: Problem, changes: Changes) -> Iterator[tuple[str, str]]:
    yield from wrong_placements(problem, ((f"bans[{i}]", ban) for i, ban in enumerate(changes.bans)))
    for i, ban in enumerate(changes.bans):
        if ban == Ban():
            yield f"bans[{i}]", "it names nothing, the whole month would fall out"
        for j, pin in enumerate(problem.pinned):
            if ban.covers(pin):
                yield f"bans[{i}]", f"it forbids pinned[{j}], {told(pin)}"


def changed(problem: Problem, changes: Changes, *, published: tuple[Placement, ...]) -> Problem:
    """The problem with the bans of `changes`, and with what is left of a plan as the sessions `published`."""
    return replace(problem, forbidden=(*problem.forbidden, *changes.bans), published=published)
