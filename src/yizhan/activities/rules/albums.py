"""What a photograph of an activity has to say, and when it may be shown."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yizhan.kernel.errors import Refused

MOST_PICTURES = 60


class WhoMissing(Refused):
    message = _("请选出照片里认得出的人，或者勾选“认不出任何人”。")
    field = "people"


class NobodyAndSomebody(Refused):
    message = _("勾选了“认不出任何人”，就不要再选人。请改一处。")
    field = "people"


class NotThere(Refused):
    message = _("选出的人没有报名这场活动，请重新选。")
    field = "people"


class CaptionMissing(Refused):
    message = _("请用中文写明照片里是什么，读屏软件要读出来。")
    field = "alt_zh"


class AlbumFull(Refused):
    message = _("一场活动最多 60 张照片，请先删除一张。")
    field = "upload"


class PictureGone(Refused):
    message = _("这张照片已经被删除了。")


def require_told(*, people: Collection[UUID], nobody: bool, there: Collection[UUID]) -> None:
    """Raise unless it is said who can be recognised, all of them signed up, or that nobody can."""
    if nobody and people:
        raise NobodyAndSomebody
    if not nobody and not people:
        raise WhoMissing
    if set(people) - set(there):
        raise NotThere


def require_caption(alt_zh: str) -> str:
    """What the photograph shows, without the spaces around it; raises when nothing is left."""
    if not alt_zh.strip():
        raise CaptionMissing
    return alt_zh.strip()


def require_room(count: int) -> None:
    """Raise when the album is full."""
    if count >= MOST_PICTURES:
        raise AlbumFull
