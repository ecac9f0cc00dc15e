"""The day's plan: for each group its visits, in order."""

import hashlib
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from yizhan.planner import documents
from yizhan.planner.documents import WrongDocument
from yizhan.planner.routes.problem import Minutes, Name, Problem


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """A visit to `point`: there at `arrival`, seeing it from `start` to `end`, in minutes after midnight."""

    point: Name
    arrival: Minutes
    start: Minutes
    end: Minutes


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """What one group sees, in order."""

    group: Name
    visits: tuple[Visit, ...] = ()


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A plan for the problem whose fingerprint is `problem`: no plan that keeps as many must-sees is worth more than `bound`."""

    problem: Name
    routes: tuple[Route, ...]
    worth: Annotated[int, Field(ge=0)]
    bound: Annotated[int, Field(ge=0)]

    @property
    def gap(self) -> float:
        """How far the best plan can be away, as a share of the bound; 0 is proven best."""
        return max(0, self.bound - self.worth) / max(1, self.bound)


def fingerprint(problem: Problem) -> str:
    """The SHA-256 of the problem's document, in hexadecimal: the same problem, the same fingerprint."""
    return hashlib.sha256(documents.write(problem)).hexdigest()


def read_plan(text: str | bytes, *, problem: Problem) -> Plan:
    """The plan that a JSON document describes; raises WrongDocument when it is not a plan for `problem`."""
    plan = documents.read(Plan, text)
    if plan.problem != fingerprint(problem):
        raise WrongDocument("problem", "this plan was made for another problem")
    return plan
