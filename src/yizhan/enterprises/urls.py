"""Addresses of enterprises."""

from django.urls import path

from yizhan.enterprises.views import profiles, visits

app_name = "enterprises"
urlpatterns = [
    path("desk/enterprises/", profiles.enterprise_list, name="enterprise-list"),
    path("desk/enterprises/new/", profiles.enterprise_create, name="enterprise-create"),
    path("desk/enterprises/<uuid:pk>/", profiles.enterprise_detail, name="enterprise-detail"),
    path("desk/enterprises/<uuid:pk>/edit/", profiles.enterprise_edit, name="enterprise-edit"),
    path("desk/enterprises/<uuid:pk>/move-away/", profiles.enterprise_move_away, name="enterprise-move-away"),
    path("desk/enterprises/<uuid:pk>/bring-back/", profiles.enterprise_bring_back, name="enterprise-bring-back"),
    path("desk/enterprises/<uuid:pk>/steward/", profiles.enterprise_steward, name="enterprise-steward"),
    path("desk/visits/", visits.visit_list, name="visit-list"),
    path("desk/visits/new/", visits.visit_create, name="visit-create"),
    path("desk/visits/<uuid:pk>/", visits.visit_detail, name="visit-detail"),
    path("desk/visits/pictures/<uuid:pk>/<int:width>.webp", visits.picture, name="picture"),
    path("desk/visits/pictures/<uuid:pk>/remove/", visits.picture_remove, name="picture-remove"),
]
