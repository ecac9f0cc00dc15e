"""What is refused about activities, in words: what happened, why, what now."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yizhan.kernel import dates
from yizhan.kernel.errors import Refused


class ActivityCancelled(Refused):
    message = _("这场活动已取消，不能再报名或修改。可以看看附近的其他活动。")


class ActivityOver(Refused):
    message = _("这场活动已经结束，或还没有发布。可以看看附近的其他活动。")


class NotOpenYet(Refused):
    def __init__(self, opens_at: datetime) -> None:
        super().__init__(_("报名还没开始，%(time)s 开放，到时再来。") % {"time": dates.moment(opens_at)})


class SignUpClosed(Refused):
    def __init__(self, closes_at: datetime) -> None:
        super().__init__(
            _("报名已在 %(time)s 截止。还想来，可以问问站点当天有没有空位。") % {"time": dates.moment(closes_at)}
        )


class ForThisBuilding(Refused):
    message = _("这场活动面向在本楼工作的会员。如果你在这栋楼工作，请先在“我的楼宇”里选上，再来报名。")


class ForTheInvited(Refused):
    message = _("这场活动面向受邀的会员，名单里没有你。请联系站点的工作人员。")


class AlreadySignedUp(Refused):
    message = _("你已经报过名了，不用再报一次。可以在“我的活动”里查看或取消。")


class OverLimit(Refused):
    def __init__(self, most: int) -> None:
        super().__init__(_("每人最多 %(most)s 个名额，含同行的人。请减少同行人数。") % {"most": most})


class GuestsUnnamed(Refused):
    message = _("同行的每个人都要写上姓名，一人一个名额。")


class NoChildren(Refused):
    message = _("这场活动不适合孩子参加。请只填写成年的同行人。")


class EnterpriseMissing(Refused):
    message = _("这场活动按企业分名额，请写上所在企业。")
    field = "enterprise"


class EnterpriseFull(Refused):
    field = "enterprise"

    def __init__(self, most: int) -> None:
        super().__init__(_("你们企业的 %(most)s 个名额已经用完，同事取消后可以再来报名。") % {"most": most})


class AnswerMissing(Refused):
    def __init__(self, label: str, field: str) -> None:
        super().__init__(_("“%(label)s”需要回答，才能报名。") % {"label": label}, field=field)


class AnswerUnfit(Refused):
    def __init__(self, label: str, field: str) -> None:
        super().__init__(_("“%(label)s”的回答不合要求，请按提示填写。") % {"label": label}, field=field)


class TickMissing(Refused):
    def __init__(self, label: str, field: str) -> None:
        super().__init__(
            _("“%(label)s”是敏感信息，勾选同意后才会保存；不想提供就留空。") % {"label": label}, field=field
        )


class Barred(Refused):
    def __init__(self, until: datetime) -> None:
        super().__init__(
            _(
                "90 天内有 2 次报名未到场，%(time)s 之后才能再报先到先得的活动。抽签的活动不受影响；有特殊情况请联系站点。"
            )
            % {"time": dates.moment(until)}
        )


class TooLateToCancel(Refused):
    def __init__(self, last: datetime) -> None:
        super().__init__(
            _("取消的时间到 %(time)s 为止，现在已经过了。来不了请打电话告诉站点，让工作人员把位子留给别人。")
            % {"time": dates.moment(last)}
        )


class OfferGone(Refused):
    message = _("为你保留的名额已经过时，转给了下一位。想来可以重新报名排队。")


class Full(Refused):
    message = _("空位刚被别人占了，你的候补次序还在，有空位会通知你。")


class NothingToLeave(Refused):
    message = _("这个报名已经取消或结束，没有需要取消的。")


class NotDrawnYet(Refused):
    def __init__(self, closes_at: datetime) -> None:
        super().__init__(_("报名到 %(time)s 截止，截止后才能抽签。") % {"time": dates.moment(closes_at)})


class AlreadyDrawn(Refused):
    message = _("这场活动已经抽过签，结果不会再变。")


class NoLottery(Refused):
    message = _("这场活动先到先得，不抽签。")


class NothingToForgive(Refused):
    message = _("只有“未到场”的记录可以免除，而且只免除一次。")


class ReasonNeeded(Refused):
    message = _("请写明理由，记录里会保留。")
    field = "reason"


class FormInUse(Refused):
    message = _("已经有人报名，报名表不能再加或删问题。")


class ShutDoors(Refused):
    def __init__(self, opens_at: datetime, ends_at: datetime) -> None:
        super().__init__(
            _("签到从 %(opens)s 到 %(ends)s 开放，现在不在这段时间。")
            % {"opens": dates.moment(opens_at), "ends": dates.moment(ends_at)}
        )


class NoPlace(Refused):
    message = _("这个报名没有名额（已取消、还在候补或未确认），不能签到。有空位可以现场重新报名。")


class NotComeYet(Refused):
    message = _("还没有签到，不能签退。请先签到。")


class NoHours(Refused):
    message = _("这场活动不计时长，不用签退。")


class PosterUnknown(Refused):
    message = _("这个签到码已经换了，或不是这场活动的。请重新扫一次现场的码。")


class NoCodeInPicture(Refused):
    message = _("这张图里没有找到二维码。请靠近一点再拍，或输入 8 位数字。")
    field = "frame"


class StrangersInvited(Refused):
    field = "phones"

    def __init__(self, phones: Sequence[str]) -> None:
        told = _("这些号码还没有登录过：%(phones)s。请先让他们登录一次，或从名单里去掉。")
        super().__init__(told % {"phones": " ".join(phones)})
