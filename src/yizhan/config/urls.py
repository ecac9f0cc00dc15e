"""Every address of the application."""

from django.urls import include, path
from django.views.i18n import set_language

from yizhan.config import views
from yizhan.config.api import api, policed
from yizhan.kernel.access import anyone, guarded

urlpatterns = [
    path("", include("yizhan.activities.urls")),  # first: when sign-up opens, everybody is here
    path("", include("yizhan.portal.urls")),
    path("", include("yizhan.people.urls")),
    path("", include("yizhan.network.urls")),
    path("", include("yizhan.enterprises.urls")),
    path("", include("yizhan.catalogue.urls")),
    path("", include("yizhan.messages.urls")),
    path("", include("yizhan.needs.urls")),
    path("", include("yizhan.cases.urls")),
    path("", include("yizhan.evaluation.urls")),
    path("", include("yizhan.delivery.urls")),
    path("", include("yizhan.interop.urls")),
    path("api/v1/", (policed(api.urls[0]), api.urls[1], api.urls[2])),
    path("healthz", views.health, name="health"),
    path("language/", guarded(anyone)(set_language), name="set-language"),
]

handler400 = "yizhan.config.views.bad_request"
handler403 = "yizhan.config.views.permission_denied"
handler404 = "yizhan.config.views.page_not_found"
handler500 = "yizhan.config.views.server_error"
handler429 = "yizhan.config.views.too_many_requests"
