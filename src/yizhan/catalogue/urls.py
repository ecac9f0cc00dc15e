"""Addresses of the catalogue."""

from django.urls import path

from yizhan.catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("services/", views.service_list, name="service-list"),
    path("services/<str:code>/", views.service_detail, name="service-detail"),
]
