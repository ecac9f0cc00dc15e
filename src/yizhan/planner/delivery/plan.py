"""The month's plan: sessions in time and place, and who attends them."""

import hashlib
from dataclasses import dataclass
from datetime import date

from yizhan.planner import documents
from yizhan.planner.delivery.problem import Count, Name, Placement, Positive, Problem
from yizhan.planner.documents import WrongDocument


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Party:
    """People of a need who attend a session."""

    need: Name
    people: Positive


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """A session that is delivered: by whom, what, where, when, and for which parties."""

    provider: Name
    service: Name
    station: Name
    room: Name
    day: date
    slot: Count
    parties: tuple[Party, ...] = ()

    @property
    def placement(self) -> Placement:
        """The session without its room and its people."""
        return Placement(
            provider=self.provider, service=self.service, station=self.station, day=self.day, slot=self.slot
        )

    @property
    def people(self) -> int:
        """How many attend."""
        return sum(party.people for party in self.parties)


@documents.strict
@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A plan for the problem whose fingerprint is `problem`; no plan of that problem has more points than `bound`."""

    problem: Name
    sessions: tuple[Session, ...]
    objective: float
    bound: float

    @property
    def gap(self) -> float:
        """How far the best possible plan can be away, as a share of this plan's points; 0 is proven best."""
        return max(0.0, self.bound - self.objective) / max(1e-9, abs(self.objective))


def fingerprint(problem: Problem) -> str:
    """The SHA-256 of the problem's document, in hexadecimal: the same problem, the same fingerprint."""
    return hashlib.sha256(documents.write(problem)).hexdigest()


def read_plan(text: str | bytes, *, problem: Problem) -> Plan:
    """The plan that a JSON document describes; raises WrongDocument when it is not a plan for `problem`."""
    plan = documents.read(Plan, text)
    if plan.problem != fingerprint(problem):
        raise WrongDocument("problem", "this plan was made for another problem")
    return plan
