"""The rates of cases: what each counts, what may be shown of it, and what may be compared.

A case counts once, by its first round and in the period in which its limit fell, whenever it was closed. What was split off
counts with what it was split from, and only when all of it was in time. What has passed its limit and is still open counts as
missed; silence counts as neither yes nor no, and somebody whom nobody asked counts as not content.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yizhan.kernel.intervals import Estimate, share
from yizhan.kernel.suppression import protect

COMPARABLE_FROM = 0.30
CONTENT_LEVEL = 4


class Measure(models.TextChoices):
    RESPONSE = "response", _("响应率")
    ON_TIME = "on_time", _("按时答复率")
    AGAIN = "again", _("再次办理按时率")
    HANDLER = "handler", _("解决率（经办人）")
    PERSON = "person", _("解决率（反映人）")
    CONTENT = "content", _("满意率")
    REOPENED = "reopened", _("重新办理率")
    REFUSED = "refused", _("协办退回率")
    REPEATED = "repeated", _("重复诉求率")


OPINIONS = frozenset({Measure.PERSON, Measure.CONTENT, Measure.REOPENED})
FORMULAS = {
    Measure.RESPONSE: _(
        "期限内真正联系上的件数 ÷ 首次联系期限落在本期的件数。自动回执不算联系；过了期限还没联系的，算没做到。"
    ),
    Measure.ON_TIME: _("期限内答复的件数 ÷ 办结期限落在本期的件数。过了期限才批的延期、暂停和挂账，不改变这个期限。"),
    Measure.AGAIN: _("第二次及以后办理时，期限内答复的次数 ÷ 期限落在本期的次数。第一次的数字不变。"),
    Measure.HANDLER: _("答复“已解决”或“解释后认可”、且没有重新办理的件数 ÷ 办结期限落在本期的件数，不按办结日期算。"),
    Measure.PERSON: _("回访时说“解决了”的件数 ÷ 回答了的件数。没有回应的不算“是”；到期没有人回访的，按没有解决算。"),
    Measure.CONTENT: _("五级里打 4 或 5 的件数 ÷ 打了分的件数。到期没有人回访的，按不满意算。"),
    Measure.REOPENED: _("答复后重新办理的件数 ÷ 回访期限落在本期的件数。"),
    Measure.REFUSED: _("退回的协办件数 ÷ 本期请出的协办件数。"),
    Measure.REPEATED: _("同一个人 90 天内就同类事情再次向同一站点反映的件数 ÷ 本期新提出的件数。"),
}


class Along(models.TextChoices):
    """What rates can be looked along."""

    ALL = "all", _("全部")
    STATION = "station", pgettext_lazy("one", "站点")
    KIND = "kind", _("诉求类别")
    MECHANISM = "mechanism", _("机制")
    CLAIM = "claim", _("经办人的说法")


Key = tuple[Along, str]
ALL: Key = (Along.ALL, "")
CLAIMED: Key = (Along.CLAIM, "solved")
NOT_CLAIMED: Key = (Along.CLAIM, "other")


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """How many were to be asked, and of those who answered, who stayed silent, and whom nobody asked in time."""

    asked: int = 0
    answered: int = 0
    silent: int = 0
    unasked: int = 0

    def __add__(self, other: "Answers") -> "Answers":
        return Answers(
            asked=self.asked + other.asked,
            answered=self.answered + other.answered,
            silent=self.silent + other.silent,
            unasked=self.unasked + other.unasked,
        )

    @property
    def comparable(self) -> bool:
        """Whether so many answered that one may lay figures side by side."""
        return self.answered >= COMPARABLE_FROM * self.asked


NOBODY = Answers()


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """What came of the cases that no figure tells apart: `keys` are what they belong to, `part` of `whole` made it."""

    keys: frozenset[Key]
    excluded: bool
    part: int
    whole: int
    answers: Answers = NOBODY


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """So many of so many."""

    part: int
    whole: int

    @property
    def estimate(self) -> Estimate | None:
        """The share with Wilson's interval; nothing of nothing has none."""
        return share(self.part, self.whole) if self.whole else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """A rate: `kept` leaves out what was excluded, `whole` leaves out nothing; what may not be shown is missing."""

    measure: Measure
    kept: Count | None
    whole: Count | None
    excluded: int
    answers: Answers | None = None

    @property
    def comparable(self) -> bool:
        """Whether it may be compared with others."""
        return self.measure not in OPINIONS or (self.answers is not None and self.answers.comparable)


def rate_of(measure: Measure, key: Key, tallies: Iterable[Tally], *, shown: "Shown | None" = None) -> Rate:
    """The rate of everything that belongs to `key`; of opinions, only as far as `shown` allows."""
    mine = [tally for tally in tallies if key in tally.keys]
    kept = [tally for tally in mine if not tally.excluded]
    return Rate(
        measure=measure,
        kept=_sum(kept) if _opens(shown, key, everything=False) else None,
        whole=_sum(mine) if _opens(shown, key, everything=True) else None,
        excluded=sum(tally.whole for tally in mine if tally.excluded),
        answers=sum((tally.answers for tally in mine), NOBODY)
        if shown and _opens(shown, key, everything=True)
        else None,
    )


def _opens(shown: "Shown | None", key: Key, *, everything: bool) -> bool:
    return shown is None or (key, everything) in shown


def _sum(tallies: Sequence[Tally]) -> Count:
    return Count(part=sum(tally.part for tally in tallies), whole=sum(tally.whole for tally in tallies))


Shown = Collection[tuple[Key, bool]]


def may_be_shown(tallies: Sequence[Tally]) -> Shown:
    """Which opinions may be shown, with and without what was excluded, so that no fewer than five can be worked out."""
    cells: dict[tuple[Key, bool], set[int]] = {}
    for number, tally in enumerate(tallies):
        for key in tally.keys:
            cells.setdefault((key, True), set()).add(number)
            if not tally.excluded:
                cells.setdefault((key, False), set()).add(number)
    counts = {number: tally.answers.answered for number, tally in enumerate(tallies)}
    return protect({key: frozenset(cell) for key, cell in cells.items()}, counts)


def keys_along(tallies: Mapping[Measure, Sequence[Tally]], along: Along) -> list[Key]:
    """Everything that some tally belongs to, along one dimension."""
    return sorted({key for found in tallies.values() for tally in found for key in tally.keys if key[0] == along})
