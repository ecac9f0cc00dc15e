import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path

from yizhan.kernel.access import anyone, authorise, guard_patterns, guarded


def nobody(actor, *facts):
    return False


def view(request):
    return HttpResponse("inside")


def ask(guarded_view, user):
    request = RequestFactory().get("/door/?a=1")
    request.user = user
    return guarded_view(request)


class SignedIn:
    is_authenticated = True


def test_authorise_lets_through_whom_the_policy_allows():
    assert authorise(anyone, SignedIn()) is None


def test_authorise_refuses_everyone_else():
    with pytest.raises(PermissionDenied):
        authorise(nobody, SignedIn(), "a station")


def test_a_guarded_view_names_its_policy_and_serves_whom_it_allows():
    door = guarded(anyone)(view)

    assert door.policy is anyone
    assert ask(door, AnonymousUser()).content == b"inside"


def test_a_stranger_is_asked_to_sign_in_and_comes_back(settings):
    settings.LOGIN_URL = "/sign-in/"

    assert ask(guarded(nobody)(view), AnonymousUser()).url == "/sign-in/?next=/door/%3Fa%3D1"


def test_someone_signed_in_without_permission_is_refused():
    with pytest.raises(PermissionDenied):
        ask(guarded(nobody)(view), SignedIn())


def test_guard_patterns_puts_the_policy_before_every_view_of_a_library():
    patterns = guard_patterns(anyone, [path("a/", view), path("b/", ([path("c/", view)], None, None))])

    assert patterns[0].callback.policy is anyone
    assert patterns[1].url_patterns[0].callback.policy is anyone
