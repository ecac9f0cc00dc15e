"""Giving places away and taking them back: the counters of an activity and of the firms that share it, and who is next."""

from datetime import datetime

from django.db import connection
from django.db.models import F

from yizhan.activities import queries
from yizhan.activities.models import Activity, ActivityState, EnterpriseShare, Registration, RegistrationState
from yizhan.activities.rules import refusals, signing
from yizhan.activities.services import telling
from yizhan.kernel.states import step
from yizhan.people.services import record

# In SQL as `queries.PROSPECT` is: while this runs, everybody waits.
TAKE = """
UPDATE activities_activity SET taken = taken + %(places)s
WHERE id = %(activity)s AND state = 'published' AND taken + %(places)s <= capacity
"""


def take(activity: Activity, registration: Registration) -> bool:
    """Take places off the counter if enough are left, in one statement; called last, so that rivals wait for one commit.

    The firm's share comes after it, never before: whoever takes places locks in this order.
    """
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {"activity": activity.pk, "places": registration.places})
        if not cursor.rowcount:
            return False
    if activity.most_per_enterprise:
        _take_share(activity, registration, most=activity.most_per_enterprise)
    return True


def _take_share(activity: Activity, registration: Registration, *, most: int) -> None:
    shares = EnterpriseShare.objects.filter(activity=activity, enterprise_key=registration.enterprise_key)
    if shares.filter(taken__lte=most - registration.places).update(taken=F("taken") + registration.places, most=most):
        return
    if shares.exists():
        raise refusals.EnterpriseFull(most)
    EnterpriseShare.objects.create(
        activity=activity, enterprise_key=registration.enterprise_key, taken=registration.places, most=most
    )


def give_back(activity: Activity, registration: Registration) -> None:
    """Put the places of a registration back; the activity is locked by the caller."""
    activity.taken -= registration.places
    activity.save(update_fields=["taken"])
    if registration.enterprise_key:
        EnterpriseShare.objects.filter(activity=activity, enterprise_key=registration.enterprise_key).update(
            taken=F("taken") - registration.places
        )


def pass_on(activity: Activity, *, at: datetime) -> None:
    """Offer every place that is left to those who wait, the first in line that fits first; the activity is locked.

    Who does not fit keeps the place in line. Also called when an activity gets more places.
    """
    until = signing.offer_ends(activity, at=at)
    while until and activity.state == ActivityState.PUBLISHED:
        following = queries.next_in_line(activity).select_for_update(of=("self",), skip_locked=True).first()
        if following is None or not take(activity, following):
            return
        activity.taken += following.places
        following.state = step(signing.MOVES, at=following.state, to=RegistrationState.OFFERED)
        following.offered_until = until
        following.save(update_fields=["state", "offered_until"])
        record(actor=None, verb="offer", subject=following)
        telling.tell(following, telling.OFFERED, activity=activity)
