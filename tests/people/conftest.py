"""Signing in as a person does, and reading the code where the demo shows it."""

import re

import pytest
from django.urls import reverse

from yizhan.people.events import CodeIssued

PHONE = "13900139000"


@pytest.fixture
def codes(monkeypatch):
    """Every code that was issued, newest last."""
    from yizhan.kernel import events

    issued = []
    monkeypatch.setitem(events._wiring, CodeIssued, (issued.append,))
    return issued


@pytest.fixture
def ask(client, codes):
    """Ask for a code; returns the code, and leaves the client on the page where it is typed."""

    def ask_for(phone=PHONE, **query):
        answer = client.post(reverse("account_login", query=query), {"phone": phone})
        assert answer.status_code == 302
        return codes[-1].code

    return ask_for


@pytest.fixture
def give(client):
    """Type a code."""
    return lambda code, **more: client.post(reverse("account_confirm_login_code"), {"code": code, **more})


@pytest.fixture
def text_of():
    """What a page says, without its mark-up."""

    def words(response):
        main = response.content.decode().split("<main", 1)[-1].split("</main>", 1)[0]
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))

    return words


def other_than(code):
    """A code that is not `code`."""
    return "000000" if code != "000000" else "111111"
