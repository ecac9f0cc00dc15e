"""The formula is changed by adding a row, with a reason."""

import pytest
from django.core.exceptions import PermissionDenied

from tests.evaluation.factories import FormulaFactory
from tests.factories import AppointmentFactory, StationFactory
from yizhan.evaluation import services
from yizhan.evaluation.models import Formula
from yizhan.evaluation.queries import formula_in_force
from yizhan.evaluation.rules import refusals
from yizhan.evaluation.rules.formula import Parameters
from yizhan.people.models import Role
from yizhan.people.queries import changes_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_a_change_is_a_new_row_and_the_old_one_stays(hub):
    first = FormulaFactory()

    row = services.change_formula(actor=hub, reason="先看半年", window_months=6)

    assert formula_in_force() == Parameters(window_months=6)
    assert [(f.pk, f.window_months) for f in Formula.objects.all()] == [(row.pk, 6), (first.pk, 3)]
    assert (row.by, changes_of(row).get().details) == (hub, {"window_months": [3, 6]})


def test_it_can_be_switched_off(hub):
    services.change_formula(actor=hub, reason="先观察一个月", on=False)

    assert formula_in_force() == Parameters(on=False)


def test_a_change_needs_a_reason(hub):
    with pytest.raises(refusals.ReasonMissing):
        services.change_formula(actor=hub, reason=" ", on=False)


def test_nothing_is_written_when_nothing_changes(hub):
    with pytest.raises(refusals.FormulaUnchanged):
        services.change_formula(actor=hub, reason="没有什么", on=True)


@pytest.mark.parametrize(
    "numbers",
    [
        {"window_months": 0},
        {"prior": 0},
        {"neutral_rating": 6},
        {"rating_gain": -1},
        {"floor": 1.2},
        {"ceiling": 9},
    ],
)
def test_numbers_outside_their_bounds_are_refused(hub, numbers):
    with pytest.raises(refusals.FormulaOutOfBounds):
        services.change_formula(actor=hub, reason="试试", **numbers)


def test_an_officer_does_not_change_it():
    officer = AppointmentFactory(role=Role.STATION, place=StationFactory()).person

    with pytest.raises(PermissionDenied):
        services.change_formula(actor=officer, reason="试试", on=False)
