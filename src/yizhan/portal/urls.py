"""Addresses of the pages that join contexts."""

from django.urls import path

from yizhan.portal.views import desk, firms, members, roles

app_name = "portal"
urlpatterns = [
    path("", members.home, name="home"),
    path("buildings/", members.building_list, name="building-list"),
    path("buildings/<slug:slug>/choose/", members.building_choose, name="building-choose"),
    path("stations/", members.station_list, name="station-list"),
    path("stations/<slug:slug>/", members.station_detail, name="station-detail"),
    path("map/", members.station_map, name="station-map"),
    path("search/", members.search, name="search"),
    path("me/", members.me, name="me"),
    path("enterprises/", firms.enterprise_list, name="enterprise-list"),
    path("enterprises/<uuid:pk>/", firms.enterprise_mine, name="enterprise-mine"),
    path("desk/", desk.desk, name="desk"),
    path("desk/ledger/", desk.ledger, name="ledger"),
    path("desk/roles/", roles.role_list, name="role-list"),
    path("desk/roles/new/", roles.role_create, name="role-create"),
    path("desk/roles/<uuid:pk>/end/", roles.role_end, name="role-end"),
]
