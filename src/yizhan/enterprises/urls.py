"""Addresses of enterprises."""

from django.urls import path

from yizhan.enterprises.views import briefings, imports, own, people, platforms, profiles, stability, visits

app_name = "enterprises"
urlpatterns = [
    path("desk/enterprises/", profiles.enterprise_list, name="enterprise-list"),
    path("desk/enterprises/new/", profiles.enterprise_create, name="enterprise-create"),
    path("desk/enterprises/import/", imports.import_create, name="import-create"),
    path("desk/enterprises/import/template.csv", imports.import_template, name="import-template"),
    path("desk/enterprises/export.csv", imports.export, name="export"),
    path("desk/enterprises/<uuid:pk>/", profiles.enterprise_detail, name="enterprise-detail"),
    path("desk/enterprises/<uuid:pk>/edit/", profiles.enterprise_edit, name="enterprise-edit"),
    path("desk/enterprises/<uuid:pk>/move-away/", profiles.enterprise_move_away, name="enterprise-move-away"),
    path("desk/enterprises/<uuid:pk>/bring-back/", profiles.enterprise_bring_back, name="enterprise-bring-back"),
    path("desk/enterprises/<uuid:pk>/steward/", profiles.enterprise_steward, name="enterprise-steward"),
    path("desk/enterprises/<uuid:pk>/contacts/new/", people.contact_add, name="contact-add"),
    path("desk/contacts/<uuid:pk>/withdraw/", people.contact_withdraw, name="contact-withdraw"),
    path("desk/enterprises/<uuid:pk>/platforms/new/", people.platform_take_part, name="platform-take-part"),
    path("desk/participations/<uuid:pk>/end/", people.platform_drop_out, name="platform-drop-out"),
    path("desk/enterprises/<uuid:pk>/stability/", stability.stability_detail, name="stability-detail"),
    path("desk/stability/", stability.screen_list, name="screen-list"),
    path("desk/platforms/", platforms.platform_list, name="platform-list"),
    path("desk/platforms/<slug:code>/", platforms.platform_detail, name="platform-detail"),
    path("desk/platforms/<slug:code>/edit/", platforms.platform_edit, name="platform-edit"),
    path("desk/teams/<slug:code>/edit/", platforms.team_edit, name="team-edit"),
    path("desk/teams/<slug:code>/people/new/", platforms.teammate_add, name="teammate-add"),
    path("desk/teammates/<uuid:pk>/remove/", platforms.teammate_remove, name="teammate-remove"),
    path("desk/briefings/", briefings.briefing_list, name="briefing-list"),
    path("desk/briefings/new/", briefings.briefing_create, name="briefing-create"),
    path("desk/briefings/<uuid:pk>/", briefings.briefing_detail, name="briefing-detail"),
    path("desk/briefings/<uuid:pk>/edit/", briefings.briefing_edit, name="briefing-edit"),
    path("desk/briefings/<uuid:pk>/send/", briefings.briefing_send, name="briefing-send"),
    path("desk/briefings/<uuid:pk>/remind/", briefings.briefing_remind, name="briefing-remind"),
    path("desk/briefings/<uuid:pk>/discard/", briefings.briefing_discard, name="briefing-discard"),
    path("briefings/<uuid:pk>/", own.receipt_detail, name="receipt-detail"),
    path("enterprises/<uuid:pk>/leave/", own.contact_leave, name="contact-leave"),
    path("desk/visits/", visits.visit_list, name="visit-list"),
    path("desk/visits/new/", visits.visit_create, name="visit-create"),
    path("desk/visits/<uuid:pk>/", visits.visit_detail, name="visit-detail"),
    path("desk/visits/pictures/<uuid:pk>/<int:width>.webp", visits.picture, name="picture"),
    path("desk/visits/pictures/<uuid:pk>/remove/", visits.picture_remove, name="picture-remove"),
]
