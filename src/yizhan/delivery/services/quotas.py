"""How many regular sessions stations get."""

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from yizhan.catalogue.models import Category
from yizhan.delivery import policies
from yizhan.delivery.models import Quota
from yizhan.delivery.queries.quotas import quotas
from yizhan.delivery.rules.refusals import QuotaTooLarge
from yizhan.kernel.access import authorise
from yizhan.kernel.errors import refusing
from yizhan.network.models import Station
from yizhan.people.models import Actor
from yizhan.people.services import record

Wanted = Mapping[tuple[UUID, UUID], int]


@transaction.atomic
def set_quotas(*, actor: Actor, wanted: Wanted) -> int:
    """Set the regular sessions by (station, category); returns how many differ from what they were."""
    authorise(policies.can_plan, actor)
    stations = {row.pk: row for row in Station.objects.select_for_update(of=("self",)).order_by("pk")}
    before = quotas()
    changed = {key: sessions for key, sessions in wanted.items() if before.get(key) != sessions}
    rows = [Quota(station_id=s, category_id=c, sessions=sessions) for (s, c), sessions in changed.items()]
    with refusing(delivery_quota_within_reason=QuotaTooLarge):
        Quota.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["station", "category"], update_fields=["sessions"]
        )
    for station, details in _by_station(changed).items():
        record(actor=actor, verb="set_quotas", subject=stations[station], details=details)
    return len(changed)


def _by_station(changed: Wanted) -> dict[UUID, dict[str, int]]:
    codes = dict(Category.objects.values_list("pk", "code"))
    found = defaultdict[UUID, dict[str, int]](dict)
    for (station, category), sessions in changed.items():
        found[station][codes[category]] = sessions
    return found
