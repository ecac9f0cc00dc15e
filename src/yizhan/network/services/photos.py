"""Photographs of a station."""

from functools import partial
from typing import BinaryIO

from django.db import transaction

from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.network import gateways, policies, rules
from yizhan.network.models import Photo, Station
from yizhan.network.rules import refusals
from yizhan.network.services.ledger import note, signed
from yizhan.network.services.pictures import reencoded
from yizhan.people.models import Actor


def add_photo(*, actor: Actor, station: Station, upload: BinaryIO, alt_zh: str, alt_en: str = "") -> Photo:
    """Keep a photograph, re-encoded; the picture is worked on before the station is locked."""
    authorise(policies.can_edit, actor, station)
    alt_zh = rules.require_caption(alt_zh)
    picture = reencoded(upload)
    with transaction.atomic():
        station = Station.objects.locked(station.pk)
        rules.require_room_for_photo(station.photos.count())
        photo: Photo = station.photos.create(
            alt_zh=alt_zh,
            alt_en=alt_en.strip(),
            width=picture.width,
            height=picture.height,
            by=signed(actor),
            at=clock.now(),
        )
        note(actor, "add_photo", station, details={"photo": str(photo.pk), "shows": alt_zh})
        gateways.PHOTOS.keep(photo.pk, picture.files)
    return photo


@transaction.atomic
def remove_photo(*, actor: Actor, photo: Photo) -> None:
    """Take a photograph away; its files go once that is certain."""
    authorise(policies.can_edit, actor, photo.station)
    station, photo_id = Station.objects.locked(photo.station_id), photo.pk
    if not station.photos.filter(pk=photo_id).delete()[0]:
        raise refusals.AlreadyGone
    note(actor, "remove_photo", station, details={"photo": str(photo_id), "shows": photo.alt_zh})
    transaction.on_commit(partial(gateways.PHOTOS.discard, photo_id), robust=True)
