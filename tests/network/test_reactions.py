import pytest

from tests.factories import BuildingFactory, ConsentFactory, ConsentTextFactory
from yizhan.network import services
from yizhan.network.models import Workplace
from yizhan.people import services as people

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("purpose", "left"), [("workplace", 0), ("messages", 1)])
def test_a_workplace_is_forgotten_with_the_consent_it_stands_on(purpose, left):
    person = ConsentFactory(text=ConsentTextFactory(purpose="workplace")).person
    ConsentFactory(person=person, text=ConsentTextFactory(purpose="messages"))
    services.choose_workplace(actor=person, person=person, building=BuildingFactory())

    people.withdraw_consent(actor=person, person=person, purpose=purpose)

    assert Workplace.objects.count() == left
