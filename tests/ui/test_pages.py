"""A page is answered whole or in part, refused forms answer 422, and trouble is told calmly."""

import json

import pytest
from django import forms
from django.http import HttpResponse
from django.test import RequestFactory

from yizhan.ui.pages import announce, error_page, page, wants_part


class NameForm(forms.Form):
    name = forms.CharField(label="名称")


def request(**headers):
    return RequestFactory().get("/", headers=headers)


@pytest.mark.parametrize(
    ("headers", "template"),
    [
        ({}, "a.html"),
        ({"HX-Request": "true"}, "a.html#rows"),
        ({"HX-Request": "true", "HX-Boosted": "true"}, "a.html"),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, "a.html"),
    ],
)
def test_only_htmx_gets_the_part(headers, template):
    response = page(request(**headers), "a.html", {}, part="rows")

    assert response.template_name == template
    assert response["Vary"] == "HX-Request, HX-Boosted, HX-History-Restore-Request"


def test_a_page_without_parts_is_always_whole():
    assert page(request(**{"HX-Request": "true"}), "a.html", {}).template_name == "a.html"


@pytest.mark.parametrize(
    ("context", "status"),
    [
        ({}, 200),
        ({"form": NameForm()}, 200),
        ({"form": NameForm({"name": "驿站"})}, 200),
        ({"form": NameForm({})}, 422),
        ({"rooms": forms.formset_factory(NameForm, min_num=1, validate_min=True)({})}, 422),
    ],
)
def test_a_refused_form_answers_422(context, status):
    assert page(request(), "a.html", context).status_code == status


def test_a_given_status_wins():
    assert page(request(), "a.html", {"form": NameForm({})}, status=409).status_code == 409


def test_a_boosted_link_wants_the_whole_page():
    assert wants_part(request(**{"HX-Request": "true", "HX-Boosted": "true"})) is False


def test_a_toast_travels_in_a_header_that_any_proxy_can_carry():
    response = announce(HttpResponse(), "已保存")

    assert response["HX-Trigger-After-Swap"].isascii()
    assert json.loads(response["HX-Trigger-After-Swap"]) == {"toast": "已保存"}


def test_a_failure_of_ours_is_told_without_the_request():
    response = error_page(request(), 500)

    assert response.status_code == 500
    assert "是我们的问题" in response.content.decode()


def test_a_refusal_says_why_and_what_now():
    html = error_page(
        RequestFactory().get("/"), 503, reason="数据库正在换盘。", advice="十分钟后再来。"
    ).content.decode()

    assert ("数据库正在换盘。" in html, "十分钟后再来。" in html) == (True, True)
