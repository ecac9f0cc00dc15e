"""What is refused about needs: what happened, why, and what to do now."""

from django.utils.translation import gettext_lazy as _

from yizhan.kernel.errors import Refused


class WordsMissing(Refused):
    message = _("请写一句你们想要什么，我们才知道该找谁。")
    field = "words"


class StationNotServing(Refused):
    message = _("这个站点不在运行中，收不到需求。请换一个附近的站点。")
    field = "station"


class ServiceElsewhere(Refused):
    message = _("这个服务不在所选的类别里。请换一个服务，或者改选类别。")
    field = "service"


class UnknownCode(Refused):
    message = _("没有这个编码，或者它不归你负责。请核对后再发。")


class TooManyPeople(Refused):
    message = _("一条需求请填 1 到 500 人；人更多的话，请联系站点分批提出。")
    field = "people"


class NeedClosed(Refused):
    message = _("这条需求已经结束，不能再加入或修改。还想要的话，请提一条新的。")


class AlreadyJoined(Refused):
    message = _("你已经在这条需求里了，每人只算一次。进展会通知你。")


class NotRequester(Refused):
    message = _("你不在这条需求里，不用退出。")


class AlreadyArranged(Refused):
    message = _("已经为你们排了场次，现在不能退出这条需求。不能来的话，请取消报名，把位置让给别人。")


class ServiceMissing(Refused):
    message = _("受理前请先选定服务，排期时才知道请谁来。")
    field = "service"


class MonthPast(Refused):
    message = _("这个月份已经过去了，请选这个月或以后的月份。")
    field = "month"


class ReasonMissing(Refused):
    message = _("请写明原因，提出的人会看到。")
    field = "reason"


class MergeIntoItself(Refused):
    message = _("这两条已经是同一条需求了，不用再合并。")
    field = "target"


class TargetClosed(Refused):
    message = _("要并入的那条需求已经结束，不能再并进去。请另选一条。")
    field = "target"


class OtherStation(Refused):
    message = _("只能合并同一个站点的需求，不同站点的人来不到一处。")
    field = "target"


class AlreadyPlanned(Refused):
    message = _("这条需求已经排进计划，不能再合并、拆分、退回或转出。请先在计划里取消场次。")


class SentAlready(Refused):
    message = _("这一条已经收到过了，没有重复记录。")


class TooFewParts(Refused):
    message = _("拆分至少要有两条，每条选一个服务、填几个人。")


class PartsLoseSomebody(Refused):
    message = _("拆开后的人数加起来比原来少，有人会被漏掉。请核对每一条的人数。")


class PartTooLarge(Refused):
    message = _("拆出的一条不能比原来的人还多。请核对人数。")


class SurveyShut(Refused):
    message = _("这份问卷现在不收答卷。还想提的话，可以直接提一条需求。")


class AnsweredAlready(Refused):
    message = _("你已经答过这份问卷了，每人答一次。")


class TooManyAnswers(Refused):
    message = _("从这里交来的答卷太多了，请过一小时再试，或者登录后再答。")


class NothingTicked(Refused):
    message = _("请至少勾选一项想要的服务。")
    field = "services"


class NothingToTick(Refused):
    message = _("请至少放一项服务让人勾选。")
    field = "services"


class DaysOutOfOrder(Refused):
    message = _("截止日期要在开始日期之后。")
    field = "closes_on"


class StationIsTheHubs(Refused):
    message = _("面向全网络的问卷由枢纽来发，请选定你的站点。")
    field = "station"


class ListPublished(Refused):
    message = _("这个月的这份清单已经公布，公布过的不再改。")


class ListEmpty(Refused):
    message = _("清单里还一条都没有，先不要公布。")


class NotClaimable(Refused):
    message = _("这条需求现在不能认领：要先受理，并且还有人没排上。")
    field = "need"


class ClaimedAlready(Refused):
    message = _("这条需求和这项资源已经在谈了，不用再提一次。")


class AnsweredClaim(Refused):
    message = _("这次认领已经答复过了，请刷新后再看。")


class TitleMissing(Refused):
    message = _("请给项目起个名字。")
    field = "title"


class ProjectDaysOutOfOrder(Refused):
    message = _("完成日期要在开始日期之后。")
    field = "ends_on"


class MilestoneOutside(Refused):
    message = _("每个节点都要写清做什么，日期要落在项目的起止之间。")


class ProjectOver(Refused):
    message = _("这个项目已经交付或验收，不能再改节点。")


class VerdictMissing(Refused):
    message = _("请写一句验收意见，项目清单上会公布。")
    field = "verdict"
