"""Reads of albums: what anyone may see, what those see who run the activity, what one is asked."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from yizhan.activities.models import Activity, Likeness, LikenessAnswer, Picture
from yizhan.people.models import Actor, Person
from yizhan.ui import parts

SMALL, LARGE = 640, 1600


def shown(activity: Activity) -> list[parts.Photo]:
    """The photographs of an activity that anyone may see."""
    return [photo(picture) for picture in activity.pictures.showable()]


def photo(picture: Picture) -> parts.Photo:
    """A photograph in its two sizes, as the picture component takes it."""
    small = min(SMALL, picture.width)
    return parts.Photo(
        small=reverse("activities:picture", args=[picture.pk, SMALL]),
        small_width=small,
        small_height=round(picture.height * small / picture.width),
        large=reverse("activities:picture", args=[picture.pk, LARGE]),
        large_width=picture.width,
        alt=picture.alt,
    )


def album_of(activity: Activity) -> "QuerySet[Picture]":
    """Every photograph of an activity, with how many are asked and have agreed."""
    showable = Picture.objects.showable().filter(pk=OuterRef("pk"))
    found: QuerySet[Picture] = activity.pictures.annotate(
        asked=Count("likenesses"),
        agreed=Count("likenesses", filter=Q(likenesses__answer=LikenessAnswer.AGREED)),
        refused=Count("likenesses", filter=Q(likenesses__answer=LikenessAnswer.REFUSED)),
        is_shown=Exists(showable),
    )
    return found.order_by("at", "id")


def may_see(picture: Picture, actor: Actor) -> bool:
    """Whether anyone may see it, or the actor is asked to be shown in it."""
    if Picture.objects.showable().filter(pk=picture.pk).exists():
        return True
    return isinstance(actor, Person) and picture.likenesses.filter(person=actor).exists()


def likenesses_of(person: Person) -> "QuerySet[Likeness]":
    """The photographs in which a person is recognisable, those to answer first."""
    found = Likeness.objects.filter(person=person).select_related("picture__activity__station")
    return found.order_by("answered_at", "-asked_at", "id")
