"""Members who agreed at a desk, many at once."""

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import AppointmentFactory, ConsentTextFactory, PersonFactory
from yizhan.people import rules, services
from yizhan.people.models import Change, Consent, Person, Role

pytestmark = pytest.mark.django_db
NAMES = {"+8613700000001": "甲", "+8613700000002": "乙"}


def administrator():
    return AppointmentFactory(role=Role.ADMINISTRATOR).person


def test_people_become_members_with_the_consents_they_gave_at_the_desk():
    terms = ConsentTextFactory()

    made = services.enrol(actor=administrator(), names=NAMES, texts=[terms])

    assert [(person.phone, person.name, person.joined_at is not None) for person in made] == [
        ("+8613700000001", "甲", True),
        ("+8613700000002", "乙", True),
    ]
    assert list(Consent.objects.values_list("text", "channel")) == [(terms.pk, "desk")] * 2
    assert Change.objects.filter(verb="join", subject_id__in=[person.pk for person in made]).count() == 2


def test_a_phone_that_is_known_is_left_alone():
    PersonFactory(phone="+8613700000001", name="早就在")

    made = services.enrol(actor=administrator(), names=NAMES, texts=[ConsentTextFactory()])

    assert [person.name for person in made] == ["乙"]
    assert Person.objects.with_phone("+8613700000001").get().name == "早就在"


def test_nobody_is_enrolled_without_the_required_consents():
    ConsentTextFactory()

    with pytest.raises(rules.ConsentRequired):
        services.enrol(actor=administrator(), names=NAMES, texts=[])

    assert Person.objects.filter(name__in=NAMES.values()).count() == 0


def test_only_administrators_enrol():
    with pytest.raises(PermissionDenied):
        services.enrol(actor=PersonFactory(), names=NAMES, texts=[ConsentTextFactory()])


def test_enrolling_costs_the_same_for_many(django_assert_num_queries):
    texts, actor = [ConsentTextFactory()], administrator()
    many = {f"+86138{n:08d}": f"第{n}人" for n in range(200)}
    assert actor.roles_held

    with django_assert_num_queries(11):
        services.enrol(actor=actor, names=many, texts=texts)
