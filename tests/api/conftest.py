import pytest

from tests.factories import AppointmentFactory
from yizhan.config.api import measure
from yizhan.people import services
from yizhan.people.rules import API_SCOPES


@pytest.fixture(autouse=True)
def nobody_has_called_yet():
    """The calls of other tests are not counted."""
    measure.counts.clear()


@pytest.fixture
def officer(db):
    """Somebody who works for the network."""
    return AppointmentFactory().person


@pytest.fixture
def token(officer):
    """Makes tokens with every scope, or those given; returns the secret."""

    def token(*, scopes=API_SCOPES, days=1):
        return services.create_token(person=officer, name="test", scopes=list(scopes), days=days)[1]

    return token


@pytest.fixture
def ask(client, token):
    """Asks the API with a token that holds every scope, or those given."""

    def ask(path, *, scopes=API_SCOPES, method="get", **headers):
        headers = {"Authorization": f"Bearer {token(scopes=scopes)}", **headers}
        return getattr(client, method)(f"/api/v1{path}", headers=headers)

    return ask
