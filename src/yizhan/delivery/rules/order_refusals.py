"""What dispatching and answering refuse: what happened, why, and what to do now."""

from django.utils.translation import gettext_lazy as _

from yizhan.kernel.errors import Refused


class SessionBegun(Refused):
    message = _("有场次已经过了开始时间，不能再派单。请把它移出计划，或改到以后的日子。")


class ProviderBusy(Refused):
    message = _("这家服务方同一时间已有别的场次。请换一家服务方，或换一个时间。")


class RoomBusy(Refused):
    message = _("这间房同一时间已有别的场次。请换一间房，或换一个时间。")


class OrderGone(Refused):
    message = _("这张派单已经不在你手里：它过了答复时间、已转给别家，或场次已取消。不需要再做什么。")


class AnsweredAlready(Refused):
    message = _("这张派单刚才已经答复过，这一次没有改动。请刷新后再看。")


class AlreadyBegun(Refused):
    message = _("这场已经开始或结束，不能再这样做。请联系枢纽。")


class ReasonMissing(Refused):
    message = _("请写明原因，它会记入这场配送的经过，相关的人看得到。")
    field = "reason"


class TimeNotFree(Refused):
    message = _("这个时间刚才被占用，或不在可选的时间里。请另选一个。")
    field = "starts_at"


class TakenAlready(Refused):
    message = _("这场刚才已被别家接走。可以看看其他还在等的场次。")


class DoesNotFit(Refused):
    message = _("你们现在接不了这场：项目、片区、时间或本月余量对不上。可以看看其他还在等的场次。")


class NobodyFits(Refused):
    message = _("这家服务方接不了这场：项目、片区、时间或本月余量对不上，或已经拒过。请另选一家。")
    field = "provider"


class GrabbingClosed(Refused):
    message = _("这个项目没有开放抢单。请先在“派单设置”里打开，或直接指派一家服务方。")


class OverAlready(Refused):
    message = _("这场已经配送或取消，不能再取消。")


class NotOver(Refused):
    message = _("这场还没有结束，结束后才能写结案报告。")


class ReportedAlready(Refused):
    message = _("这场已经有结案报告，这一次没有改动。")


class NotAccepted(Refused):
    message = _("这场没有服务方接单，不能写结案报告。")


class TooManyPictures(Refused):
    message = _("一份报告最多 6 张照片，请少选几张。")
    field = "photos"


class RepairSettled(Refused):
    message = _("这份修补方案已经处理过，或还没有找好，这一次没有改动。请刷新后再看。")


class PlacesTaken(Refused):
    message = _("方案里的空位刚刚少了，或那一场不办了，没有改动。请不采用这份方案，需求会进下一次计划。")
