"""Who may do what with needs."""

from yizhan.catalogue.models import Resource
from yizhan.needs.models import Claim, Need, Project, Side
from yizhan.needs.queries import has
from yizhan.network.models import Station
from yizhan.people.models import Actor, Person, Role
from yizhan.people.queries import holds


def can_raise(actor: Actor) -> bool:
    """Anyone with an account says what they want, joins and leaves."""
    return isinstance(actor, Person)


def can_see_desk(actor: Actor) -> bool:
    """The hub, administrators, and officers of a subdistrict or a station look after needs."""
    return holds(actor, Role.HUB, Role.ADMINISTRATOR, Role.SUBDISTRICT, Role.STATION)


def can_record(actor: Actor, station: Station) -> bool:
    """Those who look after a station write down what its people want."""
    return can_triage(actor, station)


def can_triage(actor: Actor, station: Station) -> bool:
    """The hub and administrators anywhere, officers of a subdistrict or a station at their own."""
    return (
        holds(actor, Role.HUB, Role.ADMINISTRATOR)
        or holds(actor, Role.STATION, scope_id=station.pk)
        or (station.subdistrict_id is not None and holds(actor, Role.SUBDISTRICT, scope_id=station.subdistrict_id))
    )


def can_ask(actor: Actor, station: Station | None) -> bool:
    """Those who look after a station ask there; the hub and administrators everywhere."""
    return holds(actor, Role.HUB, Role.ADMINISTRATOR) if station is None else can_triage(actor, station)


def can_follow(actor: Actor, need: Need) -> bool:
    """Those who have a need, or had what became part of it, see what was done about it; so do its officers."""
    if not isinstance(actor, Person):
        return False
    return has(actor, need) or can_triage(actor, need.station)


def can_publish(actor: Actor) -> bool:
    """The hub and administrators publish the lists of a month."""
    return holds(actor, Role.HUB, Role.ADMINISTRATOR)


def can_see_claims(actor: Actor) -> bool:
    """Those who look after needs, and those who work for a provider."""
    return can_see_desk(actor) or holds(actor, Role.PROVIDER)


def can_lend(actor: Actor, resource: Resource) -> bool:
    """A resource is spoken for by the staff of its provider, and by the hub and administrators."""
    return can_publish(actor) or (
        resource.provider_id is not None and holds(actor, Role.PROVIDER, scope_id=resource.provider_id)
    )


def can_speak_for(actor: Actor, need: Need, resource: Resource, side: Side) -> bool:
    """Each side speaks through those who answer for it."""
    return can_triage(actor, need.station) if side == Side.NEED else can_lend(actor, resource)


def can_answer(actor: Actor, claim: Claim) -> bool:
    """A claim is answered by the other side."""
    other = Side.RESOURCE if claim.side == Side.NEED else Side.NEED
    return can_speak_for(actor, claim.need, claim.resource, other)


def can_run(actor: Actor, project: Project) -> bool:
    """A project is run by its owner and by those who speak for the resource."""
    return (isinstance(actor, Person) and project.owner_id == actor.pk) or can_lend(actor, project.claim.resource)


def can_judge(actor: Actor, project: Project) -> bool:
    """A project is accepted by those who look after the need."""
    return can_triage(actor, project.claim.need.station)


def can_see_project(actor: Actor, project: Project) -> bool:
    """Both sides see a project."""
    return can_run(actor, project) or can_judge(actor, project)
