"""Deleting what is not needed any more."""

from django.db import transaction

from yizhan.cases import queries
from yizhan.cases.models import Reporter
from yizhan.kernel import clock


@transaction.atomic
def forget_strangers() -> int:
    """Delete names and phones that people without an account left, once their cases are long over; returns how many."""
    return Reporter.objects.filter(pk__in=queries.strangers_long_over(clock.now())).update(name="", phone_sealed=None)
