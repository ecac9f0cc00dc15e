"""Addresses of interop."""

from django.urls import path, re_path

from yizhan.interop.views import georeport, keys

V2 = "open311/v2/"
app_name = "interop"
urlpatterns = [
    path("desk/open311-keys/", keys.key_list, name="key-list"),
    path("desk/open311-keys/<uuid:pk>/revoke/", keys.key_revoke, name="key-revoke"),
    path("open311/discovery.<str:fmt>", georeport.discovery, name="discovery"),
    path(f"{V2}discovery.<str:fmt>", georeport.discovery, name="discovery-v2"),
    path(f"{V2}services.<str:fmt>", georeport.service_list, name="service-list"),
    path(f"{V2}services/<str:code>.<str:fmt>", georeport.service_detail, name="service-detail"),
    path(f"{V2}requests.<str:fmt>", georeport.request_list, name="request-list"),
    path(f"{V2}requests/<str:code>.<str:fmt>", georeport.request_detail, name="request-detail"),
    path(f"{V2}tokens/<str:token>.<str:fmt>", georeport.token_detail, name="token-detail"),
    path(V2, georeport.nothing_here, name="root"),
    re_path(r"^open311/(?P<path>.*)$", georeport.nothing_here),
]
