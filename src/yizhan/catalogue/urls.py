"""Addresses of the catalogue."""

from django.urls import path

from yizhan.catalogue.views import packages, services

app_name = "catalogue"
urlpatterns = [
    path("services/", services.service_list, name="service-list"),
    path("services/<str:code>/", services.service_detail, name="service-detail"),
    path("desk/enterprises/<uuid:pk>/package/", packages.package_detail, name="package-detail"),
    path("packages/<uuid:pk>/answer/", packages.package_answer, name="package-answer"),
    path("packages/<uuid:pk>/take-back/", packages.package_take_back, name="package-take-back"),
]
