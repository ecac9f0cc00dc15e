"""Addresses of cases."""

from django.urls import path

from yizhan.cases.views import acts, desk, keeping, members, oversight, rates, requests

MEMBERS = [
    path("cases/", members.case_list, name="case-list"),
    path("cases/<uuid:pk>/", members.case_detail, name="case-detail"),
]
DESK = [
    path("desk/cases/", desk.inbox, name="inbox"),
    path("desk/cases/<uuid:pk>/", desk.case_dossier, name="case-dossier"),
]
ACTS = [
    path("desk/cases/<uuid:pk>/contact/", acts.case_contact, name="case-contact"),
    path("desk/cases/<uuid:pk>/tell/", acts.case_tell, name="case-tell"),
    path("desk/cases/<uuid:pk>/note/", acts.case_note, name="case-note"),
    path("desk/cases/<uuid:pk>/assign/", acts.case_assign, name="case-assign"),
    path("desk/cases/<uuid:pk>/pause/", acts.case_pause, name="case-pause"),
    path("desk/cases/<uuid:pk>/resume/", acts.case_resume, name="case-resume"),
    path("desk/cases/<uuid:pk>/answer/", acts.case_answer, name="case-answer"),
]
RATES = [
    path("desk/case-rates/", rates.rate_list, name="rate-list"),
    path("desk/case-rates/report/", rates.rate_report, name="rate-report"),
    path("desk/case-rates/export/", rates.rate_export, name="rate-export"),
]
REQUESTS = [
    path("desk/requests/", requests.request_list, name="request-list"),
    path("desk/requests/export/", requests.request_export, name="request-export"),
    path("desk/requests/<uuid:pk>/", requests.request_detail, name="request-detail"),
    path("desk/requests/appeals/<uuid:pk>/", requests.appeal_detail, name="appeal-detail"),
]
OVERSIGHT = [
    path("desk/case-overdue/", oversight.overdue_list, name="overdue-list"),
    path("desk/case-overdue/<uuid:pk>/follow/", oversight.series_follow, name="series-follow"),
    path("desk/case-ladder/", oversight.ladder, name="ladder"),
    path("desk/case-ladder/<uuid:pk>/switch/", oversight.rung_switch, name="rung-switch"),
]
KEEPING = [
    path("desk/case-kinds/", keeping.kind_list, name="kind-list"),
    path("desk/case-kinds/<slug:code>/", keeping.kind_detail, name="kind-detail"),
    path("desk/case-kinds/<slug:code>/next/", keeping.kind_publish, name="kind-publish"),
    path("desk/bodies/", keeping.body_list, name="body-list"),
    path("desk/bodies/new/", keeping.body_create, name="body-create"),
    path("desk/bodies/<uuid:pk>/", keeping.body_edit, name="body-edit"),
    path("desk/bodies/<uuid:pk>/people/", keeping.delegate_add, name="delegate-add"),
    path("desk/bodies/<uuid:pk>/people/<uuid:person>/remove/", keeping.delegate_remove, name="delegate-remove"),
]

app_name = "cases"
urlpatterns = [*MEMBERS, *DESK, *ACTS, *RATES, *REQUESTS, *OVERSIGHT, *KEEPING]
