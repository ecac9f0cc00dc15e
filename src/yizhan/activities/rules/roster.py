"""What a roster may hold when it leaves the house."""

from django.utils.translation import gettext_lazy as _

from yizhan.kernel.errors import Refused

KINDS = ("csv", "xlsx")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class PurposeMissing(Refused):
    message = _("要带上敏感信息，请写明用来做什么；它会记入台账。不需要就不要勾选。")
    field = "reason"


def require_purpose(reason: str, *, sensitive: bool) -> str:
    """`reason` without the spaces around it; raises when sensitive answers are wanted and nobody says what for."""
    if sensitive and not reason.strip():
        raise PurposeMissing
    return reason.strip()


def plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
