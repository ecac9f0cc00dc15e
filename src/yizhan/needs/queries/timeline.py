"""What somebody who has a need sees of it: where it is, who has it, by when, and when unmet, why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from yizhan.needs import rules
from yizhan.needs.models import Need, NeedState, Requester, Step, StepKind
from yizhan.needs.queries.needs import line_of, needs
from yizhan.network import queries as network
from yizhan.network.models import Building
from yizhan.people.models import Actor, Person
from yizhan.ui import parts

PATH = (NeedState.OPEN, NeedState.ACCEPTED, NeedState.PLANNED, NeedState.MET)


@dataclass(frozen=True, kw_only=True, slots=True)
class Followed:
    """A need as those who have it see it; `mine` is what the reader brings to it, `unmet` the last plan without it."""

    need: Need
    mine: Requester | None
    path: list[parts.Step]
    steps: Sequence[Step]
    officers: list[Person]
    due_at: datetime | None
    unmet: Step | None
    into: Sequence[Need]

    @property
    def waiting(self) -> bool:
        """Whether somebody still waits for it."""
        return self.need.state in rules.WAITING


def follow(actor: Actor, need: Need) -> Followed:
    """Everything that `actor` sees of `need`, from the one they first raised on."""
    mine = need.requesters.filter(person_id=actor.pk).first() if isinstance(actor, Person) else None
    line = line_of(mine.origin_id) if mine and mine.origin_id else [need.pk]
    steps = list(Step.objects.filter(need__in={*line, need.pk}).order_by("at", "id"))
    own = [step for step in steps if step.need_id == need.pk]
    return Followed(
        need=need,
        mine=mine,
        path=path_of(need),
        steps=steps[::-1],
        officers=[appointment.person for appointment in network.officers_of(need.station)],
        due_at=next((step.due_at for step in reversed(own) if step.due_at), None),
        unmet=_unmet(need, own),
        into=list(needs().filter(split_from=need).order_by("id")),
    )


def path_of(need: Need) -> list[parts.Step]:
    """The way from being raised to being met, and where the need is on it."""
    state = NeedState(need.state)
    if state not in PATH:
        return [
            parts.Step(label=NeedState.OPEN.label, phase="done"),
            parts.Step(label=state.label, phase="now"),
        ]
    here = PATH.index(state)
    return [
        parts.Step(label=each.label, phase="done" if n < here else "now" if n == here else "next")
        for n, each in enumerate(PATH)
    ]


def _unmet(need: Need, steps: Sequence[Step]) -> Step | None:
    """Why the last plan had nothing for a need that still waits, unless something came of it since."""
    last = next((step for step in reversed(steps) if step.kind in {StepKind.UNMET, StepKind.PLANNED}), None)
    return last if last and last.kind == StepKind.UNMET and need.state == NeedState.ACCEPTED else None


def place_of(actor: Actor, *, slug: str) -> Building | None:
    """The building that somebody is in: the member's workplace, or the one called `slug` that the device remembers."""
    workplace = network.workplace_of(actor) if isinstance(actor, Person) else None
    return workplace or (network.buildings().filter(slug=slug).first() if slug else None)
