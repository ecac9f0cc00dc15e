"""Photographs: checked by content, re-encoded without metadata, and files that follow their rows."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image

from tests.factories import StationFactory
from yizhan.network import gateways, services
from yizhan.network.models import Photo
from yizhan.network.rules import refusals

pytestmark = pytest.mark.django_db
GPS_IFD, ORIENTATION = 0x8825, 0x0112


def picture(width=800, height=600, *, kind="JPEG", mode="RGB", colour="teal", **more):
    file = BytesIO()
    Image.new(mode, (width, height), colour).save(file, kind, **more)
    file.seek(0)
    return file


def add(actor, station, upload, **more):
    return services.add_photo(
        actor=actor, station=station, upload=upload, **{"alt_zh": "前台", "alt_en": "Desk"} | more
    )


def stored(photo, width):
    with gateways.PHOTOS.open(photo.pk, width=width) as file:
        image = Image.open(file)
        image.load()
    return image


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_is_kept_in_two_sizes(officer_of, history, kind):
    station = StationFactory()

    photo = add(officer_of(station), station, picture(3200, 2400, kind=kind))

    assert (photo.width, photo.height) == (1600, 1200)
    assert {width: (stored(photo, width).format, stored(photo, width).size) for width in (1600, 640)} == {
        1600: ("WEBP", (1600, 1200)),
        640: ("WEBP", (640, 480)),
    }
    assert history(station) == [("add_photo", "")]


def test_a_small_photograph_is_not_blown_up(hub):
    photo = add(hub, StationFactory(), picture(400, 300))

    assert (stored(photo, 1600).size, stored(photo, 640).size) == ((400, 300), (400, 300))


def test_a_photograph_is_turned_upright_and_tells_nothing_about_where_and_with_what(hub):
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[0x010F] = "a maker"
    exif.get_ifd(GPS_IFD)[1] = "N"

    photo = add(hub, StationFactory(), picture(800, 600, exif=exif, comment=b"secret"))

    image = stored(photo, 1600)
    assert image.size == (600, 800)
    assert (dict(image.getexif()), set(image.info) & {"exif", "xmp", "icc_profile", "comment"}) == ({}, set())


@pytest.mark.parametrize(("mode", "colour"), [("RGBA", (0, 0, 0, 0)), ("LA", (0, 0)), ("P", 0), ("L", 255), ("1", 1)])
def test_pictures_of_every_kind_of_pixel_are_understood(hub, mode, colour):
    photo = add(hub, StationFactory(), picture(kind="PNG", mode=mode, colour=colour))

    assert stored(photo, 640).mode == "RGB"


def test_what_is_transparent_becomes_white(hub):
    photo = add(hub, StationFactory(), picture(kind="PNG", mode="RGBA", colour=(0, 0, 0, 0)))

    assert stored(photo, 640).getpixel((10, 10)) == (255, 255, 255)


def shortened(file):
    return BytesIO(file.getvalue()[: len(file.getvalue()) // 2])


@pytest.mark.parametrize(
    "upload",
    [
        BytesIO(b""),
        BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        BytesIO(b"\xff\xd8\xff\xe0 not a picture"),
        BytesIO(b"\x89PNG\r\n\x1a\n"),
        picture(kind="GIF"),
        picture(kind="BMP"),
        shortened(picture(kind="PNG")),
        shortened(picture(kind="JPEG")),
        shortened(picture(kind="WEBP")),
    ],
    ids=["empty", "svg", "jpeg in name", "png in name", "gif", "bmp", "half png", "half jpeg", "half webp"],
)
def test_what_is_no_picture_is_refused_and_leaves_nothing(hub, upload):
    station = StationFactory()

    with pytest.raises(refusals.NotAPicture):
        add(hub, station, upload)

    assert (station.photos.count(), default_storage.exists("photos")) == (0, False)


def test_a_file_of_more_than_ten_megabytes_is_refused(hub):
    with pytest.raises(refusals.PictureTooHeavy):
        add(hub, StationFactory(), BytesIO(picture().getvalue() + b"\0" * 10 * 1024 * 1024))


def test_a_picture_that_is_too_small_is_refused(hub):
    with pytest.raises(refusals.PictureTooSmall):
        add(hub, StationFactory(), picture(399, 600))


def bomb(width, height):
    """A PNG of a few bytes that claims to be enormous."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", len(header)) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    return BytesIO(
        b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
    )


@pytest.mark.parametrize("size", [(10_001, 5_000), (10_000, 10_000), (60_000, 60_000)])
def test_a_picture_that_would_unpack_to_too_much_is_refused_before_it_is_unpacked(hub, size):
    with pytest.raises(refusals.PictureTooLarge):
        add(hub, StationFactory(), bomb(*size))


def test_a_photograph_says_what_it_shows(hub):
    with pytest.raises(refusals.CaptionMissing):
        add(hub, StationFactory(), picture(), alt_zh=" ")


def test_a_station_has_eight_photographs_at_most(hub):
    station = StationFactory()
    for _ in range(8):
        add(hub, station, picture(400, 300))

    with pytest.raises(refusals.TooManyPhotos):
        add(hub, station, picture(400, 300))

    assert station.photos.count() == 8


def test_a_file_that_cannot_be_written_leaves_neither_row_nor_file(hub, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "file"
    settings.MEDIA_ROOT.write_text("a file where the folder should be")
    station = StationFactory()

    with pytest.raises(OSError, match="file"):
        add(hub, station, picture())

    assert station.photos.count() == 0


def test_a_removed_photograph_takes_its_files_along_after_the_commit(hub, history, django_capture_on_commit_callbacks):
    station = StationFactory()
    photo = add(hub, station, picture())
    name = gateways.PHOTOS.name(photo.pk, width=640)

    with django_capture_on_commit_callbacks() as callbacks:
        services.remove_photo(actor=hub, photo=photo)
    before = default_storage.exists(name)
    [callback() for callback in callbacks]

    assert (before, default_storage.exists(name), station.photos.count()) == (True, False, 0)
    assert history(station) == [("remove_photo", ""), ("add_photo", "")]


class Failed(Exception):
    pass


@transaction.atomic
def remove_and_fail(actor, photo):
    services.remove_photo(actor=actor, photo=photo)
    raise Failed


@pytest.mark.django_db(transaction=True)
def test_a_photograph_whose_removal_is_taken_back_keeps_its_files(hub):
    photo = add(hub, StationFactory(), picture())

    with pytest.raises(Failed):
        remove_and_fail(hub, photo)

    assert (Photo.objects.count(), default_storage.exists(gateways.PHOTOS.name(photo.pk, width=640))) == (1, True)


def test_a_photograph_is_removed_once(hub):
    photo = add(hub, StationFactory(), picture())
    services.remove_photo(actor=hub, photo=photo)

    with pytest.raises(refusals.AlreadyGone):
        services.remove_photo(actor=hub, photo=photo)


def test_strangers_neither_add_nor_remove_photographs(hub, member):
    station = StationFactory()
    photo = add(hub, station, picture())

    with pytest.raises(PermissionDenied):
        add(member, station, picture())
    with pytest.raises(PermissionDenied):
        services.remove_photo(actor=member, photo=photo)
