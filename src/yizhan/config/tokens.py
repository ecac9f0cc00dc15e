"""Keys to the API from the command line."""

from yizhan.config.environment import NotReady
from yizhan.kernel.errors import Refused
from yizhan.people import queries, services
from yizhan.people.rules import normal_phone


def create(*, phone: str, scopes: list[str], days: int, name: str) -> str:
    """The secret of a new key for the person with `phone`; raises `NotReady` with the reason when refused."""
    try:
        person = queries.person_by_phone(normal_phone(phone))
        if person is None:
            raise NotReady(f"Nobody signs in with {phone}.")
        if not queries.roles_of(person):
            raise NotReady("A key is for people who work for the network; this person holds no role today.")
        return services.create_token(person=person, name=name, scopes=scopes, days=days)[1]
    except Refused as refusal:
        raise NotReady(str(refusal)) from refusal
