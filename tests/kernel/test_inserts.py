"""New rows whose statement is worded once."""

import pytest
from django.db import IntegrityError

from tests.factories import PersonFactory
from yizhan.kernel import clock
from yizhan.kernel.inserts import insert
from yizhan.people.models import Change

pytestmark = pytest.mark.django_db


def test_a_row_is_written_as_it_would_be_saved(django_assert_num_queries):
    person = PersonFactory()
    line = Change(
        actor=person, verb="join", subject="people.person", subject_id=person.pk, details={"by": "hand"}, at=clock.now()
    )

    with django_assert_num_queries(1):
        written = insert(line)

    columns = [field.attname for field in Change._meta.concrete_fields]
    kept = Change.objects.get(pk=line.pk)
    assert written is line
    assert [getattr(kept, name) for name in columns] == [getattr(line, name) for name in columns]


def test_a_row_that_was_written_is_changed_and_not_written_again():
    person = PersonFactory()
    line = insert(Change(verb="join", subject="people.person", subject_id=person.pk, at=clock.now()))

    line.verb = "leave"
    line.save()

    assert list(Change.objects.filter(subject_id=person.pk).values_list("verb", flat=True)) == ["leave"]


def test_what_a_constraint_forbids_is_refused_as_ever():
    with pytest.raises(IntegrityError, match="people_change_names_its_verb"):
        insert(Change(verb="", subject="people.person", subject_id=PersonFactory().pk, at=clock.now()))
