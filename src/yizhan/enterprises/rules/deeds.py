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
    "visit": _("走访"),
    "add_picture": _("添加照片"),
    "remove_picture": _("删除照片"),
}
