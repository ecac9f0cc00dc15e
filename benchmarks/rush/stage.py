"""What the rush needs: a database of its own, people who are signed in, activities, the web server."""

import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.request import urlopen

from yizhan.config import assets, environment, supervisor

LATER = timedelta(days=7)
PATIENCE = 90.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Visitor:
    """A person who is signed in: the cookies that say so."""

    session: str
    csrf: str


@contextmanager
def network(*, port: int, workers: int, keep: Path | None) -> Iterator[None]:
    """An installation in `keep`, else in a folder that is thrown away, with its web server answering."""
    with nullcontext(keep) if keep else tempfile.TemporaryDirectory(prefix="yizhan-rush-") as folder:
        os.environ.pop("DATABASE_URL", None)
        os.environ.update(YIZHAN_DATA=str(folder), YIZHAN_ORIGIN=f"http://localhost:{port}", YIZHAN_HOSTS="localhost")
        environment.make_secrets()
        Path(folder).chmod(0o755)  # the database server runs as somebody else
        assets.build()
        with environment.server():
            environment.enter()
            environment.call("yizhan.config.database:prepare", report=lambda text: None)
            with _web_server(port=port, workers=workers):
                yield


@contextmanager
def _web_server(*, port: int, workers: int) -> Iterator[None]:
    command = supervisor.web_command(host="127.0.0.1", port=port, workers=workers)
    server = subprocess.Popen(command, process_group=0)
    try:
        _await(server, port)
        yield
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def _await(server: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            urlopen(f"http://localhost:{port}/healthz", timeout=5).read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the web server does not answer")


def visitors(count: int) -> list[Visitor]:
    """Members with a session each, as they have after signing in and looking at a page."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.utils.crypto import get_random_string

    from yizhan.config.middleware import SEEN
    from yizhan.kernel import clock, seals
    from yizhan.people.models import Person

    at, store, sealed = clock.now(), SessionStore(), seals.seal("+8613900000000")
    people = [
        Person(name=f"会员{n}", phone_key=get_random_string(64), phone_sealed=sealed, created_at=at, joined_at=at)
        for n in range(count)
    ]
    Person.objects.bulk_create(people)
    found, rows = [], []
    for person in people:
        key = get_random_string(32, "abcdefghijklmnopqrstuvwxyz0123456789")
        signed_in = {
            SESSION_KEY: str(person.pk),
            BACKEND_SESSION_KEY: "allauth.account.auth_backends.AuthenticationBackend",
            HASH_SESSION_KEY: person.get_session_auth_hash(),
            SEEN: at.isoformat(),
        }
        rows.append(Session(session_key=key, session_data=store.encode(signed_in), expire_date=at + LATER))
        found.append(Visitor(session=key, csrf=get_random_string(32)))
    Session.objects.bulk_create(rows)
    return found


def activity(*, capacity: int) -> str:
    """A first-come activity that is open for sign-up; its identifier."""
    from yizhan.activities.models import Activity
    from yizhan.kernel import clock

    at = clock.now()
    made = Activity.objects.create(
        station=_station(),
        category=_category(),
        state="published",
        title_zh="午间问律师",
        title_en="Ask a lawyer at noon",
        starts_at=at + LATER,
        ends_at=at + LATER + timedelta(hours=1),
        capacity=capacity,
        opens_at=at - timedelta(hours=1),
        closes_at=at + LATER,
        cancel_until=at + LATER,
        made_at=at,
    )
    return str(made.pk)


def _station() -> object:
    from yizhan.kernel import clock
    from yizhan.network.models import Building, Station

    building, _ = Building.objects.get_or_create(slug="rush", defaults={"name_zh": "示例大厦"})
    about = {"code": "R-1", "kind": "building", "name_zh": "示例站", "building": building, "state": "open"}
    on = {"applied_at": clock.now(), "opened_on": clock.now().date()}
    return Station.objects.get_or_create(slug="rush", defaults={**about, **on})[0]


def _category() -> object:
    from yizhan.catalogue.models import Category

    return Category.objects.get_or_create(code="FL", defaults={"name_zh": "法律", "icon": "scale"})[0]
