"""Writing visits down."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage

from tests.enterprises.factories import ContactFactory, EnterpriseFactory, PictureFactory, VisitFactory
from yizhan.enterprises import gateways, services
from yizhan.enterprises.events import WishHeard, WorryHeard
from yizhan.enterprises.models import FindingKind, Topic, Visit
from yizhan.enterprises.rules import Heard, refusals

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
NONCE = UUID("0193a1f2-7c1e-7b1a-9b1e-0f3c5a6d7e8f")
SAID = {"on": TODAY, "way": "door", "words": "新租了半层，缺一间会议室。"}


def heard(kind=FindingKind.WISH, words="想请律师看合同"):
    return Heard(kind=kind, topic=Topic.LAW, words=words, people=8)


def test_a_visit_moves_the_next_one_and_is_in_the_ledger(officer, enterprise, history, published):
    visit = services.record_visit(actor=officer, enterprise=enterprise, fields=SAID)

    enterprise.refresh_from_db()
    assert (visit.by, visit.words, enterprise.visit_by) == (officer, SAID["words"], TODAY + timedelta(days=90))
    assert (history(enterprise), published) == (["visit"], [])


def test_a_visit_that_is_sent_late_does_not_move_the_next_one_back(officer, enterprise):
    VisitFactory(enterprise=enterprise, on=TODAY)

    services.record_visit(actor=officer, enterprise=enterprise, fields={**SAID, "on": date(2026, 11, 1)})

    enterprise.refresh_from_db()
    assert enterprise.visit_by == TODAY + timedelta(days=90)


def test_wishes_and_worries_are_made_known(officer, enterprise, published):
    findings = [heard(), heard(FindingKind.WORRY, "电梯总是坏")]

    visit = services.record_visit(actor=officer, enterprise=enterprise, fields=SAID, findings=findings)

    wish, worry = visit.findings.all()
    assert published == [WishHeard(finding_id=wish.pk), WorryHeard(finding_id=worry.pk)]
    assert (wish.words, wish.people, worry.words) == ("想请律师看合同", 8, "电梯总是坏")


def test_sent_twice_it_is_one_visit(officer, enterprise, published):
    first, second = (
        services.record_visit(actor=officer, enterprise=enterprise, fields=SAID, findings=[heard()], nonce=NONCE)
        for _ in range(2)
    )

    assert (first, Visit.objects.count(), len(published)) == (second, 1, 1)


def test_photographs_are_kept_in_two_sizes(officer, enterprise, photograph):
    visit = services.record_visit(
        actor=officer, enterprise=enterprise, fields=SAID, uploads=[photograph(), photograph(2000, 1500)]
    )

    sizes = [(picture.width, picture.height) for picture in visit.pictures.all()]
    kept = [default_storage.exists(gateways.VISITS.name(one.pk, width=640)) for one in visit.pictures.all()]
    assert (sizes, kept) == ([(800, 600), (1600, 1200)], [True, True])


def test_with_too_many_photographs_nothing_is_kept(officer, enterprise, photograph):
    with pytest.raises(refusals.TooManyPictures):
        services.record_visit(
            actor=officer, enterprise=enterprise, fields=SAID, uploads=[photograph() for _ in range(7)]
        )
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [({"words": " "}, refusals.WordsMissing), ({"on": date(2026, 11, 26)}, refusals.VisitLater)],
)
def test_what_cannot_be_is_refused(officer, enterprise, fields, refusal):
    with pytest.raises(refusal):
        services.record_visit(actor=officer, enterprise=enterprise, fields={**SAID, **fields})


def test_who_was_met_is_a_contact_of_the_enterprise(officer, enterprise):
    with pytest.raises(refusals.NotItsContact):
        services.record_visit(actor=officer, enterprise=enterprise, fields={**SAID, "contact": ContactFactory()})


def test_nobody_visits_an_enterprise_that_moved_away(officer, station):
    gone = EnterpriseFactory(station=station, left_on=date(2026, 6, 1))

    with pytest.raises(refusals.MovedAway):
        services.record_visit(actor=officer, enterprise=gone, fields=SAID)


def test_members_visit_nobody(member, enterprise):
    with pytest.raises(PermissionDenied):
        services.record_visit(actor=member, enterprise=enterprise, fields=SAID)


def test_a_photograph_is_added_and_taken_away(
    officer, enterprise, photograph, history, django_capture_on_commit_callbacks
):
    visit = VisitFactory(enterprise=enterprise)
    picture = services.add_picture(actor=officer, visit=visit, upload=photograph())

    with django_capture_on_commit_callbacks(execute=True):
        services.remove_picture(actor=officer, picture=picture)

    assert (visit.pictures.count(), history(visit)) == (0, ["add_picture", "remove_picture"])
    assert not default_storage.exists(gateways.VISITS.name(picture.pk, width=640))


def test_a_seventh_photograph_is_refused(officer, enterprise, photograph):
    visit = VisitFactory(enterprise=enterprise)
    PictureFactory.create_batch(6, visit=visit)

    with pytest.raises(refusals.TooManyPictures):
        services.add_picture(actor=officer, visit=visit, upload=photograph())


def test_members_take_no_photograph_away(member, enterprise):
    with pytest.raises(PermissionDenied):
        services.remove_picture(actor=member, picture=PictureFactory(visit__enterprise=enterprise))
