"""What evaluation refuses: what happened, why, and what to do now."""

from django.utils.translation import gettext_lazy as _

from yizhan.kernel.errors import Refused


class NotThere(Refused):
    message = _("没有签到的人不参加评价。如果你到场了，请联系站点补签到。")


class RatingClosed(Refused):
    message = _("评价在邀请后 7 天截止，已经不能再写或再改。还有话想说，可以直接提一个需求。")


class LevelUnknown(Refused):
    message = _("请从五档里选一档。")
    field = "level"


class TooManyItems(Refused):
    message = _("最多选三项，请去掉几项。")
    field = "items"


class ItemUnknown(Refused):
    message = _("有一项不在这一类活动的清单里，请刷新页面重新选。")
    field = "items"


class WordsTooLong(Refused):
    message = _("最多写 500 字，请短一些。")
    field = "words"


class WordsMissing(Refused):
    message = _("请写一两句话，别人才知道是怎么回事。")
    field = "words"


class ReasonMissing(Refused):
    message = _("请写明为什么改，它会和公式一起公开给枢纽。")
    field = "reason"


class FormulaOutOfBounds(Refused):
    message = _("有一个数超出了允许的范围：系数下限在 0.1 到 1，上限在 1 到 3，加分不能是负数。请改好再存。")


class FormulaUnchanged(Refused):
    message = _("和现在用的公式一样，没有什么要改。")


class NotSettled(Refused):
    message = _("这个时期还没有结束，或者还有人可以评价，现在不能发布。")


class ReleasedAlready(Refused):
    message = _("这个时期的数字已经发布过。发布只做一次，免得两次之间的差别透露少数人的回答。")


class SurveyNotOpen(Refused):
    message = _("只能回答今年的问卷。")


class AnsweredAlready(Refused):
    message = _("今年的问卷你已经答过，每年只答一次。谢谢。")


class NobodyToDoIt(Refused):
    message = _("请选一位在任的工作人员负责。")
    field = "owner"


class DueInPast(Refused):
    message = _("期限要在今天之后。")
    field = "due_on"


class ImprovementOpen(Refused):
    message = _("这个数字已经有一项改进在做，请先把它做完。")


class SenseUnknown(Refused):
    message = _("三个问题都要各选一档。")
