"""Who may read notices."""

from yizhan.messages.models import Notice
from yizhan.people.models import Actor


def can_read_notices(actor: Actor) -> bool:
    """Anyone with an account has notices of their own."""
    return actor.is_authenticated


def can_read(actor: Actor, notice: Notice) -> bool:
    """A notice is for one person."""
    return actor == notice.person
