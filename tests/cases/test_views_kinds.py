"""What a kind asks beside the words, changed on a page; and who may do what, in words."""

from functools import partial

import pytest
from django.urls import reverse

from tests.cases.factories import CaseFactory, KindFactory
from yizhan.cases.models import Kind

pytestmark = pytest.mark.django_db
WHERE = {
    "code": "where",
    "type": "singlevaluelist",
    "label_zh": "在哪里",
    "label_en": "Where",
    "required": False,
    "choices": [{"code": "lobby", "label_zh": "大堂", "label_en": "lobby"}],
}
SINCE = {"code": "since", "type": "datetime", "label_zh": "什么时候开始", "label_en": "", "required": True}


@pytest.fixture
def kind():
    return KindFactory(fields=[WHERE, SINCE])


@pytest.fixture
def hub_desk(client, hub):
    client.force_login(hub)
    return client


def address(kind):
    return reverse("cases:kind-questions", args=[kind.code, kind.version])


def filled(client, kind):
    """What a browser sends of the page when nothing is changed."""
    rows = client.get(address(kind)).context["rows"]
    sent = {rows.management_form.add_prefix(name): value for name, value in rows.management_form.initial.items()}
    for row in rows:
        sent |= {row.add_prefix(name): row[name].value() for name in row.fields}
    return {name: value for name, value in sent.items() if value not in {None, False}} | {"after": kind.version}


def in_force(kind):
    return Kind.objects.offered().get(code=kind.code)


def test_a_question_is_added_and_cases_that_run_keep_theirs(hub_desk, kind):
    case = CaseFactory(kind=kind)
    more = {"form-2-label_zh": "会不会摔倒", "form-2-type": "singlevaluelist", "form-2-choices": "会 | yes\n不会\n"}

    response = hub_desk.post(address(kind), filled(hub_desk, kind) | more)

    made, added = in_force(kind), in_force(kind).fields[2]
    case.refresh_from_db()
    assert (response.url, made.version, made.limits) == (reverse("cases:kind-detail", args=[kind.code]), 2, kind.limits)
    assert [field["code"] for field in made.fields] == ["where", "since", "q1"]
    assert added["choices"] == [
        {"code": "c1", "label_zh": "会", "label_en": "yes"},
        {"code": "c2", "label_zh": "不会", "label_en": ""},
    ]
    assert (case.kind.version, case.kind.fields) == (1, [WHERE, SINCE])


def test_questions_are_put_in_order_and_taken_away(hub_desk, kind):
    KindFactory(code="other")

    hub_desk.post(address(kind), filled(hub_desk, kind) | {"form-0-ORDER": 3})
    assert [field["code"] for field in in_force(kind).fields] == ["since", "where"]

    newest = in_force(kind)
    hub_desk.post(address(newest), filled(hub_desk, newest) | {"form-0-DELETE": "on"})
    assert [field["code"] for field in in_force(kind).fields] == ["where"]


def test_what_says_the_same_is_no_new_version(hub_desk, kind):
    hub_desk.post(address(kind), filled(hub_desk, kind))

    assert Kind.objects.get() == kind


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"form-2-label_zh": "几个", "form-2-type": "multivaluelist"}, "choices"),
        ({"form-2-choices": "甲"}, "label_zh"),
        ({"form-0-label_zh": ""}, "label_zh"),
        ({"form-0-choices": "\n".join(map(str, range(21)))}, "choices"),
    ],
)
def test_what_is_not_whole_is_said_in_place(hub_desk, kind, wrong, field):
    response = hub_desk.post(address(kind), filled(hub_desk, kind) | wrong)

    named = [name for row in response.context["rows"] for name in row.errors]
    assert (response.status_code, named, Kind.objects.count()) == (422, [field], 1)


def test_a_version_that_is_no_longer_in_force_is_not_built_on(hub_desk, kind):
    sent = filled(hub_desk, kind)
    hub_desk.post(address(kind), sent | {"form-2-label_zh": "几楼"})

    response = hub_desk.post(address(kind), sent | {"form-2-label_zh": "几号"})

    assert (response.status_code, Kind.objects.count()) == (422, 2)
    assert [one.after for one in response.context["newest"].changed] == [
        "在哪里（选一个：大堂）；什么时候开始（日期和时间，必答）；几楼（一行字）"
    ]
    assert response.context["rows"][2]["label_zh"].value() == "几号"


def test_once_the_newer_version_was_seen_what_was_written_follows_it(hub_desk, kind):
    sent = filled(hub_desk, kind)
    hub_desk.post(address(kind), sent | {"form-2-label_zh": "几楼"})

    hub_desk.post(address(kind), sent | {"form-2-label_zh": "几号", "after": 2})

    assert (in_force(kind).version, in_force(kind).fields[2]["label_zh"]) == (3, "几号")


def test_what_the_other_changed_stays_when_it_was_not_touched(hub_desk, kind):
    form = hub_desk.get(reverse("cases:kind-publish", args=[kind.code, 1])).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    publish = partial(hub_desk.post, reverse("cases:kind-publish", args=[kind.code, 1]))
    publish(sent | {"after": 1, "limit_contact": "2d", "name_en": "Aid"})

    refused = publish(sent | {"after": 1, "limit_resolution": "9d"})
    publish(sent | {"after": refused.context["newest"].version, "limit_resolution": "9d"})

    assert refused.status_code == 422
    assert (in_force(kind).limits, in_force(kind).name_en) == ({"contact": "2d", "resolution": "9d"}, "Aid")


def test_who_may_do_what_is_changed_and_cases_that_run_keep_theirs(hub_desk, kind):
    case = CaseFactory(kind=kind)
    page = reverse("cases:kind-acts", args=[kind.code, 1])

    response = hub_desk.post(page, {"after": 1, "raise": ["subdistrict", "hub"], "publish": ["hub"]})

    case.refresh_from_db()
    assert response.url == reverse("cases:kind-detail", args=[kind.code])
    assert (in_force(kind).acts, in_force(kind).fields) == (
        {"raise": ["subdistrict", "hub"], "publish": ["hub"]},
        [WHERE, SINCE],
    )
    assert case.kind.acts == {}


def test_a_role_that_cannot_do_it_is_refused_in_place(hub_desk, kind):
    response = hub_desk.post(reverse("cases:kind-acts", args=[kind.code, 1]), {"after": 1, "raise": ["provider"]})

    assert (response.status_code, [*response.context["form"].errors], Kind.objects.count()) == (422, ["raise"], 1)


def test_a_subdistrict_changes_nothing_about_who_may(client, overseer, kind):
    client.force_login(overseer)

    assert client.get(reverse("cases:kind-acts", args=[kind.code, 1])).status_code == 403


def test_a_subdistrict_changes_no_questions(client, overseer, kind):
    client.force_login(overseer)

    assert client.get(address(kind)).status_code == 403


def test_a_version_that_never_was_does_not_exist(hub_desk, kind):
    assert hub_desk.get(reverse("cases:kind-questions", args=[kind.code, 7])).status_code == 404


def test_what_is_asked_and_who_may_do_what_is_told_in_words(hub_desk):
    kind = KindFactory(fields=[SINCE], acts={"raise": ["subdistrict", "hub"]})

    version = hub_desk.get(reverse("cases:kind-detail", args=[kind.code])).context["versions"][0]

    told = dict(version.whole)
    assert told["另外要问的"] == "什么时候开始（日期和时间，必答）"
    assert told["谁可以做"] == "提出诉求：街道工作人员、枢纽工作人员"
