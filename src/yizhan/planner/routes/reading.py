"""Reading a visit problem: the document's form, then every contradiction inside it."""

from collections.abc import Iterator
from itertools import chain

from yizhan.planner import documents
from yizhan.planner.documents import WrongDocument
from yizhan.planner.routes.musts import clashes
from yizhan.planner.routes.problem import Group, Problem


def read_problem(text: str | bytes) -> Problem:
    """The problem that a JSON document describes; raises WrongDocument with the place of the first error or impossible must-see."""
    problem = documents.read(Problem, text)
    for place, reason in chain(wrongs(problem), clashes(problem)):
        raise WrongDocument(place, reason)
    return problem


def wrongs(problem: Problem) -> Iterator[tuple[str, str]]:
    """Every contradiction inside `problem`: the place in the document and the reason."""
    yield from _empty(problem)
    yield from _twice(problem)
    yield from _times(problem)
    yield from _matrix(problem)
    for i, group in enumerate(problem.groups):
        yield from _group(problem, group, place=f"groups[{i}]")


def _empty(problem: Problem) -> Iterator[tuple[str, str]]:
    for name in ("points", "groups"):
        if not getattr(problem, name):
            yield name, "there is none"


def _twice(problem: Problem) -> Iterator[tuple[str, str]]:
    named = [
        ("points", [point.id for point in problem.points]),
        ("groups", [group.id for group in problem.groups]),
    ]
    named += [(f"groups[{i}].must", list(group.must)) for i, group in enumerate(problem.groups)]
    for place, ids in named:
        seen: set[str] = set()
        for i, identifier in enumerate(ids):
            if identifier in seen:
                yield f"{place}[{i}]", f"{identifier} is there twice"
            seen.add(identifier)


def _times(problem: Problem) -> Iterator[tuple[str, str]]:
    for i, point in enumerate(problem.points):
        for j, window in enumerate(point.windows):
            if window.close <= window.open:
                yield f"points[{i}].windows[{j}]", "it closes before it opens"
    for i, group in enumerate(problem.groups):
        if group.end <= group.start:
            yield f"groups[{i}].end", "the group's time ends before it starts"


def _matrix(problem: Problem) -> Iterator[tuple[str, str]]:
    if problem.minutes is None:
        return
    size = len(problem.points)
    if len(problem.minutes) != size:
        yield "minutes", f"a row for each of the {size} points is wanted"
    for i, row in enumerate(problem.minutes):
        if len(row) != size:
            yield f"minutes[{i}]", f"minutes to each of the {size} points are wanted"


def _group(problem: Problem, group: Group, *, place: str) -> Iterator[tuple[str, str]]:
    points = {point.id: point for point in problem.points}
    named = [("worth", name) for name in group.worth]
    named += [(f"must[{i}]", name) for i, name in enumerate(group.must)]
    named += [("origin", group.origin)] if group.origin is not None else []
    named += [("destination", group.destination)] if group.destination is not None else []
    for part, name in named:
        if name not in points:
            yield f"{place}.{part}", f"unknown point {name}"
    for i, name in enumerate(group.must):
        capacity = points[name].capacity if name in points else None
        if capacity is not None and capacity < group.people:
            yield f"{place}.must[{i}]", f"{name} takes {capacity} people at once, the group has {group.people}"
