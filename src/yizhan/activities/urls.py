"""Addresses of activities."""

from django.urls import path

from yizhan.activities.views import organising, signing, steps

app_name = "activities"
urlpatterns = [
    path("activities/mine/", signing.activity_mine, name="activity-mine"),
    path("activities/<uuid:pk>/", signing.activity_detail, name="activity-detail"),
    path("activities/<uuid:pk>/sign-up/", signing.activity_sign_up, name="activity-sign-up"),
    path("activities/<uuid:pk>/draw/", signing.activity_draw, name="activity-draw"),
    path("registrations/<uuid:pk>/withdraw/", signing.registration_withdraw, name="registration-withdraw"),
    path("registrations/<uuid:pk>/accept/", signing.registration_accept, name="registration-accept"),
]
urlpatterns += [
    path("desk/activities/", organising.desk_list, name="desk-list"),
    path("desk/activities/new/", organising.activity_create, name="activity-create"),
    path("desk/activities/<uuid:pk>/", organising.desk_detail, name="desk-detail"),
    path("desk/activities/<uuid:pk>/edit/", organising.activity_edit, name="activity-edit"),
    path("desk/activities/<uuid:pk>/publish/", steps.activity_publish, name="activity-publish"),
    path("desk/activities/<uuid:pk>/move/", steps.activity_move, name="activity-move"),
    path("desk/activities/<uuid:pk>/cancel/", steps.activity_cancel, name="activity-cancel"),
    path("desk/activities/<uuid:pk>/discard/", steps.activity_discard, name="activity-discard"),
    path("desk/activities/<uuid:pk>/roster/", steps.roster_export, name="roster-export"),
]
