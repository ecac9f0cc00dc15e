"""Lists in pages, entity tags, and the methods of an address."""

import pytest

from tests.factories import ProviderFactory, ServiceFactory, StationFactory

pytestmark = pytest.mark.django_db


def walk(ask, path):
    """Every page, following the links."""
    pages, address = [], path
    while address:
        body = ask(address).json()
        pages.append([item["id"] for item in body["items"]])
        address = body["next"] and body["next"].split("/api/v1")[1]
    return pages


@pytest.mark.parametrize(
    ("path", "factory"), [("/stations", StationFactory), ("/services", ServiceFactory), ("/providers", ProviderFactory)]
)
@pytest.mark.parametrize(("count", "sizes"), [(0, [0]), (2, [2]), (3, [3]), (4, [3, 1]), (7, [3, 3, 1])])
def test_walking_the_pages_meets_everything_once_and_in_order(ask, path, factory, count, sizes):
    rows = factory.create_batch(count)

    pages = walk(ask, f"{path}?limit=3")

    assert [len(page) for page in pages] == sizes
    assert [found for page in pages for found in page] == sorted(str(row.pk) for row in rows)


def test_what_is_added_while_walking_is_met_at_the_end(ask):
    StationFactory.create_batch(2)
    following = ask("/stations?limit=1").json()["next"].split("/api/v1")[1]
    newest = StationFactory()

    pages = walk(ask, following)

    assert pages[-1] == [str(newest.pk)]


def test_a_page_is_twenty_rows_unless_said_otherwise(ask):
    StationFactory.create_batch(21)

    assert len(ask("/stations").json()["items"]) == 20


def test_the_next_page_keeps_the_filters_and_is_also_in_a_link_header(ask):
    StationFactory.create_batch(2, kind="point")

    response = ask("/stations?limit=1&kind=point")

    following = response.json()["next"]
    assert following.startswith("http://testserver/api/v1/stations?limit=1&kind=point&cursor=")
    assert response.headers["Link"] == f'<{following}>; rel="next"'


def test_the_last_page_has_no_next(ask):
    StationFactory()

    response = ask("/stations?limit=1")

    assert response.json()["next"] is None
    assert "Link" not in response.headers


@pytest.mark.parametrize("given", ["{tag}", "W/{tag}", '"other", {tag}', "*"])
def test_who_has_the_answer_already_gets_none(ask, given):
    StationFactory.create_batch(2)
    first = ask("/stations?limit=1")

    again = ask("/stations?limit=1", **{"If-None-Match": given.format(tag=first.headers["ETag"])})

    assert (again.status_code, again.content) == (304, b"")
    assert [again.headers[name] for name in ("ETag", "Link")] == [first.headers[name] for name in ("ETag", "Link")]


def test_another_content_has_another_tag(ask):
    StationFactory()
    first = ask("/stations")
    StationFactory()

    again = ask("/stations", **{"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 200
    assert again.headers["ETag"] != first.headers["ETag"]


def test_an_answer_is_kept_by_nobody_but_who_asked(ask):
    response = ask("/zones")

    assert response.headers["Cache-Control"] == "private, no-cache"
    assert {"Accept-Language", "Authorization"} <= {name.strip() for name in response.headers["Vary"].split(",")}
    assert response.headers["ETag"].startswith('"')


def test_an_answer_is_json_that_no_browser_takes_for_a_page(ask):
    response = ask("/zones")

    assert response.headers["Content-Type"] == "application/json; charset=utf-8"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_head_is_get_without_the_content(ask):
    StationFactory()

    whole, bare = ask("/stations"), ask("/stations", method="head")

    assert (bare.status_code, bare.content) == (200, b"")
    assert bare.headers["ETag"] == whole.headers["ETag"]


@pytest.mark.parametrize("path", ["/stations", "/openapi.json"])
def test_options_says_which_methods_there_are_to_anyone(client, path):
    response = client.options(f"/api/v1{path}")

    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
