"""Addresses of notices."""

from django.urls import path

from yizhan.messages import views

app_name = "messages"
urlpatterns = [
    path("notices/", views.notice_list, name="notice-list"),
    path("notices/read/", views.notice_read_all, name="notice-read-all"),
    path("notices/<uuid:pk>/", views.notice_detail, name="notice-detail"),
]
