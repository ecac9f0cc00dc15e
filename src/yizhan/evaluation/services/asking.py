"""Asking those who came."""

from uuid import UUID

from django.db import transaction

from yizhan.activities.models import Activity, Registration
from yizhan.evaluation import queries
from yizhan.evaluation.models import Ask
from yizhan.evaluation.rules.periods import OPEN_FOR
from yizhan.kernel import clock
from yizhan.messages.services import Letter, post


@transaction.atomic
def ask(*, activity_id: UUID) -> list[Ask]:
    """Ask everyone who came to an activity, each once however often this is called; returns the new asks."""
    Activity.objects.locked(activity_id)
    at = clock.now()
    new = [
        Ask(registration=registration, asked_at=at, closes_at=at + OPEN_FOR)
        for registration in queries.came_to(activity_id).filter(ask=None)
    ]
    Ask.objects.bulk_create(new)
    post(_invitation(one, one.registration) for one in new)
    return new


def _invitation(one: Ask, registration: Registration) -> Letter:
    activity = registration.activity
    title_en = activity.title_en or activity.title_zh
    return Letter(
        person_id=registration.person_id,
        zh=(
            f"「{activity.title_zh[:40]}」怎么样？",
            "点一下就好，7 天内可以改。站点和服务方只看到数字和不带名字的话。",
        ),
        en=(
            f"How was “{title_en[:80]}”?",
            "One tap is enough, and you can change it for 7 days. Station and provider see figures and words, no names.",
        ),
        link=f"/ratings/{one.pk}/",
    )
