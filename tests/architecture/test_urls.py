"""Every address names the policy that guards it."""

from collections.abc import Callable

from django.urls import URLPattern, get_resolver

from yizhan.config.api import Token
from yizhan.kernel.access import anyone


def patterns(entries, prefix=""):
    """Every address with its whole pattern, libraries' and the API's included."""
    for entry in entries:
        whole = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield whole, entry.callback
        else:
            yield from patterns(entry.url_patterns, whole)


def test_every_view_names_its_policy():
    found = list(patterns(get_resolver().url_patterns))

    assert len(found) > 50
    assert [whole for whole, view in found if not isinstance(getattr(view, "policy", None), Callable)] == []


def test_the_api_is_open_only_where_it_says_so():
    found = {whole: view.policy for whole, view in patterns(get_resolver().url_patterns) if whole.startswith("api/")}

    assert {whole for whole, policy in found.items() if policy is anyone} == {
        "api/v1/openapi.json",
        "api/v1/",
        "api/v1/^(?P<path>.*)$",
    }
    assert {policy.area for policy in found.values() if isinstance(policy, Token)} == {
        "network",
        "catalogue",
        "evaluation",
        "activities",
        "roster",
        "delivery",
        "needs",
        "enterprises",
        "cases",
    }
