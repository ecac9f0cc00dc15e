"""Who is invited to an activity that is for invited people."""

from collections.abc import Sequence

from django.db import transaction

from yizhan.activities import policies
from yizhan.activities.models import Activity, Invitation
from yizhan.activities.rules import refusals
from yizhan.activities.services import telling
from yizhan.kernel import clock
from yizhan.kernel.access import authorise
from yizhan.people.models import Actor, Person
from yizhan.people.queries import person_by_phone
from yizhan.people.services import record


@transaction.atomic
def invite(*, actor: Actor, activity: Activity, phones: Sequence[str]) -> int:
    """Invite the members with these phones (E.164) and tell them; all or none; returns how many are new."""
    authorise(policies.can_run, actor, activity.station)
    activity = Activity.objects.locked(activity.pk)
    found = {phone: person_by_phone(phone) for phone in phones}
    unknown = [phone for phone, person in found.items() if person is None]
    if unknown:
        raise refusals.StrangersInvited(unknown)
    invited = set(activity.invitations.values_list("person_id", flat=True))
    new = [person for person in found.values() if person and person.pk not in invited]
    for person in new:
        _invite(activity, person)
    record(actor=actor, verb="invite", subject=activity, details={"people": len(new)})
    return len(new)


def _invite(activity: Activity, person: Person) -> None:
    Invitation.objects.create(activity=activity, person=person, invited_at=clock.now())
    telling.tell_person(person, telling.INVITED, activity=activity)


@transaction.atomic
def take_back_invitation(*, actor: Actor, invitation: Invitation) -> None:
    """Take an invitation back; a place that was taken on it stays."""
    activity = invitation.activity
    authorise(policies.can_run, actor, activity.station)
    Activity.objects.locked(activity.pk)
    if Invitation.objects.filter(pk=invitation.pk).delete()[0]:
        record(actor=actor, verb="take-back-invitation", subject=activity)
