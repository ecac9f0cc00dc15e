import pytest

from tests.factories import AppointmentFactory
from yizhan.people import services


@pytest.fixture
def officer(db):
    """Somebody who works for the network."""
    return AppointmentFactory().person


@pytest.fixture
def ask(client, officer):
    """Ask the API with a token that holds every scope, or those given."""

    def ask(path, *, scopes=("network:read", "catalogue:read"), **headers):
        _token, secret = services.create_token(person=officer, name="test", scopes=list(scopes), days=1)
        return client.get(f"/api/v1{path}", headers={"Authorization": f"Bearer {secret}", **headers})

    return ask
