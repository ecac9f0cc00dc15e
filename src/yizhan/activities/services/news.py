"""Telling those who signed up what became of an activity."""

from django.utils import timezone

from yizhan.activities.models import Activity
from yizhan.messages.services import notify_all


def tell_moved(activity: Activity) -> None:
    """Tell everyone who is signed up of the new time and place."""
    start, end = timezone.localtime(activity.starts_at), timezone.localtime(activity.ends_at)
    zh_place, en_place = _places(activity)
    _tell(
        activity,
        zh=(
            "你报名的活动改期了",
            f"“{activity.title_zh}”改到 {start:%m 月 %d 日 %H:%M}–{end:%H:%M}，在{zh_place}。名额仍为你留着，来不了请取消报名。",
        ),
        en=(
            "An activity you signed up for has moved",
            f"“{activity.title_en or activity.title_zh}” is now on {start:%d %B, %H:%M}–{end:%H:%M}, {en_place}."
            " Your place is kept; if you cannot come, cancel your sign-up.",
        ),
    )


def tell_cancelled(activity: Activity) -> None:
    """Tell everyone who is signed up that it will not take place, and why."""
    start = timezone.localtime(activity.starts_at)
    _tell(
        activity,
        zh=(
            "你报名的活动取消了",
            f"原定 {start:%m 月 %d 日 %H:%M} 的“{activity.title_zh}”不办了。原因：{activity.cancelled_because}",
        ),
        en=(
            "An activity you signed up for is cancelled",
            f"“{activity.title_en or activity.title_zh}” on {start:%d %B, %H:%M} will not take place."
            f" Reason: {activity.cancelled_because}",
        ),
    )


def _places(activity: Activity) -> tuple[str, str]:
    station, room = activity.station, activity.room
    zh = station.name_zh + (f" {room.name_zh}" if room else "")
    en = (station.name_en or station.name_zh) + (f", {room.name_en or room.name_zh}" if room else "")
    return zh, en


def _tell(activity: Activity, *, zh: tuple[str, str], en: tuple[str, str]) -> None:
    people = [registration.person for registration in activity.registrations.standing().select_related("person")]
    notify_all(people=people, zh=zh, en=en, link=f"/activities/{activity.pk}/")
