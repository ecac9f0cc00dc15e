"""What cannot be done with quotas and drafts, and what to do instead."""

from django.utils.translation import gettext_lazy as _

from yizhan.kernel.errors import Refused


class QuotaTooLarge(Refused):
    message = _("常规场次是每站每类每月 0 到 20 场。")


class MonthPast(Refused):
    message = _("这个月已经过去，不能再做计划。请选本月或以后的月份。")
    field = "month"


class NothingToPlan(Refused):
    message = _("这个月还没有可以排的需求。请先受理需求，再做计划。")
    field = "month"


class NobodyToPlan(Refused):
    message = _("没有可以排的站点、服务或服务方。请先补齐站点位置和服务方的服务项目。")
    field = "month"


class DraftJustMade(Refused):
    message = _("刚刚有人也为这个月做了一份草案，请再点一次。")


class RunUnderWay(Refused):
    message = _("正在求解，求解完才能改。要现在改，请先停下求解。")


class NothingRuns(Refused):
    message = _("现在没有在求解，不用停。")


class DraftClosed(Refused):
    message = _("这份计划已经发布，不能再改。要调整，请在派单里改，或者另做一份草案。")


class DraftMoved(Refused):
    message = _("你打开以后，这份草案被改过。你填的还在，看过改动后再保存。")


class SessionGone(Refused):
    message = _("这一场已经不在草案里，可能刚被别人移走或去掉。")


class SessionTwice(Refused):
    message = _("同一服务方同一时间已经有这一场。")


class SlotUnknown(Refused):
    message = _("这个时段排不下。两个时段的服务不能从当天最后一个时段开始。")
    field = "slot"


class DayUnknown(Refused):
    message = _("这一天不在计划的工作日里。")
    field = "day"


class RoomElsewhere(Refused):
    message = _("这个空间不在所选的站点。")
    field = "room"


class BanEmpty(Refused):
    message = _("请至少选定一个服务方或站点。")


class BanOnPin(Refused):
    message = _("这条禁令会禁掉一场钉住的安排。请先松开它。")


class NothingToUndo(Refused):
    message = _("没有可以撤销的改动。")


class PinsClash(Refused):
    message = _("钉住的几场不能同时成立。请看右边的问题，松开其中一场再求解。")


class FaultsLeft(Refused):
    message = _("还有 %(count)s 处排不成的地方，不能发布。请先改好右边列出的每一处。")


class OutOfDate(Refused):
    message = _("草案做好以后情况变了。请看过变化，再决定发布或者按新情况更新。")


class PlannedAlready(Refused):
    message = _("这个月已经有发布的计划，它的场次都还在。要在它上面再加场次，请勾选后再发布。")
    field = "adds_to"


class NothingPlanned(Refused):
    message = _("草案里一场也没有，不能发布。请先求解，或者加一场。")
