"""Briefings: whom they concern, how many have read them, and what a contact is to read."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from yizhan.enterprises.models import Briefing, Contact, Enterprise, Industry, Receipt, Size
from yizhan.enterprises.queries.desk import looked_after
from yizhan.people.models import Actor, Person, Role
from yizhan.people.queries import holds


@dataclass(frozen=True, kw_only=True, slots=True)
class Audience:
    """How many enterprises a briefing concerns, and how many of them have a contact who can read it here."""

    concerned: int
    reached: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """How many enterprises got a briefing and have read it, and which have not; enterprises, not people."""

    sent: int
    read: int
    waiting: Sequence[Enterprise]

    @property
    def unread(self) -> int:
        """How many have not."""
        return self.sent - self.read


def concerned(actor: Actor, briefing: Briefing) -> QuerySet[Enterprise]:
    """The enterprises that `actor` looks after and that fit every condition of a briefing."""
    found = looked_after(actor).filter(left_on=None)
    if briefing.industries:
        found = found.filter(industry__in=briefing.industries)
    if briefing.sizes:
        found = found.filter(size__in=briefing.sizes)
    buildings = list(briefing.buildings.values_list("pk", flat=True))
    subdistricts = list(briefing.subdistricts.values_list("pk", flat=True))
    if buildings or subdistricts:
        found = found.filter(Q(building__in=buildings) | Q(building__subdistrict__in=subdistricts))
    return found


def readers(actor: Actor, briefing: Briefing) -> QuerySet[Contact]:
    """Those who would get a briefing from `actor`: the contacts who are members."""
    speaking: QuerySet[Contact] = Contact.objects.speaking()
    return speaking.filter(enterprise__in=concerned(actor, briefing)).select_related("person").order_by("id")


def audience(actor: Actor, briefing: Briefing) -> Audience:
    """How many enterprises a briefing from `actor` concerns and reaches."""
    found = concerned(actor, briefing).order_by()
    speaking = Contact.objects.speaking().filter(enterprise=OuterRef("pk"))
    return Audience(concerned=found.count(), reached=found.filter(Exists(speaking)).count())


def reading(briefing: Briefing) -> Reading:
    """How far a briefing has been read: an enterprise has read it when one of its contacts has."""
    sent = Enterprise.objects.filter(contacts__receipts__briefing=briefing).distinct()
    has_read = Receipt.objects.filter(briefing=briefing, contact__enterprise=OuterRef("pk"), read_at__isnull=False)
    waiting = list(sent.exclude(Exists(has_read)).select_related("building").order_by("name_zh", "id"))
    total = sent.count()
    return Reading(sent=total, read=total - len(waiting), waiting=waiting)


def briefings(actor: Actor) -> QuerySet[Briefing]:
    """The briefings that `actor` made, or all for the hub, with how many enterprises got and have read each."""
    found = Briefing.objects.select_related("made_by")
    if not holds(actor, Role.HUB, Role.ADMINISTRATOR):
        found = found.filter(made_by_id=actor.pk)
    return found.annotate(
        sent=Count("receipts__contact__enterprise", distinct=True),
        read=Count("receipts__contact__enterprise", distinct=True, filter=Q(receipts__read_at__isnull=False)),
    ).order_by("-made_at", "-id")


def receipts_of(person: Person) -> QuerySet[Receipt]:
    """The briefings that were sent to a contact, the unread first."""
    found = Receipt.objects.filter(person=person).select_related("briefing", "contact__enterprise")
    return found.order_by("read_at", "-sent_at", "id")


def aims(briefing: Briefing) -> list[str]:
    """Whom a briefing concerns, in words; nothing when it concerns everyone."""
    industries = [str(Industry(value).label) for value in briefing.industries]
    sizes = [str(Size(value).label) for value in briefing.sizes]
    places = [str(place) for place in (*briefing.subdistricts.all(), *briefing.buildings.all())]
    return [_("、").join(words) for words in (industries, sizes, places) if words]


def unread_count(person: Person) -> int:
    """How many briefings wait to be read by a contact."""
    return Receipt.objects.filter(person=person, read_at=None).count()
