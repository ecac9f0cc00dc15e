"""What every page's shell shows."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from yizhan.kernel.languages import in_language
from yizhan.messages.queries import unread_count
from yizhan.people.models import Person
from yizhan.people.queries import roles_of
from yizhan.portal.queries.rail import rail


def shell(request: HttpRequest) -> dict[str, object]:
    """The network's name, how the person wants pages shown, and what waits for them."""
    actor = getattr(request, "user", None)
    person = actor if isinstance(actor, Person) else None
    scale = str(person.scale) if person else request.COOKIES.get("scale", "100")
    contrast = person.high_contrast if person else request.COOKIES.get("contrast") == "1"
    return {
        "network_name": in_language(settings.NETWORK_NAME["zh"], settings.NETWORK_NAME["en"]),
        "display": {"scale": scale if scale in {"100", "125", "150"} else "100", "contrast": contrast},
        "demo": settings.DEMO,
        "language": get_language(),
        "notice_count": SimpleLazyObject(lambda: unread_count(person) if person else 0),
        "rail": SimpleLazyObject(lambda: rail(person, path=request.path) if person else []),
        "is_staff": SimpleLazyObject(lambda: bool(person and roles_of(person))),
    }
