"""What the ledger calls the things that are done to an activity."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: Mapping[str, str | Promise] = {
    "make": _("建立"),
    "edit": _("修改"),
    "publish": _("发布"),
    "move": _("改期"),
    "cancel": _("取消"),
    "conclude": _("结束"),
    "draw": _("抽签"),
    "export_roster": _("导出名单"),
    "add_picture": _("添加照片"),
    "remove_picture": _("删除照片"),
    "reconcile": _("核对名额"),
}
