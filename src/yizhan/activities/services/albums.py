"""Albums: photographs, who is recognisable in them, and what they answered."""

from collections.abc import Collection
from functools import partial
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from yizhan.activities import gateways, policies
from yizhan.activities.models import Activity, Likeness, LikenessAnswer, Picture
from yizhan.activities.rules import albums as rules
from yizhan.activities.services.news import ask_to_be_shown
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.network.services.pictures import reencoded
from yizhan.people.models import Actor, Person, Purpose
from yizhan.people.queries import open_texts
from yizhan.people.services import give_consent, record


def add_picture(
    *,
    actor: Actor,
    activity: Activity,
    upload: BinaryIO,
    alt_zh: str,
    alt_en: str = "",
    people: Collection[UUID] = (),
    nobody: bool = False,
) -> Picture:
    """Keep a photograph and ask everybody who is recognisable; the picture is worked on before anything is locked."""
    authorise(policies.can_run, actor, activity.station)
    alt_zh = rules.require_caption(alt_zh)
    picture = reencoded(upload)
    with transaction.atomic():
        activity = Activity.objects.locked(activity.pk)
        there = set(activity.registrations.standing().values_list("person_id", flat=True))
        rules.require_told(people=people, nobody=nobody, there=there)
        rules.require_room(activity.pictures.count())
        found: Picture = activity.pictures.create(
            alt_zh=alt_zh,
            alt_en=alt_en.strip(),
            width=picture.width,
            height=picture.height,
            nobody_recognisable=nobody,
            by=actor if isinstance(actor, Person) else None,
            at=clock.now(),
        )
        _ask(found, people)
        record(actor=actor, verb="add_picture", subject=activity, details={"picture": str(found.pk), "shows": alt_zh})
        gateways.ALBUMS.keep(found.pk, picture.files)
    return found


def _ask(picture: Picture, people: Collection[UUID]) -> None:
    at = clock.now()
    Likeness.objects.bulk_create(Likeness(picture=picture, person_id=pk, asked_at=at) for pk in people)
    for likeness in picture.likenesses.select_related("person", "picture__activity"):
        ask_to_be_shown(likeness)


@transaction.atomic
def answer_likeness(*, actor: Actor, likeness: Likeness, agreed: bool) -> None:
    """Agree to be shown in a photograph, or not; agreeing is consent to the words about photographs too."""
    authorise(policies.is_shown, actor, likeness)
    person = Person.objects.locked(likeness.person_id)
    likeness = Likeness.objects.select_for_update().get(pk=likeness.pk)
    likeness.answer = LikenessAnswer.AGREED if agreed else LikenessAnswer.REFUSED
    likeness.answered_at = clock.now()
    likeness.save(update_fields=["answer", "answered_at"])
    for text in open_texts(person) if agreed else ():
        if text.purpose == Purpose.PHOTOGRAPHS:
            give_consent(actor=actor, person=person, text=text)
    record(actor=actor, verb="answer", subject=likeness, details={"answer": likeness.answer})


@transaction.atomic
def remove_picture(*, actor: Actor, picture: Picture) -> None:
    """Take a photograph away; its files go once that is certain."""
    authorise(policies.can_run, actor, picture.activity.station)
    if not Picture.objects.filter(pk=picture.pk).delete()[0]:
        raise rules.PictureGone
    details = {"picture": str(picture.pk), "shows": picture.alt_zh}
    record(actor=actor, verb="remove_picture", subject=picture.activity, details=details)
    transaction.on_commit(partial(gateways.ALBUMS.discard, picture.pk), robust=True)


@transaction.atomic
def hide_likenesses(*, person_id: UUID) -> int:
    """Show no photograph of a person who took the consent back; returns in how many they were."""
    agreed = Likeness.objects.filter(person_id=person_id, answer=LikenessAnswer.AGREED)
    return agreed.update(answer=LikenessAnswer.REFUSED, answered_at=clock.now())


@transaction.atomic
def remove_pictures_of(*, person_id: UUID) -> int:
    """Delete every photograph in which a person is recognisable who leaves for good; returns how many."""
    found = [picture.pk for picture in Picture.objects.filter(likenesses__person_id=person_id).select_for_update()]
    Picture.objects.filter(pk__in=found).delete()
    for pk in found:
        transaction.on_commit(partial(gateways.ALBUMS.discard, pk), robust=True)
    return len(found)
