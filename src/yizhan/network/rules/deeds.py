"""What the ledger calls the things that are done to a station."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: Mapping[str, str | Promise] = {
    "apply": _("申报"),
    "edit": _("修改资料"),
    "visit": _("走访评估"),
    "approve": _("授牌"),
    "decline": _("不予通过"),
    "reapply": _("重新申报"),
    "review": _("年度评估"),
    "upgrade": _("升级"),
    "close": _("摘牌"),
    "mark_item": _("更新七个有"),
    "edit_item": _("修改七个有的措辞"),
    "add_room": _("添加空间"),
    "edit_room": _("修改空间"),
    "close_room": _("停用空间"),
    "add_hours": _("添加开放时间"),
    "remove_hours": _("删除开放时间"),
    "add_exception": _("添加特别安排"),
    "remove_exception": _("删除特别安排"),
    "add_photo": _("添加照片"),
    "remove_photo": _("删除照片"),
    "import": _("批量导入"),
}
