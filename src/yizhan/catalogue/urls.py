"""Addresses of the catalogue."""

from django.urls import path

from yizhan.catalogue.views import packages, shelves

app_name = "catalogue"
urlpatterns = [
    path("services/", shelves.service_list, name="service-list"),
    path("services/<str:code>/", shelves.service_detail, name="service-detail"),
    path("desk/enterprises/<uuid:pk>/package/", packages.package_detail, name="package-detail"),
    path("packages/<uuid:pk>/answer/", packages.package_answer, name="package-answer"),
    path("packages/<uuid:pk>/take-back/", packages.package_take_back, name="package-take-back"),
]
