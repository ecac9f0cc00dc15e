"""Rows for the rush: people who are signed in, activities, and what became of a race. Imported once Django is set up."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils.crypto import get_random_string

from benchmarks.rush.crowd import Visitor
from yizhan.activities.models import Activity, Registration
from yizhan.catalogue.models import Category
from yizhan.config.middleware import SEEN
from yizhan.config.postgres import Postgres, home_of
from yizhan.kernel import clock, seals
from yizhan.network.models import Building, Station
from yizhan.people.models import Person

LATER = timedelta(days=7)


def visitors(*, count: int) -> list[Visitor]:
    """Members with a session each, as they have after signing in and looking at a page."""
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


def _station() -> Station:
    building, _ = Building.objects.get_or_create(slug="rush", defaults={"name_zh": "示例大厦"})
    about = {"code": "R-1", "kind": "building", "name_zh": "示例站", "building": building, "state": "open"}
    on = {"applied_at": clock.now(), "opened_on": clock.now().date()}
    return Station.objects.get_or_create(slug="rush", defaults={**about, **on})[0]


def _category() -> Category:
    return Category.objects.get_or_create(code="FL", defaults={"name_zh": "法律", "icon": "scale"})[0]


def books(*, activity: str) -> tuple[Counter[str], int]:
    """How many sign-ups are in which state, and what the counter says."""
    states = Counter(Registration.objects.filter(activity_id=activity).values_list("state", flat=True))
    return states, Activity.objects.get(pk=activity).taken


def newest(*, count: int) -> list[UUID]:
    """The people who were made last."""
    return list(Person.objects.order_by("-pk").values_list("pk", flat=True)[:count])


def address() -> str:
    """Where plain psycopg finds the database."""
    return Postgres(home_of(settings.DATA)).url("yizhan").replace("postgres:", "postgresql:")
