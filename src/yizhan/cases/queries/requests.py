"""What is asked for and waits to be decided, the register of exceptions, and appeals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yizhan.cases.models import Appeal, Request, RequestKind, Verdict
from yizhan.network.queries.desk import in_charge_of
from yizhan.people.models import Actor, Person

RELATED = ("case__kind", "case__station", "asked_by", "approver", "second")
MOST = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """What waits for an actor's decision, for a second person, and for others."""

    mine: Sequence[Request]
    seconds: Sequence[Request]
    others: Sequence[Request]
    reviews: Sequence[Request]


def requests_for(actor: Actor) -> QuerySet[Request]:
    """Every request about cases of the places that `actor` looks after."""
    found: QuerySet[Request] = Request.objects.filter(in_charge_of(actor, at="case__station"))
    return found.select_related(*RELATED).defer("case__search")


def to_decide(actor: Actor) -> QuerySet[Request]:
    """Those that wait for `actor`: as the named approver, or as the second person."""
    if not isinstance(actor, Person):
        return requests_for(actor).none()
    first = Q(verdict=Verdict.PENDING, approver=actor.pk)
    second = Q(verdict=Verdict.SECONDED) & ~Q(approver=actor.pk)
    return requests_for(actor).filter(first | second).exclude(asked_by=actor.pk)


def desk(actor: Actor, *, decides: Callable[[Actor, Request], bool]) -> Desk:
    """What waits, the oldest first, by who has to do it; and the exceptions that `actor` has to look at again.

    `decides` says whether it is for an actor to decide about a request.
    """
    waiting = list(
        requests_for(actor).filter(verdict__in=[Verdict.PENDING, Verdict.SECONDED]).order_by("asked_at")[:MOST]
    )
    mine = [one for one in waiting if decides(actor, one)]
    granted = requests_for(actor).filter(kind=RequestKind.SPECIAL, verdict=Verdict.GRANTED, approver=actor.pk)
    return Desk(
        mine=[one for one in mine if one.verdict == Verdict.PENDING],
        seconds=[one for one in mine if one.verdict == Verdict.SECONDED],
        others=[one for one in waiting if one not in mine],
        reviews=list(granted.order_by(F("until").asc(nulls_last=True), "id")[:MOST]),
    )


def register(actor: Actor) -> QuerySet[Request]:
    """The register: what was granted in the places that `actor` looks after, the newest first."""
    found = requests_for(actor).filter(verdict__in=[Verdict.GRANTED, Verdict.REVIEWED])
    return found.order_by("-decided_at", "-id")


def appeals_for(actor: Actor) -> QuerySet[Appeal]:
    """The appeals that nobody has decided, in the places that `actor` looks after, the first due first."""
    found: QuerySet[Appeal] = Appeal.objects.filter(in_charge_of(actor, at="case__station"), decided_at=None)
    related = ("case__kind", "case__station", "case__answered_by")
    return found.select_related(*related).defer("case__search").order_by("due_at", "id")


def waits_for_review(request: Request) -> bool:
    """Whether an exception was granted and nobody has looked again at what came of it."""
    return request.kind == RequestKind.SPECIAL and request.verdict == Verdict.GRANTED


def register_header() -> list[str]:
    """The columns of the register as a file."""
    return [
        _("编号"),
        pgettext("one", "站点"),
        _("种类"),
        _("理由"),
        _("申请人"),
        _("审批人"),
        _("第二人"),
        _("同意时间"),
        _("到期"),
        _("期限"),
        _("审批意见"),
        _("复核意见"),
    ]


def register_line(request: Request) -> list[str]:
    """One exception in those columns."""
    people = [str(person or "") for person in (request.asked_by, request.approver, request.second)]
    times = [
        timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else "" for at in (request.decided_at, request.until)
    ]
    case = request.case
    return [
        case.code,
        str(case.station),
        request.get_kind_display(),
        request.ground,
        *people,
        *times,
        request.limit,
        request.words,
        request.review,
    ]
