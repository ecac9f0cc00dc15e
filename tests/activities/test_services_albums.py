"""Albums: who is asked, who is shown, and how one is not shown any more."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from tests.activities.factories import ActivityFactory, RegistrationFactory
from tests.factories import ConsentTextFactory, PersonFactory
from yizhan.activities import gateways, services
from yizhan.activities.models import Likeness, Picture
from yizhan.activities.queries import albums
from yizhan.activities.rules import albums as rules
from yizhan.kernel.media import WIDTHS
from yizhan.messages.models import Notice
from yizhan.network.models import Photo
from yizhan.people import services as people
from yizhan.people.models import Purpose
from yizhan.people.queries import has_consented

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def jpeg():
    file = BytesIO()
    Image.new("RGB", (800, 600), "teal").save(file, "JPEG")
    file.seek(0)
    return file


@pytest.fixture
def activity(station):
    return ActivityFactory(station=station)


@pytest.fixture
def two(activity):
    """Two people who signed up."""
    return [one.person for one in RegistrationFactory.create_batch(2, activity=activity)]


def add(officer, activity, shown=(), **more):
    given = {"upload": jpeg(), "alt_zh": "大家在练瑜伽", "people": [one.pk for one in shown], **more}
    return services.add_picture(actor=officer, activity=activity, **given)


def answer(person, agreed):
    services.answer_likeness(actor=person, likeness=Likeness.objects.get(person=person), agreed=agreed)


def showable():
    return list(Picture.objects.showable())


def test_a_photograph_of_nobody_is_shown_at_once(officer, activity, verbs):
    picture = add(officer, activity, nobody=True)

    assert (showable(), picture.by, verbs(activity)) == ([picture], officer, ["add_picture"])
    assert [default_storage.exists(gateways.ALBUMS.name(picture.pk, width=width)) for width in WIDTHS] == [
        True,
        True,
    ]


def test_everybody_who_is_recognisable_is_asked_and_all_have_to_agree(officer, activity, two):
    picture = add(officer, activity, two)

    assert (showable(), {notice.person for notice in Notice.objects.all()}) == ([], set(two))
    answer(two[0], agreed=True)
    assert showable() == []
    answer(two[1], agreed=True)
    assert showable() == [picture]


def test_a_no_hides_it_at_once_also_after_a_yes(officer, activity, two):
    add(officer, activity, two)
    for person in two:
        answer(person, agreed=True)

    answer(two[0], agreed=False)

    assert showable() == []


def test_agreeing_is_consent_to_the_words_about_photographs(officer, activity, two):
    ConsentTextFactory(purpose=Purpose.PHOTOGRAPHS, required=False)
    add(officer, activity, two)

    answer(two[0], agreed=True)
    answer(two[1], agreed=False)

    assert [has_consented(person, Purpose.PHOTOGRAPHS) for person in two] == [True, False]


def test_taking_the_consent_back_hides_every_photograph(officer, activity, two):
    ConsentTextFactory(purpose=Purpose.PHOTOGRAPHS, required=False)
    add(officer, activity, two[:1])
    answer(two[0], agreed=True)

    people.withdraw_consent(actor=two[0], person=two[0], purpose=Purpose.PHOTOGRAPHS)

    assert (showable(), Likeness.objects.get().answer) == ([], "refused")


def test_taking_another_consent_back_changes_nothing(officer, activity, two):
    picture = add(officer, activity, two[:1])
    answer(two[0], agreed=True)

    people.withdraw_consent(actor=two[0], person=two[0], purpose=Purpose.MESSAGES)

    assert showable() == [picture]


def test_who_leaves_for_good_takes_along_the_photographs(officer, activity, two, django_capture_on_commit_callbacks):
    gone, kept = add(officer, activity, two), add(officer, activity, two[1:])

    with django_capture_on_commit_callbacks(execute=True):
        people.erase(actor=two[0], person=two[0])

    assert list(Picture.objects.all()) == [kept]
    assert not default_storage.exists(gateways.ALBUMS.name(gone.pk, width=640))


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({}, rules.WhoMissing),
        ({"alt_zh": " ", "nobody": True}, rules.CaptionMissing),
        ({"shown": "two", "nobody": True}, rules.NobodyAndSomebody),
        ({"shown": "stranger"}, rules.NotThere),
    ],
)
def test_what_is_not_said_is_asked_for(officer, activity, two, wrong, refusal):
    shown = {"two": two, "stranger": [PersonFactory()]}.get(wrong.pop("shown", ""), [])

    with pytest.raises(refusal):
        add(officer, activity, shown, **wrong)

    assert Picture.objects.count() == 0


def test_an_album_has_an_end(officer, activity):
    plain = {"activity": activity, "alt_zh": "合影", "width": 800, "height": 600, "at": "2026-11-25T12:00+08:00"}
    Picture.objects.bulk_create(Picture(**plain) for _ in range(rules.MOST_PICTURES))

    with pytest.raises(rules.AlbumFull):
        add(officer, activity, nobody=True)


def test_a_photograph_is_taken_away_with_its_files(officer, activity, member, django_capture_on_commit_callbacks):
    picture = add(officer, activity, nobody=True)

    with pytest.raises(PermissionDenied):
        services.remove_picture(actor=member, picture=picture)
    with django_capture_on_commit_callbacks(execute=True):
        services.remove_picture(actor=officer, picture=picture)
    with pytest.raises(rules.PictureGone):
        services.remove_picture(actor=officer, picture=picture)

    assert not default_storage.exists(gateways.ALBUMS.name(picture.pk, width=640))


def test_only_those_who_run_it_add_and_only_oneself_answers(officer, activity, two, member):
    with pytest.raises(PermissionDenied):
        add(member, activity, nobody=True)
    add(officer, activity, two[:1])
    with pytest.raises(PermissionDenied):
        services.answer_likeness(actor=officer, likeness=Likeness.objects.get(), agreed=True)


def test_the_sizes_are_those_of_every_photograph():
    assert albums.photo(Picture(width=1600, height=1200, alt_zh="合影")).small_height == 480
    assert Photo._meta.get_field("width").get_internal_type() == "PositiveIntegerField"


def test_the_file_is_only_for_those_who_may_see_it(client, officer, activity, two, member):
    picture = add(officer, activity, two[:1])
    address = reverse("activities:picture", args=[picture.pk, 640])

    def status(person):
        client.logout()
        if person:
            client.force_login(person)
        return client.get(address).status_code

    assert [status(one) for one in (None, member, two[0], officer)] == [404, 404, 200, 200]
    answer(two[0], agreed=True)
    assert status(None) == 200
    assert client.get(reverse("activities:picture", args=[picture.pk, 77])).status_code == 404


def test_an_officer_keeps_the_album_on_its_page(client, officer, activity, two):
    client.force_login(officer)
    address = reverse("activities:album-edit", args=[activity.pk])
    file = SimpleUploadedFile("yoga.jpg", jpeg().getvalue(), "image/jpeg")

    refused = client.post(address, {"alt_zh": "合影"})
    client.post(address, {"upload": file, "alt_zh": "合影", "people": [two[0].pk]})
    picture = Picture.objects.get()
    page = client.get(address).content.decode()
    asked = client.get(reverse("activities:picture-remove", args=[picture.pk])).content.decode()
    client.post(reverse("activities:picture-remove", args=[picture.pk]))

    assert (refused.status_code, "等答复：0/1 人同意" in page, "不能恢复" in asked) == (422, True, True)
    assert Picture.objects.count() == 0


def test_a_member_answers_on_a_page_and_sees_the_album(client, officer, activity, two):
    picture = add(officer, activity, two[:1])
    album = reverse("activities:activity-album", args=[activity.pk])
    client.force_login(two[0])

    assert "还没有可以看的照片" in client.get(album).content.decode()
    client.post("/me/pictures/", {"likeness": Likeness.objects.get().pk, "agreed": "yes"})
    assert f"{picture.pk}-640.webp" in client.get(album).content.decode()
    client.post("/me/pictures/", {"likeness": Likeness.objects.get().pk, "agreed": "no"})
    assert "还没有可以看的照片" in client.get(album).content.decode()
    assert "不同意" in client.get("/me/pictures/").content.decode()


def test_nobody_answers_for_another(client, officer, activity, two):
    add(officer, activity, two[:1])
    client.force_login(two[1])

    response = client.post("/me/pictures/", {"likeness": Likeness.objects.get().pk, "agreed": "yes"})

    assert (response.status_code, Likeness.objects.get().answer) == (404, "asked")
