"""Kinds by versions, and bodies."""

import pytest
from django.core.exceptions import PermissionDenied

from tests.cases.factories import BodyFactory, KindFactory
from tests.factories import PersonFactory
from yizhan.cases import services
from yizhan.cases.models import Kind
from yizhan.cases.rules import refusals

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind():
    return KindFactory(limits={"contact": "1d", "resolution": "5d", "pause": "3d"})


def test_the_next_version_retires_the_one_before(hub, kind):
    second = services.publish_kind(actor=hub, after=kind, said={"limits": {"contact": "4h"}})

    kind.refresh_from_db()
    assert (kind.version, second.version, kind.retired_at is not None) == (1, 2, True)
    assert list(Kind.objects.offered()) == [second]


def test_what_is_not_said_stays_the_same(hub):
    kind = KindFactory(acts={"raise": ["hub"]}, keywords=["公积金"], fields=[{"code": "floor", "type": "string"}])

    made = services.publish_kind(actor=hub, after=kind, said={"name_zh": "求助"})

    assert (made.name_zh, made.acts, made.keywords, made.fields) == ("求助", kind.acts, kind.keywords, kind.fields)


def test_of_limits_those_that_are_named_change_and_an_empty_one_goes(hub, kind):
    made = services.publish_kind(actor=hub, after=kind, said={"limits": {"contact": "4h", "pause": ""}})

    assert made.limits == {"contact": "4h", "resolution": "5d"}


def test_what_says_the_same_is_no_new_version(hub, kind):
    assert services.publish_kind(actor=hub, after=kind, said={"name_zh": kind.name_zh}) == kind


def test_a_version_that_is_no_longer_in_force_is_not_followed(hub, kind):
    services.publish_kind(actor=hub, after=kind, said={"name_zh": "求助"})

    with pytest.raises(refusals.KindMovedOn):
        services.publish_kind(actor=hub, after=kind, said={"name_zh": "投诉"})


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"limits": {"resolution": ""}}, "limits"),
        ({"limits": {"lunch": "1h"}}, "limits"),
        ({"mechanisms": []}, "mechanisms"),
        ({"mechanisms": ["magic"]}, "mechanisms"),
        ({"acts": {"dance": ["hub"]}}, "acts"),
        ({"fields": [{"code": "floor", "type": "colour"}]}, "fields"),
        ({"acts": {"raise": ["dancer"]}}, "acts"),
        ({"acts": {"handle": ["provider"]}}, "acts"),
        ({"fields": [{"type": "string"}]}, "fields"),
        ({"fields": [{"code": "a", "type": "string"}] * 2}, "fields"),
        ({"fields": [{"code": "a", "type": "singlevaluelist"}]}, "fields"),
    ],
)
def test_a_kind_that_is_not_whole_is_refused_by_its_field(hub, kind, more, field):
    with pytest.raises(refusals.KindBroken) as refused:
        services.publish_kind(actor=hub, after=kind, said=more)

    assert refused.value.field == field


def test_a_limit_that_cannot_be_read_is_refused(hub, kind):
    with pytest.raises(refusals.LimitUnreadable):
        services.publish_kind(actor=hub, after=kind, said={"limits": {"resolution": "soon"}})


def test_an_officer_publishes_no_kind(officer, kind):
    with pytest.raises(PermissionDenied):
        services.publish_kind(actor=officer, after=kind, said={})


def test_a_body_is_kept_by_its_code(hub):
    services.keep_body(actor=hub, fields={"code": "police", "name_zh": "派出所"})

    body = services.keep_body(actor=hub, fields={"code": "police", "name_zh": "南京西路派出所"})

    assert (body.name_zh, type(body).objects.count()) == ("南京西路派出所", 1)


def test_who_answers_for_a_body_is_said_as_a_whole(hub):
    body, newcomer = BodyFactory(), PersonFactory()

    services.keep_body_people(actor=hub, body=body, people=[newcomer])

    assert [one.person for one in body.people.all()] == [newcomer]


def test_an_officer_appoints_nobody_to_a_body(officer, body):
    with pytest.raises(PermissionDenied):
        services.keep_body_people(actor=officer, body=body, people=[officer])
