"""What changed in the network between two problems."""

from dataclasses import replace

import pytest

from tests.planner.delivery.factories import month
from yizhan.delivery.rules.news import News, NewsKind, news

OLD = month()


def changed(kind, number, **fields):
    things = list(getattr(OLD, kind))
    things[number] = replace(things[number], **fields)
    return replace(OLD, **{kind: tuple(things)})


def test_the_same_month_has_no_news():
    assert news(OLD, month()) == []


@pytest.mark.parametrize(
    ("new", "kind"),
    [
        (changed("needs", 0, people=99), NewsKind.NEEDS_CHANGED),
        (changed("providers", 0, free={}), NewsKind.PROVIDERS_AWAY),
        (changed("providers", 0, capacity=99), NewsKind.PROVIDERS_CHANGED),
        (changed("stations", 0, open={}), NewsKind.STATIONS_OPEN),
        (changed("stations", 0, rooms=()), NewsKind.ROOMS_TAKEN),
        (changed("stations", 0, quota={"x": 9}), NewsKind.QUOTAS),
        (changed("services", 0, seats=99), NewsKind.SERVICES),
    ],
)
def test_what_is_different_is_told_by_kind(new, kind):
    (found,) = news(OLD, new)

    assert (found.kind, len(found.ids)) == (kind, 1)


@pytest.mark.parametrize(
    ("kind", "gone", "added"),
    [
        ("needs", NewsKind.NEEDS_GONE, NewsKind.NEEDS_NEW),
        ("providers", NewsKind.PROVIDERS_GONE, NewsKind.PROVIDERS_NEW),
        ("stations", NewsKind.STATIONS_GONE, NewsKind.STATIONS_NEW),
    ],
)
def test_what_is_gone_or_new_is_told(kind, gone, added):
    first, *rest = getattr(OLD, kind)
    less = replace(OLD, **{kind: tuple(rest)})

    assert (news(OLD, less), news(less, OLD)) == (
        [News(kind=gone, ids=(first.id,))],
        [News(kind=added, ids=(first.id,))],
    )


def test_other_working_days_are_news():
    assert [one.kind for one in news(OLD, replace(OLD, days=OLD.days[1:]))] == [NewsKind.DAYS]
