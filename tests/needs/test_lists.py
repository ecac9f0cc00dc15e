"""The lists of a month: drafts follow the present, what is published stays."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from tests.needs.factories import NeedFactory, ProjectFactory, ResourceFactory
from yizhan.needs import services
from yizhan.needs.models import ListKind, MonthList, Need
from yizhan.needs.queries import lists
from yizhan.needs.rules import refusals

pytestmark = pytest.mark.django_db
DECEMBER = date(2026, 12, 1)
PUBLISHED = "2026-11-25T09:00+08:00"


def test_needs_are_told_by_station_and_service_and_few_people_are_not_counted_aloud(station, service):
    NeedFactory(station=station, service=service, state="accepted", people=4)
    NeedFactory(station=station, service=service, state="planned", people=3, promised=1)
    NeedFactory(service=service, state="accepted", people=4)

    lines = lists.draft(ListKind.NEEDS, DECEMBER)

    assert sorted((line["where_zh"] == station.name_zh, line["people"]) for line in lines) == [(False, None), (True, 6)]


def test_resources_and_projects_of_the_month_are_told():
    resource = ProjectFactory(title="合唱团").claim.resource
    ProjectFactory(
        title="早就做完的", starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 20), claim__resource=resource
    )

    assert [line["zh"] for line in lists.draft(ListKind.RESOURCES, DECEMBER)] == [resource.name_zh]
    assert [(line["zh"], line["until"]) for line in lists.draft(ListKind.PROJECTS, DECEMBER)] == [
        ("合唱团", "2026-12-20")
    ]


def test_what_was_published_stays_as_it_was(hub, history):
    need = NeedFactory(state="accepted", people=8)
    made = services.publish_list(actor=hub, kind=ListKind.NEEDS, month=DECEMBER)
    Need.objects.filter(pk=need.pk).update(people=20)

    sheet, *others = lists.sheets(DECEMBER)

    assert (sheet.published, sheet.lines[0]["people"], made.published_by) == (made, 8, hub)
    assert [other.published for other in others] == [None, None]
    assert (lists.draft(ListKind.NEEDS, DECEMBER)[0]["people"], history(made)) == (20, ["publish"])


def test_a_list_is_published_once_and_not_empty(hub):
    with pytest.raises(refusals.ListEmpty):
        services.publish_list(actor=hub, kind=ListKind.RESOURCES, month=DECEMBER)
    ResourceFactory()
    services.publish_list(actor=hub, kind=ListKind.RESOURCES, month=DECEMBER)

    with pytest.raises(refusals.ListPublished):
        services.publish_list(actor=hub, kind=ListKind.RESOURCES, month=DECEMBER)


def test_only_the_hub_publishes(officer):
    with pytest.raises(PermissionDenied):
        services.publish_list(actor=officer, kind=ListKind.RESOURCES, month=DECEMBER)


@pytest.mark.parametrize(
    ("said", "constraint"),
    [
        ({"kind": "gossip"}, "needs_monthlist_kind_known"),
        ({"month": date(2026, 12, 2)}, "needs_monthlist_month_by_first_day"),
    ],
)
def test_a_list_that_is_false_is_not_kept(said, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        MonthList.objects.create(**{"kind": "needs", "month": DECEMBER, "published_at": PUBLISHED, **said})


def test_a_month_has_each_list_once():
    MonthList.objects.create(kind="needs", month=DECEMBER, published_at=PUBLISHED)

    with pytest.raises(IntegrityError, match="needs_monthlist_published_once"):
        MonthList.objects.create(kind="needs", month=DECEMBER, published_at=PUBLISHED)
