"""Addresses of activities."""

from django.urls import path

from yizhan.activities.views import signing

app_name = "activities"
urlpatterns = [
    path("activities/mine/", signing.activity_mine, name="activity-mine"),
    path("activities/<uuid:pk>/", signing.activity_detail, name="activity-detail"),
    path("activities/<uuid:pk>/sign-up/", signing.activity_sign_up, name="activity-sign-up"),
    path("activities/<uuid:pk>/draw/", signing.activity_draw, name="activity-draw"),
    path("registrations/<uuid:pk>/withdraw/", signing.registration_withdraw, name="registration-withdraw"),
    path("registrations/<uuid:pk>/accept/", signing.registration_accept, name="registration-accept"),
]
