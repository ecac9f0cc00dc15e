"""What happens around every request."""

import pytest
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from tests.factories import PersonFactory
from yizhan.config.middleware import WholeRedirects
from yizhan.kernel.identifiers import uuid7
from yizhan.people.models import Person

ASKED = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def sent(rf):
    """What the browser gets when a view answers with `response`."""
    return lambda response, **headers: WholeRedirects(lambda _request: response)(rf.post("/", **headers))


def test_a_redirect_of_a_part_moves_the_browser_and_keeps_its_cookies(sent):
    response = HttpResponseRedirect("/desk/")
    response.set_cookie("messages", "saved")

    answer = sent(response, **ASKED)

    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/desk/")
    assert answer.cookies["messages"].value == "saved"


@pytest.mark.parametrize("headers", [{}, {**ASKED, "HTTP_HX_BOOSTED": "true"}])
def test_a_redirect_of_a_whole_page_stays_one(sent, headers):
    answer = sent(HttpResponseRedirect("/desk/"), **headers)

    assert (answer.status_code, answer["Location"]) == (302, "/desk/")


def test_any_other_answer_to_a_part_is_left_alone(sent):
    response = HttpResponse("part")

    assert sent(response, **ASKED) is response


@pytest.mark.django_db
def test_an_address_that_only_takes_what_is_sent_says_so(client):
    response = client.get(reverse("cases:call-miss", args=[uuid7()]))

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "请从页面上的按钮操作" in response.content.decode()


@pytest.mark.django_db
def test_whoever_does_not_read_pages_gets_the_refusal_as_it_is(client):
    response = client.get(reverse("cases:call-miss", args=[uuid7()]), headers={"Accept": "application/json"})

    assert (response.status_code, response.content) == (405, b"")


@pytest.mark.django_db
def test_views_see_the_person_and_no_proxy(client):
    person = PersonFactory()
    client.force_login(person)

    asked = client.get("/me/").wsgi_request

    assert (type(asked.user), asked.user) == (Person, person)
