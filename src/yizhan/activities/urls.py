"""Addresses of activities."""

from django.urls import path

from yizhan.activities.views import (
    albums,
    booking,
    calendars,
    checkin,
    door,
    listing,
    organising,
    posters,
    preparing,
    signing,
    steps,
)

app_name = "activities"
members = [
    path("activities/mine/", signing.activity_mine, name="activity-mine"),
    path("activities/mine/code/", checkin.mine_code, name="mine-code"),
    path("activities/<uuid:pk>/", signing.activity_detail, name="activity-detail"),
    path("activities/<uuid:pk>/sign-up/", signing.activity_sign_up, name="activity-sign-up"),
    path("activities/<uuid:pk>/draw/", signing.activity_draw, name="activity-draw"),
    path("activities/<uuid:pk>/here/", checkin.activity_here, name="activity-here"),
    path("registrations/<uuid:pk>/withdraw/", signing.registration_withdraw, name="registration-withdraw"),
    path("registrations/<uuid:pk>/accept/", signing.registration_accept, name="registration-accept"),
    path("registrations/<uuid:pk>/code/", checkin.registration_code, name="registration-code"),
    path("registrations/<uuid:pk>/leave/", checkin.registration_leave, name="registration-leave"),
]
at_the_door = [
    path("desk/activities/scanner.js", door.scanner_worker, name="scanner-worker"),
    path("desk/activities/<uuid:pk>/door/", door.activity_door, name="activity-door"),
    path("desk/activities/<uuid:pk>/scan/", door.activity_scan, name="activity-scan"),
    path("desk/activities/<uuid:pk>/scans/", door.activity_scans, name="activity-scans"),
    path("desk/activities/<uuid:pk>/frame/", door.activity_frame, name="activity-frame"),
    path("desk/activities/<uuid:pk>/venue/", door.activity_venue, name="activity-venue"),
    path("desk/activities/<uuid:pk>/draw/", door.activity_draw_now, name="activity-draw-now"),
    path("desk/registrations/<uuid:pk>/check-in/", door.registration_check_in, name="registration-check-in"),
    path("desk/registrations/<uuid:pk>/check-out/", door.registration_check_out, name="registration-check-out"),
    path("desk/registrations/<uuid:pk>/forgive/", door.registration_forgive, name="registration-forgive"),
    path("desk/activities/<uuid:pk>/questions/", preparing.activity_questions, name="activity-questions"),
    path("desk/questions/<uuid:pk>/drop/", preparing.question_drop, name="question-drop"),
    path("desk/activities/<uuid:pk>/invitations/", preparing.activity_invitations, name="activity-invitations"),
    path("desk/invitations/<uuid:pk>/take-back/", preparing.invitation_take_back, name="invitation-take-back"),
]
organisers = [
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
listings = [
    path("activities/", listing.activity_list, name="activity-list"),
    path("activities/<uuid:pk>/calendar.ics", calendars.activity_calendar, name="activity-calendar"),
    path("stations/<slug:slug>/calendar.ics", calendars.station_calendar, name="station-calendar"),
    path("calendars/<str:secret>.ics", calendars.person_calendar, name="person-calendar"),
    path("me/calendar/", calendars.calendar_link, name="calendar-link"),
]
rooms = [
    path("desk/bookings/", booking.booking_list, name="booking-list"),
    path("desk/bookings/<uuid:pk>/confirm/", booking.booking_confirm, name="booking-confirm"),
    path("desk/bookings/<uuid:pk>/decline/", booking.booking_decline, name="booking-decline"),
    path("desk/bookings/rooms/<uuid:pk>/", booking.room_rule, name="room-rule"),
    path("rooms/mine/", booking.booking_mine, name="booking-mine"),
    path("rooms/bookings/<uuid:pk>/cancel/", booking.booking_cancel, name="booking-cancel"),
    path("rooms/<slug:station>/<slug:room>/", booking.room_detail, name="room-detail"),
]
papers = [
    path("activities/<uuid:pk>/poster/", posters.poster, name="poster"),
    path("activities/<uuid:pk>/poster.pdf", posters.poster_pdf, name="poster-pdf"),
    path("desk/activities/<uuid:pk>/door-poster/", posters.door_poster, name="door-poster"),
    path("desk/activities/<uuid:pk>/door-poster.pdf", posters.door_poster_pdf, name="door-poster-pdf"),
    path("activities/<uuid:pk>/album/", albums.activity_album, name="activity-album"),
    path("desk/activities/<uuid:pk>/album/", albums.album_edit, name="album-edit"),
    path("desk/pictures/<uuid:pk>/remove/", albums.picture_remove, name="picture-remove"),
    path("pictures/<uuid:pk>-<int:width>.webp", albums.picture, name="picture"),
    path("me/pictures/", albums.likeness_list, name="likeness-list"),
]
urlpatterns = [*papers, *members, *at_the_door, *organisers, *listings, *rooms]
