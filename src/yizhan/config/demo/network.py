"""The reference network, and people to walk through it as."""

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction

from yizhan.cases import services as cases
from yizhan.cases.models import Body
from yizhan.catalogue import services as catalogue
from yizhan.config import exchange
from yizhan.config.environment import NotReady
from yizhan.kernel import clock
from yizhan.network import services as network
from yizhan.network.queries import ASPECTS
from yizhan.people import services as people
from yizhan.people.models import ConsentText, Person, Purpose, Role
from yizhan.people.queries import current_texts
from yizhan.people.rules import normal_phone

REFERENCE = Path(__file__).resolve().parents[2] / "reference"
PLACES = {"subdistrict": "subdistricts", "station": "stations", "provider": "providers"}
BODY = "body"
SINCE = datetime(2024, 1, 2, 2, tzinfo=UTC)  # before any month that a demo may live through

Row = dict[str, str]


def load(*, report: Callable[[str], object]) -> bool:
    """Load reference network and demo people once, and say whether it was now; what is there already is left alone."""
    if catalogue.keys("district"):
        return False
    report("Loading the network of Jing'an")
    with transaction.atomic():
        with clock.replaying(SINCE):
            errors = exchange.import_all(path=REFERENCE / "jingan", apply=True, report=str)
        if errors:
            raise NotReady(f"The reference data is broken: {errors[0]}")
        people.publish_texts(rows("jingan/consent_texts.csv"))
        with clock.replaying(SINCE):
            _load_people(rows("demo/people.csv"))
        _load_admissions(rows("demo/admissions.csv"))
        _load_marks(rows("demo/marks.csv"))
    return True


def sign_ins() -> list[tuple[str, str, str]]:
    """Role, name and phone of the people to show first."""
    return [
        (row["role"] or row["scope_kind"] or "member", row["name"], row["phone"])
        for row in rows("demo/people.csv")
        if row["featured"] == "yes"
    ]


def rows(name: str) -> list[Row]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _load_people(rows: list[Row]) -> None:
    places = {kind: catalogue.keys(table) for kind, table in PLACES.items()}
    buildings = catalogue.keys("buildings")
    texts = [text for text in current_texts() if text.required or text.purpose == Purpose.WORKPLACE]
    operator: Person | None = None
    for row in rows:
        person = _enrol(row, texts)
        if operator is None:
            people.found(person=person)
            operator = person
        elif row["role"]:
            place: UUID | None = places[row["scope_kind"]][row["scope"]].pk if row["scope"] else None
            people.appoint(
                actor=operator, person=person, role=Role(row["role"]), scope_id=place, starts_on=SINCE.date()
            )
        if row["scope_kind"] == BODY and operator:
            cases.keep_body_people(actor=operator, body=Body.objects.get(code=row["scope"]), people=[person])
        if row["workplace"]:
            network.choose_workplace(actor=person, person=person, building=buildings[row["workplace"]])


def _load_admissions(rows: list[Row]) -> None:
    """Places on their way to becoming stations: applied for, and some visited."""
    hub, buildings = _somebody(Role.HUB), catalogue.keys("buildings")
    for row in rows:
        fields = {name: row[name] for name in ("slug", "code", "name_zh", "name_en", "kind")}
        station = network.apply(actor=hub, fields={**fields, "building": buildings[row["building"]]})
        if row["visited_on"]:
            scores = {aspect: int(row[aspect]) for aspect in ASPECTS}
            on = date.fromisoformat(row["visited_on"])
            network.visit(actor=hub, station=station, on=on, scores=scores, words=row["words"])


def _load_marks(rows: list[Row]) -> None:
    """What some stations have shown of the checklist."""
    hub, stations, items = _somebody(Role.HUB), catalogue.keys("stations"), catalogue.keys("checklist")
    for row in rows:
        for code in row["items"].split(";"):
            network.mark_item(
                actor=hub,
                station=stations[row["station"]],
                item=items[code],
                met=True,
                evidence=row["evidence"],
                seen_on=date.fromisoformat(row["seen_on"]),
            )


def _somebody(role: Role) -> Person:
    return Person.objects.filter(appointments__role=role).order_by("pk")[0]


def _enrol(row: Row, texts: list[ConsentText]) -> Person:
    person = people.welcome(phone=normal_phone(row["phone"]))
    people.join(person=person)
    return people.become_member(actor=person, person=person, name=row["name"], language=row["language"], texts=texts)
