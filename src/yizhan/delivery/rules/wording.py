"""What pages say of breaks, runs, changes and scarce things."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yizhan.delivery.rules.breaks import BreakKind
from yizhan.delivery.rules.news import NewsKind

Words = dict[str, str | Promise]

BREAKS: Words = {
    BreakKind.UNKNOWN: _("这一场的站点、服务、服务方或需求已经不在计划里。"),
    BreakKind.DAY_ENDS: _("这项服务要两个时段，当天排不下。"),
    BreakKind.CLOSED: _("%(station)s这个时段不开门。"),
    BreakKind.FORBIDDEN: _("有一条禁令不让这样排。"),
    BreakKind.NOT_OFFERED: _("%(provider)s不提供%(service)s。"),
    BreakKind.WRONG_ZONE: _("%(provider)s不去%(station)s所在的片区。"),
    BreakKind.NOT_FREE: _("%(provider)s这个时段没有空。"),
    BreakKind.CAPACITY: _("%(provider)s这个月的场次超过上限。"),
    BreakKind.BUDGET: _("%(provider)s这个月的经费超了。"),
    BreakKind.DAILY: _("%(provider)s这一天排得太满。"),
    BreakKind.TWICE: _("%(provider)s同一时段要去两处。"),
    BreakKind.TRAVEL: _("%(provider)s从上一场赶到下一场来不及。"),
    BreakKind.NO_SUCH_ROOM: _("所选空间不在%(station)s，或者已经停用。"),
    BreakKind.ROOM_SMALL: _("%(room)s坐不下%(service)s的人数。"),
    BreakKind.ROOM_LACKS: _("%(room)s缺少%(service)s要的设备。"),
    BreakKind.ROOM_TAKEN: _("%(room)s这个时段已被订走。"),
    BreakKind.ROOM_TWICE: _("%(room)s同一时段排了两场。"),
    BreakKind.TOO_MANY: _("来的人比座位多。"),
    BreakKind.TOO_FEW: _("来的人不够开一场。"),
    BreakKind.UNSUITED: _("有人到不了，或者这个时间不合适。"),
    BreakKind.OVERSERVED: _("同一批人被排了两次。"),
    BreakKind.PIN_GONE: _("钉住的一场不在草案里。"),
}
TROUBLES: Words = {
    "killed": _("求解中途断了，原来的草案没有动。可以再求解一次。"),
    "failed": _("求解出了差错，原来的草案没有动。已经记录下来，可以再求解一次。"),
    "late": _("求解超过时间还没有结束，已经停下，原来的草案没有动。可以给多一点时间再试。"),
    "faults": _("求出的结果没有通过检查，没有采用，原来的草案没有动。"),
    "given_up": _("还没开始就取消了，原来的草案没有动。"),
    "": _("求解的后台程序断了，原来的草案没有动。可以再求解一次。"),
}
PHASES: Words = {
    "": _("等后台接手"),
    "relaxing": _("估算上限"),
    "relaxed": _("上限已估出"),
    "rounding": _("定下各类场次"),
    "laid out": _("排到每一天"),
    "improving": _("逐项改进"),
    "finished": _("收尾，说明原因"),
}
NEWS: Words = {
    NewsKind.NEEDS_GONE: _("需求已撤回、合并或已另有安排"),
    NewsKind.NEEDS_NEW: _("新受理的需求"),
    NewsKind.NEEDS_CHANGED: _("需求的人数或时间变了"),
    NewsKind.PROVIDERS_GONE: _("服务方不再合作"),
    NewsKind.PROVIDERS_NEW: _("新的服务方"),
    NewsKind.PROVIDERS_AWAY: _("服务方的空闲时间变了"),
    NewsKind.PROVIDERS_CHANGED: _("服务方的场次上限、服务或片区变了"),
    NewsKind.STATIONS_GONE: _("站点停用"),
    NewsKind.STATIONS_NEW: _("新启用的站点"),
    NewsKind.STATIONS_OPEN: _("站点的开放时间变了"),
    NewsKind.ROOMS_TAKEN: _("空间被订走、停用或有增减"),
    NewsKind.QUOTAS: _("常规配额变了"),
    NewsKind.SERVICES: _("服务项目或标准变了"),
    NewsKind.DAYS: _("工作日变了"),
}
WORTH: Words = {
    "session": _("%(provider)s多给一场"),
    "room": _("%(station)s在%(when)s多一间空间"),
    "hour": _("%(provider)s在%(when)s多一次空闲"),
}
GROUPS: tuple[str | Promise, ...] = (_("周一、三、五"), _("周二、四"))

PULLS: dict[str, tuple[str | Promise, str | Promise]] = {
    "rating": (_("评价比平常低"), _("评价比平常高")),
    "attendance": (_("到场的人比平常少"), _("到场的人比平常多")),
}
