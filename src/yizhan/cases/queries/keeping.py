"""Kinds with their versions, and the bodies that stations may ask."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yizhan.cases.models import Body, BodyPerson, Case, Clock, Kind, Mechanism
from yizhan.cases.queries.clocks import limit_words
from yizhan.cases.rules import Limit, fields
from yizhan.cases.rules import keeping as rules
from yizhan.people.models import Role

NAMES_OF = ("contact", "resolution", "again", "part", "report_in", "progress", "call_back", "appeal", "pause")


@dataclass(frozen=True, kw_only=True, slots=True)
class Offered:
    """A kind in force, with its two main limits in words."""

    kind: Kind
    contact: str
    resolution: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """One thing that a version says otherwise than the one before it."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """A version of a kind, how many cases run on it, and what it changed."""

    kind: Kind
    running: int
    since: datetime
    changed: Sequence[Difference]

    @property
    def whole(self) -> list[tuple[str, str]]:
        """All that it says, part by part."""
        return [(label, _words(name, self.kind)) for name, label in labels().items()]


@dataclass(frozen=True, kw_only=True, slots=True)
class Newest:
    """The newest version of a kind, and what it says otherwise than the one that somebody began to change."""

    version: int
    changed: Sequence[Difference]


def labels() -> dict[str, str]:
    """What the parts of a kind are called."""
    return {
        "name_zh": _("中文名称"),
        "name_en": _("英文名称"),
        "about_zh": _("说明（中文）"),
        "about_en": _("说明（英文）"),
        "group_zh": _("中文分组"),
        "group_en": _("英文分组"),
        "keywords": _("关键词"),
        "limits": pgettext("kind", "期限"),
        "fields": _("另外要问的"),
        "mechanisms": _("可用的机制"),
        "acts": _("谁可以做"),
        "may_be_public": _("可以公开"),
        "position": _("次序"),
        "constructed": _("示例"),
    }


def kinds_in_force() -> list[Offered]:
    """The version in force of each kind, in order, with its two main limits in words."""
    found: QuerySet[Kind] = Kind.objects.offered()
    return [
        Offered(kind=kind, contact=_limit(kind, "contact"), resolution=_limit(kind, "resolution"))
        for kind in found.order_by("position", "code")
    ]


def _limit(kind: Kind, name: str) -> str:
    return limit_words(Limit.parse(kind.limits[name]))


def versions_of(code: str) -> list[Version]:
    """Every version of a kind, the newest first."""
    found = list(Kind.objects.filter(code=code).order_by("-version"))
    at_work = Case.objects.filter(kind__in=found).exclude(state__in=["closed", "answered"]).order_by()
    running = dict(at_work.values_list("kind").annotate(Count("pk")))
    before = [*found[1:], None][: len(found)]
    return [
        Version(kind=kind, running=running.get(kind.pk, 0), since=kind.published_at, changed=_changed(kind, last))
        for kind, last in zip(found, before, strict=True)
    ]


def newest(kind: Kind) -> Newest:
    """The newest version of the same kind as `kind`, and what it says otherwise."""
    last = Kind.objects.filter(code=kind.code).latest("version")
    return Newest(version=last.version, changed=_changed(last, kind))


def _changed(kind: Kind, last: Kind | None) -> list[Difference]:
    if last is None:
        return []
    names = labels()
    return [
        Difference(name=names[name], before=_words(name, last), after=_words(name, kind))
        for name in rules.differing(kind, last)
    ]


def _words(name: str, kind: Kind) -> str:
    """A part of a kind in words."""
    value = getattr(kind, name)
    if name in WRITERS:
        return WRITERS[name](value)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return _("、").join(value) if isinstance(value, list) else str(value)


def _mechanism_words(rungs: Iterable[str]) -> str:
    return _("、").join(str(Mechanism(one).label) for one in rungs)


def _limit_words(limits: Mapping[str, str]) -> str:
    told = (f"{_limit_name(key)} {limit_words(Limit.parse(limits[key]))}" for key in NAMES_OF if key in limits)
    return " · ".join(told)


def _act_words(acts: Mapping[str, Iterable[str]]) -> str:
    """Who may do what, where it differs from the rule."""
    told = {str(rules.ACTS[act]): _("、").join(str(Role(one).label) for one in acts[act]) for act in acts}
    return " · ".join(_("%(act)s：%(roles)s") % {"act": act, "roles": roles} for act, roles in told.items()) or _(
        "照通常"
    )


def _question_words(asked: Iterable[fields.Field]) -> str:
    return _("；").join(fields.question_words(one) for one in asked)


WRITERS: Mapping[str, Callable[[Any], str]] = {
    "mechanisms": _mechanism_words,
    "limits": _limit_words,
    "fields": _question_words,
    "acts": _act_words,
}


def _limit_name(key: str) -> str:
    beside = {"again": _("再次办理"), "pause": _("暂停最长")}
    return beside.get(key) or str(Clock(key).label)


def bodies() -> QuerySet[Body]:
    """Every body with its subdistrict, its people, and how many parts wait for it."""
    people = Prefetch("people", queryset=BodyPerson.objects.select_related("person"))
    waiting = Count("parts", filter=Q(parts__state__in=["asked", "working"]))
    found: QuerySet[Body] = Body.objects.select_related("subdistrict").prefetch_related(people)
    return found.annotate(waiting=waiting).order_by("-active", "name_zh", "code")
