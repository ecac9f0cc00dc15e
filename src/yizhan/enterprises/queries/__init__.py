"""Reads of enterprises, by what they are about."""

from uuid import UUID

from django.db.models import QuerySet

from yizhan.enterprises.models import Enterprise
from yizhan.enterprises.rules.deeds import DEEDS
from yizhan.people.models import Actor, Person

__all__ = ["DEEDS", "enterprise", "enterprises_of"]


def enterprise(pk: UUID) -> Enterprise:
    """One enterprise with its place; raises `Enterprise.DoesNotExist` when there is none."""
    found: Enterprise = Enterprise.objects.placed().get(pk=pk)
    return found


def enterprises_of(actor: Actor) -> QuerySet[Enterprise]:
    """The enterprises that a member speaks for, as far as they have not moved away; none for anybody else."""
    here: QuerySet[Enterprise] = Enterprise.objects.here().placed()
    if not isinstance(actor, Person):
        return here.none()
    return here.filter(contacts__person=actor).order_by("name_zh", "id")
