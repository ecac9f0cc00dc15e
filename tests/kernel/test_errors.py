import pytest
from django.db import IntegrityError

from tests.factories import StationFactory
from yizhan.kernel.errors import Refused, refusing
from yizhan.network.models import Station


class SlugTaken(Refused):
    message = "taken"
    field = "slug"


@pytest.mark.django_db
def test_a_violated_constraint_becomes_the_refusal_named_for_it_and_the_transaction_goes_on():
    taken = StationFactory()

    with pytest.raises(SlugTaken), refusing(network_station_slug_once=SlugTaken):
        StationFactory(slug=taken.slug)

    assert list(Station.objects.all()) == [taken]


@pytest.mark.django_db
def test_a_constraint_that_is_not_named_stays_a_fault():
    taken = StationFactory()

    with pytest.raises(IntegrityError), refusing(network_station_code_once=SlugTaken):
        StationFactory(slug=taken.slug)


def test_a_refusal_says_its_sentence_and_names_its_field():
    refusal = SlugTaken()

    assert (str(refusal), refusal.field) == ("taken", "slug")


def test_a_refusal_can_be_told_a_better_sentence():
    assert str(SlugTaken("taken since Monday")) == "taken since Monday"
