"""Who may do what with evaluation."""

from uuid import UUID

from yizhan.evaluation.models import Ask, CallBack, Dimension, Improvement
from yizhan.people.models import Actor, Role
from yizhan.people.queries import holds

LEADS = (Role.HUB, Role.ADMINISTRATOR)


def is_asked(actor: Actor) -> bool:
    """Anyone with an account may be asked something."""
    return actor.is_authenticated


def can_rate(actor: Actor, ask: Ask) -> bool:
    """Those who came speak for themselves."""
    return actor.is_authenticated and actor.pk == ask.registration.person_id


def can_see_call_backs(actor: Actor) -> bool:
    """Officers of stations, the hub and administrators have call-backs to do."""
    return holds(actor, Role.STATION, *LEADS)


def can_call_back(actor: Actor, call_back: CallBack) -> bool:
    """The officers of the station, the hub and administrators."""
    return holds(actor, *LEADS) or holds(actor, Role.STATION, scope_id=call_back.station_id)


def can_see_formula(actor: Actor) -> bool:
    """The hub and administrators see the formula and what it makes of every station."""
    return holds(actor, *LEADS)


def can_change_formula(actor: Actor) -> bool:
    """The formula is the hub's to change and to switch off."""
    return holds(actor, *LEADS)


def can_see_scorecards(actor: Actor) -> bool:
    """Everyone who works for the network sees what is published; providers only about themselves."""
    return holds(actor, Role.STATION, Role.SUBDISTRICT, Role.PROVIDER, *LEADS)


def can_compare(actor: Actor) -> bool:
    """Providers see themselves, and not the others."""
    return holds(actor, Role.STATION, Role.SUBDISTRICT, *LEADS)


def can_read_words(actor: Actor, dimension: str, subject_id: UUID) -> bool:
    """The hub and administrators read all words; a station and a provider those about themselves."""
    roles = {Dimension.STATION: Role.STATION, Dimension.PROVIDER: Role.PROVIDER}
    own = dimension in roles and holds(actor, roles[Dimension(dimension)], scope_id=subject_id)
    return holds(actor, *LEADS) or own


def can_improve(actor: Actor) -> bool:
    """The hub and administrators decide what is to become better."""
    return holds(actor, *LEADS)


def can_see_improvements(actor: Actor) -> bool:
    """Officers, subdistricts, the hub and administrators see what is being improved."""
    return can_compare(actor)


def can_close_improvement(actor: Actor, improvement: Improvement) -> bool:
    """The one who does it, the hub and administrators."""
    return can_improve(actor) or (actor.is_authenticated and actor.pk == improvement.owner_id)


def can_answer_survey(actor: Actor) -> bool:
    """Members answer for themselves."""
    return actor.is_authenticated
