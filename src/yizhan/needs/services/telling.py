"""Writing down what was done about a need, and telling those who have it."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.urls import reverse

from yizhan.kernel import clock
from yizhan.kernel.events import publish
from yizhan.messages.services import notify
from yizhan.needs import rules
from yizhan.needs.events import NeedMoved
from yizhan.needs.models import Need, Step, StepKind
from yizhan.needs.rules import Said
from yizhan.network.queries import local_now
from yizhan.people.models import Actor, Person

MINUTE = timedelta(minutes=1)


def due(month: date | None, *, today: date) -> datetime:
    """The last instant of the time in which a need that is wanted in `month` is planned."""
    return datetime.combine(rules.planned_by(month, today=today), time(), tzinfo=local_now().tzinfo) - MINUTE


def note(
    need: Need, kind: StepKind, said: Said, *, actor: Actor | None, due_at: datetime | None = None, link: str = ""
) -> Step:
    """Write one step of the history of `need`, in words that its requesters may read."""
    who = actor if isinstance(actor, Person) else None
    made = Step.objects.create(
        need=need, kind=kind, at=clock.now(), by=who, words_zh=said.zh, words_en=said.en, due_at=due_at, link=link
    )
    publish(NeedMoved(step_id=made.pk))
    return made


def tell(need: Need, said: Said, *, people: Iterable[Person], link: str = "") -> None:
    """Let `people` know; without a link the notice opens the need."""
    address = link or reverse("needs:need-detail", args=[need.pk])
    for person in people:
        notify(person=person, zh=(said.title_zh, said.zh), en=(said.title_en, said.en), link=address)


def requesters_of(need: Need, *, but: Actor | None = None) -> list[Person]:
    """Those who have `need`, in the order in which they joined; whoever acts knows already."""
    found = need.requesters.select_related("person").exclude(person=but.pk if isinstance(but, Person) else None)
    return [row.person for row in found]


def report(
    need: Need, kind: StepKind, said: Said, *, actor: Actor | None, due_at: datetime | None = None, link: str = ""
) -> None:
    """Write the step down and tell everyone who has the need."""
    note(need, kind, said, actor=actor, due_at=due_at, link=link)
    tell(need, said, people=requesters_of(need, but=actor), link=link)
