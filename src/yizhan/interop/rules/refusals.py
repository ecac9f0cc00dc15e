"""What is refused at the doors for programs."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from yizhan.kernel.errors import Refused


class Fault(NamedTuple):
    """One thing that is wrong with a request: the code of the specification, and words."""

    code: int
    words: str


class Faulty(Exception):
    """A request that cannot be answered, with everything that is wrong with it; the first fault gives the status."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(fault.words for fault in faults))
        self.faults = tuple(faults)


class NameMissing(Refused):
    message = _("请写明是哪个程序用的，撤销时才分得清。")
    field = "name"


class RevokedAlready(Refused):
    message = _("这把密钥已经撤销过了。")
