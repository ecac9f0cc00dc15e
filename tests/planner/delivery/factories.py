"""A month made by hand, small enough to count its points on paper."""

from dataclasses import replace
from datetime import date

from yizhan.planner.delivery.objective import objective
from yizhan.planner.delivery.plan import Party, Plan, Session, fingerprint
from yizhan.planner.delivery.problem import (
    Day,
    Need,
    Offer,
    Placement,
    Problem,
    Provider,
    Room,
    Service,
    Slot,
    Station,
    Weights,
)

MONDAY, TUESDAY, NEXT_MONDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 9)
ALWAYS = dict.fromkeys((MONDAY, TUESDAY, NEXT_MONDAY), (0, 1, 2))


def month(**changes):
    """Three days of three slots; a talk for ten, and a clinic of two slots that wants a sink and three people."""
    usual = Problem(
        days=(
            Day(date=MONDAY, week=0, group=0),
            Day(date=TUESDAY, week=0, group=1),
            Day(date=NEXT_MONDAY, week=1, group=0),
        ),
        slots=(Slot(start=600, end=690), Slot(start=720, end=780), Slot(start=800, end=860)),
        services=(
            Service(id="talk", category="party", seats=10),
            Service(id="clinic", category="health", seats=6, minimum=3, slots=2, equipment=("sink",)),
        ),
        stations=(station("A", x=0), station("B", x=0.5), station("C", x=5, zone="north")),
        providers=(
            provider("P", "talk", "clinic", zones=("south", "north"), capacity=3, budget=600),
            provider("Q", "talk", capacity=2),
        ),
        needs=(
            Need(id="n1", service="talk", station="A", people=10, slots=(1, 0.5, 0)),
            Need(id="n2", service="talk", station="B", people=4, slots=(1, 0.5, 1), weight=2),
            Need(id="n3", service="clinic", station="C", people=6, slots=(0.9, 0.9, 0)),
        ),
    )
    return replace(usual, **changes)


def station(name, *, x, zone="south", rooms=None, **others):
    """A station that is always open, with a hall for twelve and a sink."""
    hall = Room(id="hall", seats=12, equipment=("sink", "screen"))
    return Station(id=name, district="D", zone=zone, x=x, y=0, rooms=rooms or (hall,), open=ALWAYS, **others)


def provider(name, *services, zones=("south",), free=None, **others):
    """A provider who is always free and takes 200 yuan for everything."""
    offers = tuple(Offer(service=service, fee=200) for service in services)
    return Provider(id=name, offers=offers, zones=zones, free=ALWAYS if free is None else free, **others)


TALK_AT_A = Session(
    provider="P",
    service="talk",
    station="A",
    room="hall",
    day=MONDAY,
    slot=0,
    parties=(Party(need="n1", people=8), Party(need="n2", people=2)),
)
CLINIC_AT_C = Session(
    provider="P",
    service="clinic",
    station="C",
    room="hall",
    day=TUESDAY,
    slot=0,
    parties=(Party(need="n3", people=5),),
)
TALK_AT_B = Session(
    provider="Q",
    service="talk",
    station="B",
    room="hall",
    day=NEXT_MONDAY,
    slot=1,
    parties=(Party(need="n2", people=2),),
)
SESSIONS = (TALK_AT_A, CLINIC_AT_C, TALK_AT_B)


def planned(problem, *sessions):
    """The plan of these sessions with its exact points, which are its bound too."""
    bare = Plan(problem=fingerprint(problem), sessions=sessions, objective=0, bound=0)
    points = objective(problem, bare)
    return replace(bare, objective=points, bound=points)


def pin(provider_name="P", service="talk", at="A", *, day=MONDAY, slot=0):
    """A session in time and place."""
    return Placement(provider=provider_name, service=service, station=at, day=day, slot=slot)


def changed(values, name, **changes):
    """`values` with the one called `name` changed."""
    return tuple(replace(value, **changes) if value.id == name else value for value in values)


def weights(**changes):
    """The usual weights with some changed."""
    return replace(Weights(), **changes)
