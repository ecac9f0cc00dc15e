"""A draft held against the network as it is now."""

from dataclasses import dataclass, replace
from datetime import date

from yizhan.delivery.models import Delivery, Draft, DraftState
from yizhan.delivery.queries import drafts as queries
from yizhan.delivery.queries.problem import problem_for
from yizhan.delivery.rules.breaks import Break, breaks
from yizhan.delivery.rules.news import News, news
from yizhan.delivery.rules.trials import fitting
from yizhan.planner.delivery.plan import Session, fingerprint
from yizhan.planner.delivery.problem import Problem


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlook:
    """The month's problem as it is now, what changed, and what of the draft still holds in it.

    `sessions` are those that can still be held with the people who still wait; `gone` those that cannot.
    """

    problem: Problem
    fingerprint: str
    news: tuple[News, ...]
    sessions: tuple[Session, ...]
    gone: tuple[Session, ...]
    broken: tuple[Break, ...]


def outlook_of(draft: Draft) -> Outlook:
    """See `Outlook`."""
    made, held = problem_for(draft.month).problem, queries.snapshot_of(draft)
    problem = replace(made, pinned=held.pinned, forbidden=held.bans)
    sessions = fitting(problem, held.sessions)
    still = {session.placement for session in sessions}
    return Outlook(
        problem=problem,
        fingerprint=fingerprint(made),
        news=tuple(news(queries.original_problem(draft), made)),
        sessions=sessions,
        gone=tuple(session for session in held.sessions if session.placement not in still),
        broken=tuple(breaks(problem, sessions)),
    )


def published_in(month: date) -> Draft | None:
    """The plan of a month that is published, if one is."""
    return Draft.objects.filter(month=month, state=DraftState.PUBLISHED).first()


def standing_in(month: date) -> int:
    """How many sessions of a month are still to be held."""
    return Delivery.objects.standing().filter(month=month).count()
