"""What the network refuses: what happened, why, and what to do now."""

from django.utils.translation import gettext_lazy as _

from yizhan.kernel.errors import Refused


class StationChanged(Refused):
    message = _("刚才有人改过这个站点，您的修改没有保存。请刷新页面，看过最新内容后再改。")


class StationNotServing(Refused):
    message = _("这个站点不在运行中，不能做这一步。请先完成授牌。")


class NotImportable(Refused):
    message = _("这个站点不在运行中。导入不能代替申报和授牌，请从表里删去这一行，或先走完流程。")
    field = "slug"


class HubAlreadyOpen(Refused):
    message = _("全网络只能有一个运行中的枢纽。请先摘牌原来的枢纽，再为这一个授牌。")
    field = "kind"


class SlugTaken(Refused):
    message = _("这个网址名已经有站点在用，请换一个。")
    field = "slug"


class CodeTaken(Refused):
    message = _("这个编号已经有站点在用，请换一个。")
    field = "code"


class PlacementIsTheHubs(Refused):
    message = _("类型、编号、楼宇、片区和街道由枢纽更改。请联系枢纽，其他内容可以照常保存。")


class NameMissing(Refused):
    message = _("请填写中文名称。")
    field = "name_zh"


class ReasonMissing(Refused):
    message = _("请写明原因，它会记入台账。")
    field = "reason"


class ReasonTooLong(Refused):
    message = _("原因请写在 500 字以内。")
    field = "reason"


class ScoresIncomplete(Refused):
    message = _("五个方面都要打分，每项 1 到 5 分。")


class DayInFuture(Refused):
    message = _("日期不能晚于今天。")


class DayPast(Refused):
    message = _("这一天已经过去，不能再安排。")
    field = "day"


class VerdictNotForReview(Refused):
    message = _("年度评估的结论只能是通过、限期整改、升级或摘牌。")
    field = "verdict"


class ReviewedThisYear(Refused):
    message = _("这个站点在这一年已经评估过，每年只评估一次。")
    field = "on"


class NothingAbove(Refused):
    message = _("这个站点已经是示范站，没有更高的等级可升。请选择其他结论。")
    field = "verdict"


class EvidenceMissing(Refused):
    message = _("勾选「已具备」时，请写明依据。")
    field = "evidence"


class AlreadyGone(Refused):
    message = _("它已经被别人删除了，请刷新页面。")


class RoomSlugTaken(Refused):
    message = _("这个站点已经有同样网址名的空间，请换一个。")
    field = "slug"


class SeatsMissing(Refused):
    message = _("座位数要大于 0。")
    field = "seats"


class UsesUnknown(Refused):
    message = _("请至少选择一种用途，且只能选列出的用途。")
    field = "uses"


class EquipmentUnknown(Refused):
    message = _("只能选择列出的设备。")
    field = "equipment"


class RoomIsClosed(Refused):
    message = _("这个空间已经停用，不能再改。")


class ClosesBeforeOpens(Refused):
    message = _("关门时间要晚于开门时间。")
    field = "closes"


class HoursOverlap(Refused):
    message = _("这一天的这段时间已经在开放时间里，两段时间不能重叠。")
    field = "opens"


class WeekdayUnknown(Refused):
    message = _("星期只能是 1（星期一）到 7（星期日）。")
    field = "weekday"


class TimesDoNotFitKind(Refused):
    message = _("临时闭站不写时间；延时开放和调休上班要写开门和关门时间，且关门晚于开门。")
    field = "opens"


class ExceptionTwice(Refused):
    message = _("这一天已经有同类的安排，请先删除原来的。")
    field = "day"


class NotAPicture(Refused):
    message = _("这个文件不是可以显示的照片。请上传 JPEG、PNG 或 WebP 格式的照片。")
    field = "upload"


class PictureTooHeavy(Refused):
    message = _("照片超过 10 MB，请压缩后再上传。")
    field = "upload"


class PictureTooLarge(Refused):
    message = _("照片超过 5000 万像素，请缩小后再上传。")
    field = "upload"


class PictureTooSmall(Refused):
    message = _("照片太小，至少要 400 × 300 像素。")
    field = "upload"


class TooManyPhotos(Refused):
    message = _("每个站点最多 8 张照片，请先删除一张。")
    field = "upload"


class CaptionMissing(Refused):
    message = _("请用中文写明照片里是什么，读屏软件要读出来。")
    field = "alt_zh"


class WorkplaceNeedsConsent(Refused):
    message = _("要记住您的楼宇，请先同意「记住我的楼宇」。")
    field = "building"


class NoWorkplace(Refused):
    message = _("您没有登记工作楼宇。")
