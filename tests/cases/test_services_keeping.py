"""Kinds by versions, and bodies."""

import pytest
from django.core.exceptions import PermissionDenied

from tests.cases.factories import BodyFactory
from tests.factories import PersonFactory
from yizhan.cases import services
from yizhan.cases.models import Kind, Mechanism
from yizhan.cases.rules import refusals
from yizhan.cases.rules.fields import Question

pytestmark = pytest.mark.django_db
FIELDS = {
    "code": "advice",
    "name_zh": "咨询建议",
    "limits": {"contact": "1d", "resolution": "1d"},
    "mechanisms": [Mechanism.INSTANT],
}


def test_the_next_version_retires_the_one_before(hub):
    first = services.publish_kind(actor=hub, fields=FIELDS)

    second = services.publish_kind(actor=hub, fields={**FIELDS, "limits": {"contact": "4h", "resolution": "1d"}})

    first.refresh_from_db()
    assert (first.version, second.version, first.retired_at is not None) == (1, 2, True)
    assert list(Kind.objects.offered()) == [second]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"limits": {"contact": "1d"}}, "limits"),
        ({"limits": {"contact": "1d", "resolution": "5d", "lunch": "1h"}}, "limits"),
        ({"mechanisms": []}, "mechanisms"),
        ({"mechanisms": ["magic"]}, "mechanisms"),
        ({"acts": {"dance": ["hub"]}}, "acts"),
        ({"fields": [{"code": "floor", "type": "colour"}]}, "fields"),
        ({"acts": {"raise": ["dancer"]}}, "acts"),
        ({"fields": [{"type": "string"}]}, "fields"),
        ({"fields": [{"code": "a", "type": "string"}] * 2}, "fields"),
        ({"fields": [{"code": "a", "type": "singlevaluelist"}]}, "fields"),
    ],
)
def test_a_kind_that_is_not_whole_is_refused_by_its_field(hub, more, field):
    with pytest.raises(refusals.KindBroken) as refused:
        services.publish_kind(actor=hub, fields={**FIELDS, **more})

    assert refused.value.field == field


def test_a_limit_that_cannot_be_read_is_refused(hub):
    with pytest.raises(refusals.LimitUnreadable):
        services.publish_kind(actor=hub, fields={**FIELDS, "limits": {"contact": "1d", "resolution": "soon"}})


def test_asking_otherwise_keeps_all_the_rest(hub):
    kind = services.publish_kind(actor=hub, fields={**FIELDS, "acts": {"raise": ["hub"]}, "keywords": ["公积金"]})

    made = services.ask_otherwise(actor=hub, kind=kind, questions=[Question(label=("几楼", ""), type="string")])

    assert (made.version, made.acts, made.keywords, len(made.fields)) == (2, kind.acts, kind.keywords, 1)


def test_an_officer_asks_nothing_otherwise(officer, hub):
    with pytest.raises(PermissionDenied):
        services.ask_otherwise(actor=officer, kind=services.publish_kind(actor=hub, fields=FIELDS), questions=[])


def test_an_officer_publishes_no_kind(officer):
    with pytest.raises(PermissionDenied):
        services.publish_kind(actor=officer, fields=FIELDS)


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
