"""What is done with notices."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.kernel.inserts import insert
from yizhan.messages import policies
from yizhan.messages.models import Notice
from yizhan.people.models import Actor, Person


@transaction.atomic(savepoint=False)  # one statement: inside a command it needs no savepoint of its own
def notify(*, person: Person, zh: tuple[str, str], en: tuple[str, str], link: str = "") -> Notice:
    """Tell `person` something: title and body in both languages, and a link inside the application."""
    return insert(_notice(Letter(person_id=person.pk, zh=zh, en=en, link=link), at=clock.now()))


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """What one of many people is to be told: as `notify` has it."""

    person_id: UUID
    zh: tuple[str, str]
    en: tuple[str, str]
    link: str = ""


@transaction.atomic
def post(letters: Iterable[Letter]) -> None:
    """Tell many people, each something of their own, in one statement."""
    at = clock.now()
    Notice.objects.bulk_create(_notice(letter, at=at) for letter in letters)


def _notice(letter: Letter, *, at: datetime) -> Notice:
    return Notice(
        person_id=letter.person_id,
        title_zh=letter.zh[0],
        body_zh=letter.zh[1],
        title_en=letter.en[0],
        body_en=letter.en[1],
        link=letter.link,
        created_at=at,
    )


@transaction.atomic
def notify_all(*, people: Iterable[Person], zh: tuple[str, str], en: tuple[str, str], link: str = "") -> int:
    """Tell each of `people` the same; returns how many were told."""
    at = clock.now()
    notices = [_notice(Letter(person_id=person.pk, zh=zh, en=en, link=link), at=at) for person in people]
    return len(Notice.objects.bulk_create(notices))


@transaction.atomic
def read(*, actor: Actor, notice: Notice) -> None:
    """Note that the person has read it; the first time counts."""
    authorise(policies.can_read, actor, notice)
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=clock.now())


@transaction.atomic
def read_all(*, actor: Actor, person: Person) -> int:
    """Mark every notice to `person` as read; returns how many were not."""
    authorise(lambda who, whose: who == whose, actor, person)
    return Notice.objects.of(person.pk).unread().update(read_at=clock.now())
