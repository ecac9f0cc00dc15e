"""The floor: the rows of a sign-up in one statement, sent by plain psycopg, with nothing else around."""

import threading
import time
from collections.abc import Iterator, Sequence
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from yizhan.kernel.identifiers import uuid7

SIGN_UP = """
WITH place AS (
    UPDATE activities_activity SET taken = taken + 1
    WHERE id = %(activity)s AND state = 'published' AND taken + 1 <= capacity RETURNING id
), registration AS (
    INSERT INTO activities_registration
        (id, activity_id, person_id, state, places, enterprise, enterprise_key, registered_at)
    SELECT %(registration)s, id, %(person)s, 'confirmed', 1, '', '', now() FROM place RETURNING id
), change AS (
    INSERT INTO people_change (id, actor_id, verb, subject, subject_id, reason, details, at)
    SELECT %(change)s, %(person)s, 'sign-up', 'activities.registration', id, '', %(details)s, now() FROM registration
)
INSERT INTO messages_notice (id, person_id, title_zh, title_en, body_zh, body_en, link, created_at)
SELECT %(notice)s, %(person)s, '报名成功', 'You have a place', %(zh)s, %(en)s, %(link)s, now() FROM registration
"""
ZH = "《午间问律师》12-02 12:15 开始，你的 1 个名额已留好。来不了请提前取消，把位子让给别人。"
EN = "Ask a lawyer at noon starts at 12-02 12:15; 1 place(s) are yours. Cancel in time if you cannot come."


def per_second(address: str, people: Sequence[UUID], activity: str, *, clients: int) -> float:
    """How many sign-ups a second `clients` connections make until everybody is signed up."""
    waiting, lock, start = iter(people), threading.Lock(), threading.Barrier(clients + 1)

    def client() -> None:
        with psycopg.connect(address, autocommit=True) as connection:
            start.wait()
            while person := _next(waiting, lock):
                connection.execute(SIGN_UP, _facts(person, activity), prepare=True)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    return len(people) / (time.perf_counter() - began)


def _next(waiting: Iterator[UUID], lock: threading.Lock) -> UUID | None:
    with lock:
        return next(waiting, None)


def _facts(person: UUID, activity: str) -> dict[str, object]:
    return {
        "activity": activity,
        "person": person,
        "registration": uuid7(),
        "change": uuid7(),
        "notice": uuid7(),
        "details": Jsonb({"state": "confirmed", "places": 1}),
        "zh": ZH,
        "en": EN,
        "link": f"/activities/{activity}/",
    }
