"""Times, distances and links as templates say them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from lucide.templatetags.lucide import lucide

from tests.ui.markup import parsed
from yizhan.kernel import clock
from yizhan.ui.parts import Item
from yizhan.ui.templatetags import ui

NOON = datetime(2026, 11, 24, 4, 15, tzinfo=UTC)  # 12:15 in Shanghai


@dataclass
class Named:
    slug: str
    name: str

    def __str__(self):
        return self.name


@pytest.fixture(autouse=True)
def _shanghai(monkeypatch, settings):
    settings.TIME_ZONE = "Asia/Shanghai"
    monkeypatch.setattr(clock, "now", lambda: NOON)
    with translation.override("zh-hans"):
        yield


@pytest.mark.parametrize(("value", "said"), [(NOON, "12:15"), (time(9, 5), "09:05"), (None, "")])
def test_the_clock_is_the_networks(value, said):
    assert ui.clock(value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (NOON, "今天"),
        (NOON + timedelta(hours=12), "明天"),
        (NOON - timedelta(days=1), "昨天"),
        (date(2026, 11, 27), "周五 11月27日"),
        (date(2027, 1, 4), "周一 2027年1月4日"),
        (None, ""),
    ],
)
def test_a_day_is_said_as_people_say_it(value, said):
    assert ui.day_words(value) == said


def test_a_moment_has_day_and_time():
    assert ui.moment(NOON) == "今天 12:15"


def test_a_moment_is_told_to_machines_too():
    assert ui.when(NOON) == '<time datetime="2026-11-24T04:15:00+00:00">今天 12:15</time>'


def test_no_moment_is_nothing():
    assert ui.when(None) == ""


@pytest.mark.parametrize(
    ("tone", "drawn"), [("bad", "alarm-clock"), ("soon", "hourglass"), ("", "clock")], ids=["late", "soon", "in time"]
)
def test_what_is_left_is_drawn_in_its_tone(tone, drawn):
    shown = ui.time_left(SimpleNamespace(words="还剩 <1 小时", tone=tone))

    assert shown == f'<span class="left" data-tone="{tone}">{ui.icon(drawn, 15)}<b>还剩 &lt;1 小时</b></span>'


def test_nothing_is_said_where_nothing_is_due():
    assert ui.time_left(None) == ""


def test_the_options_of_a_list_have_the_chosen_one_marked():
    shown = ui.options([("open", "开放"), ("shut", "关 & 停")], "shut")

    assert shown == '<option value="open">开放</option><option value="shut" selected>关 &amp; 停</option>'


def test_the_options_may_be_things_with_a_name():
    shown = ui.options([Named("a", "甲"), Named("b", "乙")], "a", by="slug")

    assert shown == '<option value="a" selected>甲</option><option value="b">乙</option>'


def test_a_part_can_be_drawn_once_and_put_in_several_places():
    page = Template('{% load ui %}{% rendered "ui/_sample.html" as part %}{{ part }}|{{ part }}')

    first, second = page.render(Context({"sample": True})).split("|")

    assert first == second != ""


def test_what_depends_on_nothing_else_is_drawn_once_in_each_language():
    item = Item(url="/desk/", icon="info", label="工作台", count=100)
    page = Template('{% load ui %}{% drawn "ui/_rail_item.html" item %}')

    first, again = (page.render(Context({"item": item})) for _ in range(2))

    assert again == first
    assert "99+" in first
    assert ui._drawn.cache_info().hits > 0


@pytest.mark.parametrize(
    ("value", "said"),
    [(timedelta(minutes=90), "1 小时 30 分钟"), (120, "2 小时"), (46, "46 分钟"), (0, "0 分钟"), (None, "")],
)
def test_a_length_of_time_is_hours_and_minutes(value, said):
    assert ui.duration(value) == said


@pytest.mark.parametrize(
    ("metres", "said"), [(3, "0 m"), (324, "320 m"), (994.9, "990 m"), (996, "1.0 km"), (1240, "1.2 km"), (None, "")]
)
def test_a_distance_is_as_exact_as_feet_are(metres, said):
    assert ui.distance(metres) == said


@pytest.mark.parametrize(("value", "said"), [(1, "周一"), (7, "周日"), (date(2026, 11, 24), "周二")])
def test_weekdays_have_names(value, said):
    assert ui.weekday(value) == said


@pytest.mark.parametrize(
    ("tag", "link"),
    [
        ('{% link_with sort="name" %}', "?zone=a&amp;sort=name"),
        ('{% link_with zone="b" %}', "?zone=b"),
        ('{% link_with zone="" %}', "/stations/"),
    ],
)
def test_a_link_changes_part_of_the_query_and_forgets_the_cursor(tag, link):
    request = RequestFactory().get("/stations/?zone=a&cursor=xyz")

    assert Template("{% load ui %}" + tag).render(Context({"request": request})) == link


def test_an_icon_is_hidden_from_readers():
    assert parsed(ui.icon("map-pin", 16)).get("aria-hidden") == "true"


@pytest.mark.parametrize("name", ["map-pin", "ambulance"])  # in the second one an element stands on two lines
def test_an_icon_has_the_lines_of_lucide(name):
    drawn, meant = parsed(ui.icon(name, 16)), parsed(lucide(name, size=16))

    assert (drawn.get("width"), drawn.get("height"), drawn.get("viewBox")) == ("16", "16", meant.get("viewBox"))
    assert [(line.tag, line.attrib) for line in drawn] == [(line.tag, line.attrib) for line in meant]


def test_an_unknown_icon_fails_at_once():
    with pytest.raises(Exception, match="no-such-icon"):
        ui.icon("no-such-icon")


def test_a_qr_code_is_a_drawing_without_inline_style():
    assert "style=" not in ui.qr("https://example.org/s/1")
