"""What is refused about enterprises: what happened, why, and what to do now."""

from django.utils.translation import gettext_lazy as _

from yizhan.kernel.errors import Refused


class NameMissing(Refused):
    message = _("请填写企业名称。")
    field = "name_zh"


class NameTaken(Refused):
    message = _("这栋楼里已经有一家同名企业。如果是同一家，请打开它来修改。")
    field = "name_zh"


class Elsewhere(Refused):
    message = _("这栋楼不在这个站点的街道里。请换一栋楼，或换一个站点。")
    field = "building"


class StationNotServing(Refused):
    message = _("这个站点不在运行中，不能再服务企业。请换一个站点。")
    field = "station"


class NotAPoint(Refused):
    message = _("这个站点不是企业活动点。请换一个，或者空着。")
    field = "point"


class NotItsOfficer(Refused):
    message = _("这个人现在不是这个站点的党群工作者。请换一个人，或者空着。")
    field = "officer"


class VisitInterval(Refused):
    message = _("走访间隔是 7 到 366 天，请改一下。")
    field = "visit_days"


class LeftBeforeItCame(Refused):
    message = _("迁出不能早于入驻。请改日期。")
    field = "left_on"


class LeavesLater(Refused):
    message = _("迁出日期不能在今天以后。等它搬走了再来记。")
    field = "left_on"


class MovedAway(Refused):
    message = _("这家企业已经迁出，不能再做这一步。如果记错了，请先撤销迁出。")


class StillHere(Refused):
    message = _("这家企业没有迁出，不用撤销。")


class WordsMissing(Refused):
    message = _("请写一句聊了什么，下一次走访的人要看。")
    field = "words"


class VisitLater(Refused):
    message = _("走访日期不能在今天以后。")
    field = "on"


class VisitTooLongAgo(Refused):
    message = _("走访日期在一年以前，请再看一下年份。")
    field = "on"


class NotItsContact(Refused):
    message = _("见到的人不是这家企业的联系人。请重新选，或者空着。")
    field = "contact"


class TooManyPeople(Refused):
    message = _("人数是 1 到 500。")
    field = "people"


class FindingWordless(Refused):
    message = _("请写明他们说了什么。")
    field = "words"


class TooManyPictures(Refused):
    message = _("一次走访最多 6 张照片，请先删去一张。")
    field = "pictures"


class SentAlready(Refused):
    message = _("这次走访已经记过了。")


class NotAMember(Refused):
    message = _("还没有用这个手机号登录过的人。请先让对方登录一次，再来登记。")
    field = "phone"


class ContactKnown(Refused):
    message = _("这家企业已经有这个手机号的联系人。")
    field = "phone"


class ContactGone(Refused):
    message = _("这位联系人已经删除了。")


class ContactNameMissing(Refused):
    message = _("请填写联系人的姓名。")
    field = "name"


class AgreedLater(Refused):
    message = _("同意的日期不能在今天以后。先问过本人，再来登记。")
    field = "agreed_on"


class ReasonMissing(Refused):
    message = _("请写明依据，别人要看得懂为什么。")
    field = "reason"


class HoldsTooLong(Refused):
    message = _("一次判断有效 1 到 180 天，到期要重新看。")
    field = "days"


class NobodyConcerned(Refused):
    message = _("符合条件的企业里，没有一位联系人登录过，发不出去。请放宽条件，或先请联系人登录一次。")


class SentBefore(Refused):
    message = _("这份简报已经发出，不能再改。需要补充，请另写一份。")


class NotSentYet(Refused):
    message = _("这份简报还没有发出。")


class RemindedBefore(Refused):
    message = _("已经提醒过一次。还没读的，请打个电话。")


class EveryoneRead(Refused):
    message = _("收到的人都读过了，不用提醒。")


class TitleMissing(Refused):
    message = _("请填写标题。")
    field = "title_zh"


class BodyMissing(Refused):
    message = _("请写明说了什么、对谁有用、怎么办。")
    field = "body_zh"


class SourceMissing(Refused):
    message = _("请写明出处，例如文件名称和文号。")
    field = "source"


class PartAlready(Refused):
    message = _("这家企业已经参加了这个平台。")
    field = "platform"


class InTeamAlready(Refused):
    message = _("这个人已经在队伍里。")
    field = "phone"


class EndsLater(Refused):
    message = _("日期不能在今天以后。到了那天再来记。")
    field = "ends_on"


class EndedBeforeItBegan(Refused):
    message = _("日期早于开始的那天。请改日期。")
    field = "ends_on"


class EndReasonMissing(Refused):
    message = _("请写明为什么，台账里要看得懂。")
    field = "reason"


class StewardEnded(Refused):
    message = _("这位楼长的任期已经结束了。请回到企业页看看现在是谁。")


class OfficerEnded(Refused):
    message = _("这个人现在不联系这家企业了。请回到企业页看看现在是谁。")
