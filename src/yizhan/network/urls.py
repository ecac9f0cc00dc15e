"""Addresses of the network's administration, and of photographs."""

from django.urls import path

from yizhan.network.views import admission, checklist, photos, rooms, stations, times

app_name = "network"
urlpatterns = [
    path("photos/<uuid:pk>-<int:width>.webp", photos.photo, name="photo"),
    path("desk/stations/", stations.station_list, name="station-list"),
    path("desk/stations/new/", stations.station_create, name="station-create"),
    path("desk/stations/<slug:slug>/", stations.station_detail, name="station-detail"),
    path("desk/stations/<slug:slug>/edit/", stations.station_edit, name="station-edit"),
    path("desk/stations/<slug:slug>/visit/", admission.station_visit, name="station-visit"),
    path("desk/stations/<slug:slug>/approve/", admission.station_approve, name="station-approve"),
    path("desk/stations/<slug:slug>/decline/", admission.station_decline, name="station-decline"),
    path("desk/stations/<slug:slug>/reapply/", admission.station_reapply, name="station-reapply"),
    path("desk/stations/<slug:slug>/review/", admission.station_review, name="station-review"),
    path("desk/stations/<slug:slug>/close/", admission.station_close, name="station-close"),
    path("desk/stations/<slug:slug>/rooms/new/", rooms.room_create, name="room-create"),
    path("desk/rooms/<uuid:pk>/edit/", rooms.room_edit, name="room-edit"),
    path("desk/rooms/<uuid:pk>/close/", rooms.room_close, name="room-close"),
    path("desk/stations/<slug:slug>/hours/new/", times.hours_create, name="hours-create"),
    path("desk/hours/<uuid:pk>/remove/", times.hours_remove, name="hours-remove"),
    path("desk/stations/<slug:slug>/exceptions/new/", times.exception_create, name="exception-create"),
    path("desk/exceptions/<uuid:pk>/remove/", times.exception_remove, name="exception-remove"),
    path("desk/stations/<slug:slug>/photos/new/", photos.photo_create, name="photo-create"),
    path("desk/photos/<uuid:pk>/remove/", photos.photo_remove, name="photo-remove"),
    path("desk/stations/<slug:slug>/checklist/<slug:code>/", checklist.mark_edit, name="mark-edit"),
    path("desk/checklist/", checklist.item_list, name="item-list"),
    path("desk/checklist/<slug:code>/", checklist.item_edit, name="item-edit"),
]
