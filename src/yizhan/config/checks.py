"""The self-check of an installation, a finding for each point."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import checks
from django.db import connection

from yizhan.config import database
from yizhan.kernel import calendar, clock
from yizhan.people.queries import today

GRADES = {"ok": "green", "warn": "yellow", "FAIL": "red"}
HEARTBEAT = timedelta(minutes=2)
EXTENSIONS = {"btree_gist", "pg_trgm"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What was found at one point: ok, warn or FAIL, and a sentence."""

    point: str
    grade: str
    words: str

    @property
    def colour(self) -> str:
        return GRADES[self.grade]


def findings() -> list[Finding]:
    """Every point, in order; a point that cannot be looked at has failed."""
    return [found for point, look in POINTS.items() for found in _looked_at(point, look)]


def _looked_at(point: str, look: Callable[[], Iterator[tuple[str, str]]]) -> Iterator[Finding]:
    try:
        for grade, words in look():
            yield Finding(point=point, grade=grade, words=words)
    except Exception as error:  # noqa: BLE001
        yield Finding(point=point, grade="FAIL", words=str(error).strip().splitlines()[0])


def _deployment() -> Iterator[tuple[str, str]]:
    found = checks.run_checks(include_deployment_checks=True)
    for message in found:
        grade = "FAIL" if message.level >= checks.ERROR else "warn"
        yield grade, f"{message.id} {str(message.msg).splitlines()[0]}"
    if not found:
        yield "ok", "Django has nothing to say against it"


def _server() -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        yield "ok", f"PostgreSQL {cursor.fetchone()[0]}"


def _migrations() -> Iterator[tuple[str, str]]:
    waiting = database.pending()
    yield ("FAIL", f"{len(waiting)} waiting; run 'yizhan migrate'") if waiting else ("ok", "current")


def _search() -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        missing = EXTENSIONS - {row[0] for row in cursor.fetchall()}
        if missing:
            yield "FAIL", f"extensions missing: {', '.join(sorted(missing))}"
            return
        cursor.execute("SELECT array_length(show_trgm('周末读书会'), 1)")
        found = cursor.fetchone()[0]
    yield ("ok", "Chinese has trigrams") if found else ("FAIL", "the server's locale finds nothing in Chinese")


def _static() -> Iterator[tuple[str, str]]:
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    paths = json.loads(manifest.read_text())["paths"]
    yield ("ok", f"{len(paths)} files") if "ui/built/yizhan.css" in paths else ("FAIL", "run 'yizhan assets'")


def _media() -> Iterator[tuple[str, str]]:
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    writable = os.access(settings.MEDIA_ROOT, os.W_OK)
    yield ("ok" if writable else "FAIL"), f"{settings.MEDIA_ROOT} is {'' if writable else 'not '}writable"


def _working_time() -> Iterator[tuple[str, str]]:
    cn, day = calendar.load("cn"), today()
    cn.is_working_day(day)
    left = (cn.last - day).days
    announced = max(year for year in range(cn.first.year, cn.last.year + 1) if not cn.is_provisional(year))
    yield ("warn" if left < 90 else "ok"), f"version {cn.version}, announced to {announced}, data to {cn.last}"  # noqa: PLR2004


def _worker() -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(last_heartbeat) FROM procrastinate_workers")
        last = cursor.fetchone()[0]
    alive = last is not None and clock.now() - last < HEARTBEAT
    yield ("ok", "a worker is alive") if alive else ("warn", "no worker was seen in the last two minutes")


POINTS = {
    "deployment": _deployment,
    "database": _server,
    "migrations": _migrations,
    "search": _search,
    "static files": _static,
    "photographs": _media,
    "calendar": _working_time,
    "worker": _worker,
}
