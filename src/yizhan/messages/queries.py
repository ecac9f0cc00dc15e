"""Reads of notices."""

from django.db import models

from yizhan.messages.models import Notice
from yizhan.people.models import Actor, Person


def notices_of(person: Person) -> models.QuerySet[Notice]:
    """The notices to `person`, newest first."""
    return Notice.objects.of(person.pk)


def unread_count(actor: Actor) -> int:
    """How many notices wait to be read; none for a visitor."""
    return Notice.objects.of(actor.pk).unread().count() if isinstance(actor, Person) else 0
