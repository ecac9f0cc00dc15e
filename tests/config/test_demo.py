import pytest

from yizhan.config import demo
from yizhan.network.models import Station, Workplace
from yizhan.people.models import Appointment, Person, Role
from yizhan.people.queries import has_consented

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def test_the_demo_has_somebody_for_every_role_and_keeps_what_people_did(demonstrated):
    Person.objects.filter(name="林夏").update(name="改过的")

    demo.load(report=str)

    assert set(Appointment.objects.values_list("role", flat=True)) == set(Role.values) - {Role.ORGANISATION}
    assert Person.objects.filter(name="改过的").count() == 1
    assert Station.objects.filter(state="applied").count() == 2


def test_members_of_the_demo_agreed_before_their_building_was_kept(demonstrated):
    assert all(has_consented(workplace.person, "workplace") for workplace in Workplace.objects.all())


def test_the_sign_ins_begin_with_one_of_each_kind():
    assert [role for role, _name, _phone in demo.sign_ins()][:2] == ["administrator", "hub"]
