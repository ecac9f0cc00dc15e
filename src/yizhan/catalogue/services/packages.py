"""Service packages: offered by those who look after an enterprise, answered by them or by its contacts."""

from collections.abc import Sequence

from django.db import transaction

from yizhan.catalogue import policies, rules
from yizhan.catalogue.models import PackageItem, PackageState, Service
from yizhan.enterprises.models import Enterprise
from yizhan.kernel.access import authorise
from yizhan.people.models import Actor
from yizhan.people.queries import today
from yizhan.people.services import record


@transaction.atomic
def offer(*, actor: Actor, enterprise: Enterprise, services: Sequence[Service]) -> int:
    """Offer services to an enterprise; those that are in its package already are left alone. Returns how many are new."""
    authorise(policies.can_pack, actor, enterprise)
    if not services:
        raise rules.NothingChosen
    enterprise = Enterprise.objects.locked(enterprise.pk)
    if enterprise.left_on is not None:
        raise rules.EnterpriseMovedAway
    had = set(PackageItem.objects.filter(enterprise=enterprise).values_list("service_id", flat=True))
    fresh = [service for service in services if service.pk not in had]
    PackageItem.objects.bulk_create(
        PackageItem(enterprise=enterprise, service=service, offered_on=today()) for service in fresh
    )
    record(actor=actor, verb="offer", subject=enterprise, details={"services": [service.code for service in fresh]})
    return len(fresh)


@transaction.atomic
def answer_offer(*, actor: Actor, item: PackageItem, taken: bool) -> None:
    """Take a service into use, or say that it is not wanted; the answer may change."""
    authorise(policies.can_answer, actor, item)
    found = PackageItem.objects.select_for_update(of=("self",)).select_related("service").filter(pk=item.pk).first()
    if found is None:
        raise rules.OutOfPackage
    found.state = PackageState.TAKEN if taken else PackageState.DECLINED
    found.answered_on = today()
    found.save(update_fields=["state", "answered_on"])
    details = {"service": found.service.code, "taken": taken}
    record(actor=actor, verb="answer_offer", subject=item.enterprise, details=details)


@transaction.atomic
def take_back_offer(*, actor: Actor, item: PackageItem) -> None:
    """Take a service out of an enterprise's package."""
    authorise(policies.can_pack, actor, item.enterprise)
    if not PackageItem.objects.filter(pk=item.pk).delete()[0]:
        raise rules.OutOfPackage
    record(actor=actor, verb="take_back_offer", subject=item.enterprise, details={"service": item.service.code})
