"""How deliveries of a service are handled."""

from django.db import transaction

from yizhan.catalogue.models import Service
from yizhan.delivery import policies
from yizhan.delivery.models import Handling
from yizhan.kernel.access import authorise
from yizhan.people.models import Actor
from yizhan.people.services import record


@transaction.atomic
def handle(*, actor: Actor, service: Service | None, may_grab: bool, repairs_at_once: bool) -> Handling:
    """Say what is allowed for a service, or for all that say nothing of their own."""
    authorise(policies.can_plan, actor)
    given = {"may_grab": may_grab, "repairs_at_once": repairs_at_once}
    row, _made = Handling.objects.update_or_create(service=service, defaults=given)
    record(actor=actor, verb="handle", subject=row, details=given)
    return row
