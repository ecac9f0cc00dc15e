"""What the ledger calls what was done, context by context: the same verb says different things of different things."""

from collections import ChainMap
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yizhan.cases.models import EventKind as CaseEventKind
from yizhan.delivery.models import EditKind, EventKind
from yizhan.enterprises import queries as enterprises
from yizhan.network import queries as network

Words = Mapping[str, str | Promise]

PEOPLE: Words = {
    "join": _("成为会员"),
    "found": _("设立系统管理员"),
    "update": _("修改资料"),
    "erase": _("注销账号"),
    "appoint": _("任命"),
    "end": _("结束任职"),
    "create": _("发出令牌"),
}
NEEDS: Words = {
    "raise": _("提出需求"),
    "join": _("加入需求"),
    "leave": _("退出需求"),
    "accept": _("受理"),
    "merge": _("合并需求"),
    "split": _("拆分需求"),
    "return": _("退回"),
    "hand_over": _("转为诉求"),
    "promise": _("排期"),
    "release": _("取消排期"),
    "serve": _("满足需求"),
    "leave_unmet": _("没有排上"),
    "ask": _("发出问卷"),
    "shut": _("结束问卷"),
    "publish": _("公布清单"),
    "claim": _("提出认领"),
    "decline": _("不同意认领"),
    "reach": _("完成节点"),
    "hand_in": _("提交验收"),
    "send_back": _("验收退回"),
}
ACTIVITIES: Words = {
    "make": _("建立活动"),
    "create": _("建立日历地址"),
    "revoke": _("停用日历地址"),
    "edit": _("修改活动"),
    "publish": _("发布活动"),
    "move": _("活动改期"),
    "cancel": _("取消"),
    "discard": _("删除草稿"),
    "conclude": _("活动结束"),
    "draw": _("抽签"),
    "sign-up": _("报名"),
    "withdraw": _("取消报名"),
    "offer": _("给出候补名额"),
    "accept-offer": _("接受候补名额"),
    "expire-offer": _("候补名额到期"),
    "invite": _("邀请"),
    "take-back-invitation": _("收回邀请"),
    "ask": _("添加报名问题"),
    "drop-question": _("删除报名问题"),
    "check-in": _("签到"),
    "check-out": _("签退"),
    "forgive": _("免记缺席"),
    "export_roster": _("导出名单"),
    "add_picture": _("添加照片"),
    "remove_picture": _("删除照片"),
    "answer": _("答复照片"),
    "reconcile": _("核对名额"),
    "rule": _("修改订场地的规则"),
    "book": _("订场地"),
    "confirm": _("同意订场地"),
    "decline": _("不同意订场地"),
}
DELIVERY: Words = {
    "make": _("做计划"),
    "solve": _("求解计划"),
    "stop": _("停止求解"),
    "copy": _("复制草案"),
    "discard": _("删除草案"),
    "publish": _("发布计划"),
    "set_quotas": _("修改常规配额"),
    "handle": _("修改派单设置"),
    **{kind.value: kind.label for kind in EventKind},
    **{f"draft_{kind.value}": kind.label for kind in EditKind},
}
EVALUATION: Words = {
    "call_back": _("记回访"),
    "improve": _("开一项改进"),
    "close_improvement": _("结束改进"),
    "change_formula": _("修改权重公式"),
    "release": _("发布评价"),
}
INTEROP: Words = {
    "create": _("签发密钥"),
    "revoke": _("撤销密钥"),
}
CASES: Words = {
    "look": _("看了联系方式"),
    "publish": _("公布诉求类别"),
    "keep": _("登记单位"),
    "appoint": _("指定联络人"),
    **{kind.value: kind.label for kind in CaseEventKind},
}
DEEDS: Mapping[str, Words] = {
    "people": PEOPLE,
    "network": network.DEEDS,
    "enterprises": enterprises.DEEDS,
    "needs": NEEDS,
    "activities": ACTIVITIES,
    "delivery": DELIVERY,
    "evaluation": EVALUATION,
    "cases": CASES,
    "interop": INTEROP,
}
THINGS: Words = {
    "people.person": _("会员"),
    "people.appointment": _("任职"),
    "people.apitoken": _("接口令牌"),
    "interop.key": _("外部程序的密钥"),
    "network.station": _("站点"),
    "network.room": _("空间"),
    "network.checklistitem": _("七个有"),
    "enterprises.enterprise": _("企业"),
    "enterprises.steward": _("楼长"),
    "enterprises.visit": _("走访"),
    "enterprises.briefing": _("政策简报"),
    "enterprises.platform": _("企业平台"),
    "enterprises.team": _("服务队伍"),
    "needs.need": _("需求"),
    "needs.survey": _("问卷"),
    "needs.monthlist": _("清单"),
    "needs.claim": _("认领"),
    "needs.project": _("项目"),
    "activities.activity": _("活动"),
    "activities.series": _("系列活动"),
    "activities.registration": _("报名"),
    "activities.enterpriseshare": _("企业名额"),
    "activities.booking": _("场地预订"),
    "activities.likeness": _("照片同意"),
    "activities.calendarlink": _("日历地址"),
    "delivery.draft": _("计划草案"),
    "delivery.delivery": _("配送"),
    "delivery.handling": _("派单设置"),
    "cases.case": _("诉求"),
    "cases.kind": _("诉求类别"),
    "cases.body": _("协办单位"),
    "evaluation.callback": _("回访"),
    "evaluation.improvement": _("改进"),
    "evaluation.release": _("评价"),
    "evaluation.formula": _("权重公式"),
}


def deed(verb: str, subject: str) -> str | Promise:
    """What was done to a thing of that kind, in words: those of its own context first."""
    own = DEEDS.get(subject.partition(".")[0], {})
    return ChainMap(dict(own), *(dict(words) for words in DEEDS.values())).get(verb, verb)
