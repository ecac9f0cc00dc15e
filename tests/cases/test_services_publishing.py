"""Making a case public without saying whose it is."""

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import PersonFactory
from yizhan.cases import services
from yizhan.cases.models import Case
from yizhan.cases.rules import refusals

pytestmark = pytest.mark.django_db


def test_a_case_is_public_in_the_words_of_an_officer(contacted, officer):
    services.publish_case(actor=officer, case=contacted, words="某楼三层漏水")

    assert list(Case.objects.public().values_list("public_words", flat=True)) == ["某楼三层漏水"]


def test_no_case_is_public_by_itself(contacted):
    assert Case.objects.public().count() == 0


@pytest.mark.parametrize("words", ["请打 13900001234", "会员甲的茶水间漏水"])
def test_words_that_tell_whose_it_is_are_refused(contacted, officer, member, words):
    member.name = "会员甲"
    member.save()

    with pytest.raises(refusals.RedactionTells):
        services.publish_case(actor=officer, case=contacted, words=words)


def test_nothing_is_published_without_words(contacted, officer):
    with pytest.raises(refusals.RedactionMissing):
        services.publish_case(actor=officer, case=contacted, words=" ")


def test_a_kind_that_stays_among_us_is_not_published(contacted, officer):
    contacted.kind.may_be_public = False
    contacted.kind.save()

    with pytest.raises(refusals.NotPublicKind):
        services.publish_case(actor=officer, case=contacted, words="某楼三层漏水")


def test_a_stranger_publishes_nothing(contacted):
    with pytest.raises(PermissionDenied):
        services.publish_case(actor=PersonFactory(), case=contacted, words="某楼三层漏水")


def test_what_is_public_is_taken_back_with_a_reason(contacted, officer):
    services.publish_case(actor=officer, case=contacted, words="某楼三层漏水")

    services.unpublish_case(actor=officer, case=contacted, reason="当事人要求")

    contacted.refresh_from_db()
    assert (contacted.public_words, contacted.public_at) == ("", None)
