"""Contradictions inside a problem are found with their place."""

from dataclasses import replace
from datetime import date
from math import inf, nan

import pytest
from hypothesis import given, settings

from tests.planner.delivery.factories import ALWAYS, changed, month, pin, weights
from tests.planner.delivery.tiny import problems
from yizhan.planner import documents
from yizhan.planner.delivery.problem import Ban, Offer, Piece, Room, Slot, Travel
from yizhan.planner.delivery.reading import read_problem, wrongs
from yizhan.planner.documents import WrongDocument

APRIL = date(2026, 4, 1)
USUAL = month()
NONE = "there is none, at least one is needed"


def day(index, **changes):
    days = list(USUAL.days)
    days[index] = replace(days[index], **changes)
    return {"days": tuple(days)}


def station(name, **changes):
    return {"stations": changed(USUAL.stations, name, **changes)}


def provider(name, **changes):
    return {"providers": changed(USUAL.providers, name, **changes)}


def need(name, **changes):
    return {"needs": changed(USUAL.needs, name, **changes)}


def pieces(*pairs):
    return {"weights": weights(pieces=tuple(Piece(share=share, worth=worth) for share, worth in pairs))}


@pytest.mark.parametrize(
    ("changes", "place", "reason"),
    [
        ({"providers": ()}, "providers", NONE),
        ({"needs": ()}, "needs", NONE),
        ({"days": (*USUAL.days, USUAL.days[2])}, "days[3]", "2026-03-09 is at days[2] already"),
        ({"services": (*USUAL.services, USUAL.services[0])}, "services[2]", "talk is at services[0] already"),
        ({"stations": (*USUAL.stations, USUAL.stations[1])}, "stations[3]", "B is at stations[1] already"),
        ({"providers": (*USUAL.providers, USUAL.providers[1])}, "providers[2]", "Q is at providers[1] already"),
        ({"needs": (*USUAL.needs, USUAL.needs[0])}, "needs[3]", "n1 is at needs[0] already"),
        (
            station("B", rooms=(Room(id="hall", seats=9), Room(id="hall", seats=8))),
            "stations[1].rooms[1]",
            "hall is at stations[1].rooms[0] already",
        ),
        (
            provider("Q", offers=(Offer(service="talk"), Offer(service="talk", fee=9))),
            "providers[1].offers[1]",
            "talk is at providers[1].offers[0] already",
        ),
        (
            {"days": (USUAL.days[1], USUAL.days[0], USUAL.days[2])},
            "days[1].date",
            "2026-03-02 comes before 2026-03-03, days stand in their order",
        ),
        (day(2, week=53), "days[2].week", "weeks are numbered from 0 to 52"),
        (day(1, group=7), "days[1].group", "groups of weekdays are numbered from 0 to 6"),
        (
            {"slots": (*USUAL.slots[:2], Slot(start=800, end=800))},
            "slots[2].end",
            "the slot ends before it starts",
        ),
        (
            {"slots": (*USUAL.slots[:2], Slot(start=779, end=860))},
            "slots[2].start",
            "the slot starts before slots[1] ends",
        ),
        (station("A", open={**ALWAYS, APRIL: (0,)}), "stations[0].open.2026-04-01", "the day is outside the month"),
        (
            station("A", open={**ALWAYS, date(2026, 3, 3): (0, 3)}),
            "stations[0].open.2026-03-03",
            "there is no slot 3, the last is 2",
        ),
        (
            station("C", rooms=(Room(id="hall", seats=12, taken={APRIL: (0,)}),)),
            "stations[2].rooms[0].taken.2026-04-01",
            "the day is outside the month",
        ),
        (provider("Q", free={APRIL: (0,)}), "providers[1].free.2026-04-01", "the day is outside the month"),
        (
            {"services": changed(USUAL.services, "clinic", minimum=7)},
            "services[1].minimum",
            "7 people are more than the 6 seats",
        ),
        (station("A", quota={"music": 1}), "stations[0].quota", "unknown category music"),
        (provider("Q", offers=(Offer(service="tea"),)), "providers[1].offers[0].service", "unknown service tea"),
        (provider("Q", zones=("south", "west")), "providers[1].zones[1]", "unknown zone west"),
        (need("n2", service="tea"), "needs[1].service", "unknown service tea"),
        (need("n2", station="Z"), "needs[1].station", "unknown station Z"),
        (
            need("n2", slots=(1.0, 1.0)),
            "needs[1].slots",
            "there are 2 preferences, one for each of the 3 slots is wanted",
        ),
        (need("n3", week=2), "needs[2].week", "week 2 is outside the month"),
        (need("n3", group=2), "needs[2].group", "no day is in group 2"),
        ({"pinned": (pin("R"),)}, "pinned[0].provider", "unknown provider R"),
        ({"pinned": (pin(), pin(service="tea"))}, "pinned[1].service", "unknown service tea"),
        ({"published": (pin(at="Z"),)}, "published[0].station", "unknown station Z"),
        ({"published": (pin(day=APRIL),)}, "published[0].day", "2026-04-01 is outside the month"),
        ({"forbidden": (Ban(slot=3),)}, "forbidden[0].slot", "there is no slot 3, the last is 2"),
        (pieces((0.5, 1.2), (0.4, 1.0)), "weights.pieces", "the shares add up to 0.9, 1 is wanted"),
        (pieces(), "weights.pieces", "the shares add up to 0, 1 is wanted"),
        (
            pieces((0.5, 1.0), (0.5, 1.2)),
            "weights.pieces[1].worth",
            "1.2 is more than the 1 of the piece before",
        ),
        (station("B", x=nan), "stations[1].x", "a finite number is wanted"),
        (provider("P", budget=inf), "providers[0].budget", "a finite number is wanted"),
        (
            provider("P", offers=(Offer(service="talk", fee=inf),)),
            "providers[0].offers[0].fee",
            "a finite number is wanted",
        ),
        (need("n1", reach=inf), "needs[0].reach", "a finite number is wanted"),
        ({"travel": Travel(base=inf)}, "travel.base", "a finite number is wanted"),
        ({"weights": weights(session=inf)}, "weights.session", "a finite number is wanted"),
        ({"needs": changed(month().needs, "n1", weight=inf)}, "needs[0].weight", "a finite number is wanted"),
        (pieces((0.5, inf), (0.5, 1)), "weights.pieces[0].worth", "a finite number is wanted"),
    ],
)
def test_a_contradiction_is_found_at_its_place(changes, place, reason):
    assert list(wrongs(month(**changes))) == [(place, reason)]


def test_a_problem_without_stations_knows_nothing_that_names_one():
    assert ("stations", NONE) in list(wrongs(month(stations=())))


def test_reading_stops_at_the_first_contradiction():
    wrong = month(**need("n2", station="Z"), pinned=(pin("R"),))

    with pytest.raises(WrongDocument, match=r"^needs\[1\]\.station: unknown station Z$"):
        read_problem(documents.write(wrong))


@given(problem=problems())
@settings(max_examples=30, deadline=None)
def test_a_sound_problem_has_no_contradiction(problem):
    assert list(wrongs(problem)) == []
