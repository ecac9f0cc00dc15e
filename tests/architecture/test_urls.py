"""Every address names the policy that guards it."""

from django.urls import URLPattern, get_resolver


def patterns(entries):
    for entry in entries:
        yield from [entry] if isinstance(entry, URLPattern) else patterns(entry.url_patterns)


def test_every_view_names_its_policy():
    found = list(patterns(get_resolver().url_patterns))

    assert len(found) > 50
    assert [str(p.pattern) for p in found if not getattr(p.callback, "policy", None)] == []
