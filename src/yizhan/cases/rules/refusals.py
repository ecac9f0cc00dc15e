"""What is refused about cases: what happened, why, and what to do now."""

from django.utils.translation import gettext_lazy as _

from yizhan.kernel.errors import Refused


class WordsMissing(Refused):
    message = _("请写一句是什么事，我们才知道该找谁。")
    field = "words"


class WordsTooLong(Refused):
    message = _("最多写 4,000 个字，请留下最要紧的。")
    field = "words"


class StationNotServing(Refused):
    message = _("这个站点不在运行中，收不到诉求。请换一个附近的站点。")
    field = "station"


class KindRetired(Refused):
    message = _("这类诉求已经停用，请刷新后重新选择。")
    field = "kind"


class KindMissing(Refused):
    message = _("要用的诉求类别还没有发布，转不成诉求。请枢纽先在“诉求类别”里发布它。")


class AnswerMissing(Refused):
    message = _("还有必填的内容没有填。")


class AnswerUnknown(Refused):
    message = _("这里只能选列出的选项。")


class AlreadyReported(Refused):
    message = _("你已经反映过这件事，每人只算一次。进展会通知你。")


class SentAlready(Refused):
    message = _("这一份已经收到过了，请刷新后再填。")


class NotReporter(Refused):
    message = _("这件事不是你反映的。")


class CodeUnknown(Refused):
    message = _("没有这个代码，或者不归你管。")


class CaseOver(Refused):
    message = _("这件诉求已经办结。还没解决的话，请重新办理或提出申诉。")


class Following(Refused):
    message = _("这件诉求已并入另一件一起办理，请到那一件里操作。")


class ReasonMissing(Refused):
    message = _("请写明理由，当事人和审批人都会看到。")
    field = "reason"


class ContactMissing(Refused):
    message = _("还没有联系过反映人。请先联系，再走这一步。")


class LimitPast(Refused):
    message = _("期限要在现在以后。")
    field = "until"


class LimitOutside(Refused):
    message = _("协办期限不能超过这件诉求自己的期限。请改短，或先申请延长。")
    field = "limit"


class LimitUnreadable(Refused):
    message = _("期限请写成数字加单位，例如 3d（3 个工作日）或 4h（4 个工作小时）。")
    field = "limit"


class LimitTooLong(Refused):
    message = _("期限最长 15 个工作日。更久的难题请转为难题专办。")
    field = "limit"


class PauseTooLong(Refused):
    message = _("暂停不能超过上限。确实需要更久的，请申请挂账。")
    field = "until"


class PausesUsedUp(Refused):
    message = _("这一轮办理的暂停次数已经用完。确实需要的，请申请挂账。")


class CalendarMissing(Refused):
    message = _("工作日历还没有那一年的数据，算不出期限。请联系枢纽更新日历。")


class MechanismUnknown(Refused):
    message = _("这类诉求不走这一级机制，只能往上升，不能往下降。")
    field = "mechanism"


class BodyOutside(Refused):
    message = _("这个单位管不到这个站点所在的街道，请换一个。")
    field = "body"


class BodyAsked(Refused):
    message = _("这一轮已经请过这个单位了。")
    field = "body"


class BodyHasNobody(Refused):
    message = _("这个单位还没有联络人，发不出协办。请先登记联络人。")
    field = "body"


class RefusedOnce(Refused):
    message = _("一件协办只能退回一次。请与牵头站点商量，由站点免去或调整。")


class PartsOpen(Refused):
    message = _("还有协办单位没有完成。请等他们完成，或写明理由免去。")


class PartNotOver(Refused):
    message = _("协办还没有完成，不能评价。")


class RequestMissing(Refused):
    message = _("特事特办要先经两人审批同意。")


class ReviewMissing(Refused):
    message = _("特事特办要由审批人复核后才能答复。")


class ApproverIsAsker(Refused):
    message = _("申请人不能审批自己的申请，请换一个人。")
    field = "approver"


class SameApprover(Refused):
    message = _("两个审批人不能是同一个人。")


class RequestWaiting(Refused):
    message = _("同样的申请还在等审批，请等结果。")


class ExcludedAlready(Refused):
    message = _("这件诉求已经剔除过了。")


class ForceMissing(Refused):
    message = _("难题专办要先成立专班。")


class MilestonesOpen(Refused):
    message = _("专班还有节点没有完成，也没有写明为什么不做。")


class LessonMissing(Refused):
    message = _("难题专办答复前，请写下经验教训。")
    field = "lesson"


class HandlerCalls(Refused):
    message = _("经办人不能回访自己办的诉求，请换一个人。")


class NotYetSilent(Refused):
    message = _("至少联系三次没有回应，才能记为未回应。")


class AnsweredAlready(Refused):
    message = _("这一轮已经回答过了。")


class AppealedAlready(Refused):
    message = _("这一轮已经申诉过，正在复核或已有结论。")


class AppealTooLate(Refused):
    message = _("办结已经超过期限，不能再申诉。请重新提一件。")


class NotDecider(Refused):
    message = _("经办人不能裁定对自己的申诉。")


class SeriesItself(Refused):
    message = _("一件诉求不能并入自己，也不能并入已经并走的。")
    field = "into"


class RedactionMissing(Refused):
    message = _("公开前请写一份去掉个人信息的内容。")
    field = "public_words"


class NotPublicKind(Refused):
    message = _("这类诉求不公开。")


class RedactionTells(Refused):
    message = _("公开的内容里还有电话号码或反映人的称呼，请去掉。")
    field = "public_words"


class PhoneUnknown(Refused):
    message = _("还没有人用这个手机号加入。请对方先登录一次，再来添加。")
    field = "phone"


class RungThere(Refused):
    message = _("这一级提醒已经有了。")
    field = "offset"


class KindBroken(Refused):
    message = _("这类诉求的设置不完整，或者有不认识的内容。")


class KindMovedOn(Refused):
    message = _("刚刚有人发布了新的一版，不同的地方见下面。你写的都还在；看过以后再发布一次，就加在新的一版上。")


class GroundMissing(Refused):
    message = _("办不到的事要写明依据，反映人会看到。")
    field = "basis"


class ReceiptMissing(Refused):
    message = _("转给别的单位的，请写明哪个单位接了、回执编号或时间。")
    field = "basis"
