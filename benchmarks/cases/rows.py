"""Cases by the million: one is made as the product makes it, and the database copies it. Imported once Django is set up."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import Model

from yizhan.cases.models import Case, Channel, Event, EventKind, Kind, Mechanism, Reporter, State
from yizhan.kernel import clock, seals
from yizhan.network.models import Building, Station
from yizhan.people.models import Appointment, Person, Role

STATIONS = 71
OPEN_IN = 50
REPORTED = 60
LOG = (
    "raised",
    "contacted",
    "asked",
    "asked",
    "paused",
    "resumed",
    "part_done",
    "part_done",
    "told",
    "answered",
    "called_back",
    "closed",
)
ABOUT = ("", "", "a", "b", "", "", "a", "b", "", "", "", "")
LIMIT = ("", "", "3d", "4h", "", "", "", "", "", "", "", "")


def cases(*, count: int) -> None:
    """`count` cases over 71 stations, one in fifty of them open with a limit within the next weeks or just past."""
    made = Case.objects.filter(code__startswith="B").count()
    if made >= count:
        return
    pattern = _pattern()
    places = "(SELECT array_agg(id ORDER BY code) FROM network_station)"
    closed = f"n %% {OPEN_IN} <> 0"
    _copy(
        pattern,
        range(made + 1, count + 1),
        {
            "code": "'B' || lpad(n::text, 9, '0')",
            "station_id": f"{places}[1 + (n / {OPEN_IN}) %% {STATIONS}]",
            "words": "words || ' ' || n",
            "state": f"CASE WHEN {closed} THEN 'closed' ELSE 'handling' END",
            "result": f"CASE WHEN {closed} THEN 'solved' ELSE '' END",
            "raised_at": "raised_at - n * interval '30 seconds'",
            "closed_at": f"CASE WHEN {closed} THEN raised_at - n * interval '20 seconds' END",
            "due_at": f"CASE WHEN {closed} THEN NULL ELSE raised_at + (n %% 40000) * interval '1 minute' END",
            "due_clock": f"CASE WHEN {closed} THEN '' ELSE 'resolution' END",
        },
    )
    _gather(Case)


def logs(*, count: int) -> None:
    """`count` closed cases of twelve events each."""
    if Event.objects.count() >= count * len(LOG):
        return
    _copy(
        _pattern(),
        range(1, count + 1),
        {"code": "'L' || lpad(n::text, 9, '0')", "raised_at": "raised_at - n * interval '3 minutes'"},
    )
    Event.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO cases_event (id, case_id, seq, kind, at, about, "limit", words_zh, words_en, note)
            SELECT gen_random_uuid(), one.id, line.seq, line.kind, one.raised_at + line.seq * interval '9 hours',
                   line.about, line."limit", '', '', ''
            FROM cases_case one,
                 unnest(%s::text[], %s::text[], %s::text[]) WITH ORDINALITY AS line(kind, about, "limit", seq)
            """,
            [list(LOG), list(ABOUT), list(LIMIT)],
        )
    _gather(Event)


def people() -> dict[str, Person]:
    """One of the hub, and one of a station, who work on them."""
    station = Station.objects.earliest("code")
    at = {"starts_on": clock.now().date()}
    hub, officer = _person("枢纽"), _person("站点")
    Appointment.objects.get_or_create(person=hub, role=Role.HUB, scope="network", defaults=at)
    Appointment.objects.get_or_create(
        person=officer, role=Role.STATION, scope="station", scope_id=station.pk, defaults=at
    )
    return {"hub": hub, "officer of one station": officer}


def member() -> Person:
    """Somebody who reported sixty of them."""
    person, at = _person("会员"), clock.now()
    reports = (Reporter(case=case, person=person, joined_at=at) for case in Case.objects.order_by("code")[:REPORTED])
    Reporter.objects.bulk_create(reports, ignore_conflicts=True)
    return person


def _person(name: str) -> Person:
    at, sealed = clock.now(), seals.seal("+8613900000000")
    about = {"phone_sealed": sealed, "created_at": at, "joined_at": at}
    return Person.objects.get_or_create(name=name, phone_key=seals.lookup(name), defaults=about)[0]


def _pattern() -> Case:
    """One case as it comes in, at the first of the stations."""
    at = clock.now()
    kind, _ = Kind.objects.get_or_create(
        code="benchmark",
        defaults={
            "name_zh": "求助",
            "limits": {"contact": "1d", "resolution": "5d"},
            "mechanisms": list(Mechanism.values),
            "published_at": at,
        },
    )
    case, _ = Case.objects.get_or_create(
        code="PATTERN",
        defaults={
            "kind": kind,
            "station": _stations()[0],
            "channel": Channel.MEMBER,
            "words": "三楼茶水间漏水，已经两天了",
            "state": State.CLOSED,
            "result": "solved",
            "raised_at": at - timedelta(days=10),
            "closed_at": at,
            "changed_at": at,
        },
    )
    Event.objects.get_or_create(case=case, seq=1, kind=EventKind.RAISED, at=case.raised_at)
    return case


def _stations() -> list[Station]:
    on = {"kind": "building", "state": "open", "applied_at": clock.now(), "opened_on": clock.now().date()}
    found = []
    for n in range(STATIONS):
        building, _ = Building.objects.get_or_create(slug=f"bench-{n}", defaults={"name_zh": f"示例大厦{n}"})
        about = {"code": f"B-{n:03d}", "name_zh": f"示例站{n}", "building": building, **on}
        found.append(Station.objects.get_or_create(slug=f"bench-{n}", defaults=about)[0])
    return found


def _copy(pattern: Model, numbers: range, changed: dict[str, str]) -> None:
    """Copy a row in the database for each of `numbers`, with other values in the columns `changed`; n is the number."""
    columns = [field.column for field in pattern._meta.concrete_fields]
    values = [{"id": "gen_random_uuid()", **changed}.get(column, f'"{column}"') for column in columns]
    table, named = pattern._meta.db_table, ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({named}) SELECT {', '.join(values)} FROM {table}, generate_series(%s::int, %s::int) n "  # noqa: S608
            f"WHERE id = %s",
            [numbers.start, numbers.stop - 1, pattern.pk],
        )


def _gather(model: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {model._meta.db_table}")
