"""Pages of no context: health, errors."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from yizhan.kernel.access import anyone, guarded
from yizhan.ui.pages import error_page


@require_GET
@guarded(anyone)
def health(request: HttpRequest) -> HttpResponse:
    """Whether this process can answer, database included."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request could not be understood."""
    return error_page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The actor may not do this."""
    return error_page(request, 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing is at this address."""
    return error_page(request, 404)


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Too much was tried in too short a time."""
    return error_page(request, 429)


def server_error(request: HttpRequest) -> HttpResponse:
    """The fault is ours."""
    return error_page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old, or came from elsewhere."""
    return error_page(request, 403)
