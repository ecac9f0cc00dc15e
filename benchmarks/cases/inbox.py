"""The desk's inbox, asked for as a browser does, within this process. Imported once Django is set up."""

import re
import statistics
import time
from collections.abc import Callable
from html import unescape
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse

from benchmarks.cases.rows import member, people
from yizhan.people.models import Person

WARM = 5
NEXT = re.compile(r'rel="next" href="([^"]+)"')


def pages(*, times: int) -> list[dict[str, Any]]:
    """What the inbox costs those who use it, the first page and the next one, and a member the list of their own."""
    found = []
    for name, person in people().items():
        client, first = _signed_in(person), reverse("cases:inbox")
        after = NEXT.search(client.get(first).content.decode())
        asked = {
            "first page": first,
            "late ones": f"{first}?late=1",
            "second page": first + unescape(after[1]) if after else first,
        }
        for what, path in asked.items():
            found.append({"name": f"{name}: {what}", "promised": True, **_measured(client, path, times)})
    own = _measured(_signed_in(member()), reverse("cases:case-list"), times)
    return [*found, {"name": "member: their own cases", "promised": True, **own}]


def _signed_in(person: Person) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _measured(client: Client, path: str, times: int) -> dict[str, float]:
    seconds, computed, in_database, queries = [], [], [], 0
    for n in range(WARM + times):
        spent: list[float] = []
        with connection.execute_wrapper(_watch(spent)):
            begun, worked = time.perf_counter(), time.process_time()
            answer = client.get(path)
            elapsed, worked = time.perf_counter() - begun, time.process_time() - worked
        if answer.status_code != 200:  # noqa: PLR2004 - OK
            raise RuntimeError(f"{path} answered {answer.status_code}")
        if n >= WARM:
            seconds.append(elapsed)
            computed.append(worked)
            in_database.append(sum(spent))
            queries = len(spent)
    cuts = statistics.quantiles(seconds, n=20)
    return {
        "queries": queries,
        "computed": 1000 * statistics.median(computed),
        "database": 1000 * statistics.median(in_database),
        "p50": 1000 * cuts[9],
        "p95": 1000 * cuts[18],
    }


def _watch(spent: list[float]) -> Callable[..., Any]:
    def watch(execute: Callable[..., Any], *args: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(*args)
        finally:
            spent.append(time.perf_counter() - begun)

    return watch
