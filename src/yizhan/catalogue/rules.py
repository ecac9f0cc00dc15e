"""What is refused about service packages: what happened, why, and what to do now."""

from django.utils.translation import gettext_lazy as _

from yizhan.kernel.errors import Refused


class NothingChosen(Refused):
    message = _("请至少选一项服务。")
    field = "services"


class EnterpriseMovedAway(Refused):
    message = _("这家企业已经迁出，不能再推荐服务。")


class OutOfPackage(Refused):
    message = _("这项服务已经不在服务包里了。")
