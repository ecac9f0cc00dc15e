"""Addresses of needs."""

from django.urls import path

from yizhan.needs.views import members

app_name = "needs"
urlpatterns = [
    path("needs/<uuid:pk>/", members.need_detail, name="need-detail"),
]
