"""The month as a picture: what stands on it."""

from dataclasses import replace
from datetime import date

import pytest

from tests.ui.markup import parsed
from yizhan.planner.delivery.picture import COLOURS, SHAPES, picture
from yizhan.planner.delivery.plan import Party, Plan, Session, fingerprint
from yizhan.planner.delivery.problem import Day, Need, Offer, Problem, Provider, Room, Service, Slot, Station

SVG = "{http://www.w3.org/2000/svg}"
FIRST, SECOND = date(2026, 3, 2), date(2026, 3, 3)
OPEN = {FIRST: (0, 1), SECOND: (0, 1)}


def station(name, *, quota=None, zone="south"):
    rooms = (Room(id="hall", seats=30), Room(id="study", seats=30))
    return Station(id=name, district="D", zone=zone, x=0, y=0, rooms=rooms, open=OPEN, quota=quota or {})


def problem(**changes):
    usual = Problem(
        days=(Day(date=FIRST, week=0, group=0), Day(date=SECOND, week=0, group=1)),
        slots=(Slot(start=720, end=780), Slot(start=1110, end=1200)),
        services=(
            Service(id="clinic", category="legal", seats=10),
            Service(id="aid", category="health", seats=10, slots=2),
        ),
        stations=(station("A"), station("B", quota={"legal": 2, "health": 1})),
        providers=(Provider(id="P", offers=(Offer(service="clinic"),), zones=("south",), capacity=9, free=OPEN),),
        needs=(
            Need(id="n", service="clinic", station="A", people=10, slots=(1, 1)),
            Need(id="m", service="clinic", station="B", people=10, slots=(1, 1)),
        ),
    )
    return replace(usual, **changes)


def session(at="A", *, service="clinic", day=FIRST, slot=0, parties=(), room="hall"):
    return Session(provider="P", service=service, station=at, room=room, day=day, slot=slot, parties=parties)


def drawn(month, *sessions, bound=10.0, language="zh"):
    plan = Plan(problem=fingerprint(month), sessions=sessions, objective=10.0, bound=bound)
    return parsed(picture(month, plan, language=language))


def marks(tree, kind):
    return [use for use in tree.iter(f"{SVG}use") if use.get("href").startswith(f"#{kind}") and use.get("x")]


def words(tree):
    return [("".join(text.itertext())) for text in tree.iter(f"{SVG}text")]


def test_every_session_has_a_mark_that_says_what_it_is():
    served = (Party(need="n", people=7),)

    tree = drawn(problem(), session(parties=served), session(day=SECOND, slot=1))

    told = [mark.findtext(f"{SVG}title") for mark in marks(tree, "m")]
    assert told == ["2026-03-02 12:00 · clinic · P · hall · 7 人", "2026-03-03 18:30 · clinic · P · hall · 0 人"]


def test_sessions_of_one_slot_stand_one_above_the_other():
    tree = drawn(problem(), session(), session(room="study"))

    one, other = marks(tree, "m")
    assert one.get("x") == other.get("x")
    assert one.get("y") != other.get("y")


def test_a_long_session_reaches_into_its_second_slot_and_keeps_its_line():
    tree = drawn(problem(), session(service="aid"), session(slot=1, room="study"))

    one, other = marks(tree, "m")
    assert one.get("y") != other.get("y")
    assert len([path for path in tree.iter(f"{SVG}path") if path.get("class", "").startswith("long")]) == 1


def test_every_quota_session_that_is_missing_is_a_hollow_mark_at_its_station():
    tree = drawn(problem(), session("B"))

    assert [mark.findtext(f"{SVG}title") for mark in marks(tree, "h")] == ["法律", "健康"]
    assert "常规缺口" in words(tree)


def test_without_gaps_there_is_no_column_for_them():
    month = problem(stations=(station("A"), station("B")))

    tree = drawn(month, session())

    assert (marks(tree, "h"), "常规缺口" in words(tree)) == ([], False)


def test_the_station_that_is_covered_least_is_named_at_the_top_and_red_in_its_row():
    tree = drawn(problem(), session(parties=(Party(need="n", people=7),)))

    assert "最低站点 B" in words(tree)
    assert [text.text for text in tree.iter(f"{SVG}text") if text.get("class") == "bad bold"] == ["B"]


@pytest.mark.parametrize(
    ("language", "bound", "said"),
    [
        ("zh", 10.05, "最好的计划也至多再高 0.50 %，已证明"),
        ("zh", 10.0, "没有更好的计划，已证明"),
        ("en", 10.05, "Proven: no plan is better by more than 0.50 %"),
        ("en", 10.0, "Proven: no plan is better"),
    ],
)
def test_it_says_how_far_the_best_plan_can_be_away(language, bound, said):
    assert said in words(drawn(problem(), session(), bound=bound, language=language))


def test_names_cannot_break_the_drawing():
    name = '<script>&"'
    needs = (Need(id="n", service="clinic", station=name, people=10, slots=(1, 1)),)

    tree = drawn(problem(stations=(station(name, zone=name),), needs=needs), session(name))

    assert name in words(tree)
    assert list(tree.iter(f"{SVG}script")) == []


def test_a_long_name_is_cut_and_told_in_full():
    name = "上海市静安区苏河湾中心党群服务站共享会客厅"
    needs = (Need(id="n", service="clinic", station=name, people=10, slots=(1, 1)),)

    tree = drawn(problem(stations=(station(name),), needs=needs), session(name))

    (label,) = [text for text in tree.iter(f"{SVG}text") if text.findtext(f"{SVG}title") == name]
    assert "".join(label.itertext()).removeprefix(name) == "上海市静安区苏河湾中心党…"


def test_a_plan_without_sessions_is_still_a_picture():
    assert marks(drawn(problem()), "m") == []


def test_eight_categories_look_different():
    kinds = [(i % len(SHAPES), (i + i // len(SHAPES)) % len(COLOURS)) for i in range(8)]
    services = tuple(Service(id=f"s{i}", category=f"c{i}", seats=5) for i in range(8))

    tree = drawn(problem(services=(*services, *problem().services)))

    style = tree.findtext(f"{SVG}style")
    assert [f".c{i}{{fill:{COLOURS[colour]}}}" in style for i, (_, colour) in enumerate(kinds)] == [True] * 8
    assert len(set(kinds)) == 8


def test_it_stands_alone():
    markup = picture(problem(), Plan(problem="p", sessions=(session(),), objective=1, bound=1))

    assert [word for word in ("<script", "<image", "url(", "@import", "src=") if word in markup] == []
    assert {use.get("href")[0] for use in parsed(markup).iter(f"{SVG}use")} == {"#"}
