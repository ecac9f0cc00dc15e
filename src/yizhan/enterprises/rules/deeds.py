"""What the ledger calls what was done about enterprises."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: Mapping[str, str | Promise] = {
    "note": _("登记企业"),
    "edit": _("修改企业"),
    "move_away": _("记为迁出"),
    "bring_back": _("撤销迁出"),
    "make": _("登记楼长"),
    "end": _("楼长卸任"),
    "end_officer": _("不再由原来的人联系"),
    "visit": _("走访"),
    "add_picture": _("添加照片"),
    "remove_picture": _("删除照片"),
    "add_contact": _("登记联系人"),
    "edit_contact": _("修改联系人"),
    "withdraw_contact": _("联系人撤回同意"),
    "export": _("导出"),
    "offer": _("推荐服务"),
    "answer_offer": _("答复推荐的服务"),
    "take_back_offer": _("移出服务包"),
    "judge": _("判断稳定程度"),
    "look": _("查看稳定程度"),
    "write": _("写简报"),
    "discard": _("删除简报"),
    "send": _("发出简报"),
    "remind": _("提醒读简报"),
    "word": _("修改名称和说明"),
    "take_part": _("参加平台"),
    "drop_out": _("退出平台"),
    "add_teammate": _("加入队伍"),
    "remove_teammate": _("离开队伍"),
}
