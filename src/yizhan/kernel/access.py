"""Who may do what: policies are functions from an actor and facts to a bool, and every door names one."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver

Policy = Callable[..., bool]
View = Callable[..., HttpResponseBase]


def authorise(policy: Policy, *facts: object) -> None:
    """Raise `PermissionDenied` unless `policy` holds for `facts`, the actor first."""
    if not policy(*facts):
        raise PermissionDenied(policy.__name__)


def guarded(policy: Policy) -> Callable[[View], View]:
    """Serve the view only to actors for whom `policy` holds; a stranger is asked to sign in first."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guard(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if not policy(request.user) and not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            authorise(policy, request.user)
            return view(request, *args, **kwargs)

        guard.policy = policy  # type: ignore[attr-defined]
        return guard

    return decorate


def guard_patterns(policy: Policy, patterns: Iterable[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Put the same policy before every view of a library's URLs, and return them."""
    found = list(patterns)
    for pattern in found:
        if isinstance(pattern, URLPattern):
            pattern.callback = guarded(policy)(cast("View", pattern.callback))
        else:
            guard_patterns(policy, pattern.url_patterns)
    return found


def anyone(actor: object) -> bool:
    """The door is open: visitors may look."""
    return True
