"""Addresses of cases."""

from django.urls import path

from yizhan.cases.views import (
    acts,
    asking,
    calls,
    desk,
    joint,
    keeping,
    members,
    oversight,
    parts,
    raising,
    rates,
    requests,
    series,
)

MEMBERS = [
    path("cases/", members.case_list, name="case-list"),
    path("cases/new/", raising.case_create, name="case-create"),
    path("cases/<uuid:pk>/", members.case_detail, name="case-detail"),
    path("cases/<uuid:pk>/join/", members.case_join, name="case-join"),
    path("cases/<uuid:pk>/confirm/", members.case_confirm, name="case-confirm"),
    path("cases/<uuid:pk>/reopen/", members.case_reopen, name="case-reopen"),
    path("cases/<uuid:pk>/appeal/", members.case_appeal, name="case-appeal"),
    path("cases/<uuid:pk>/withdraw/", members.case_withdraw, name="case-withdraw"),
]
DESK = [
    path("desk/cases/", desk.inbox, name="inbox"),
    path("desk/cases/new/", raising.case_record, name="case-record"),
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
    path("desk/cases/<uuid:pk>/reporters/", series.case_look, name="case-look"),
    path("desk/cases/<uuid:pk>/follow/", series.case_follow, name="case-follow"),
    path("desk/cases/<uuid:pk>/split/", series.case_split, name="case-split"),
    path("desk/cases/<uuid:pk>/publish/", series.case_publish, name="case-publish"),
    path("desk/cases/<uuid:pk>/unpublish/", series.case_unpublish, name="case-unpublish"),
    path("desk/cases/<uuid:pk>/ask/", joint.part_ask, name="part-ask"),
    path("desk/cases/<uuid:pk>/whistle/", joint.part_whistle, name="part-whistle"),
    path("desk/cases/<uuid:pk>/request/<slug:kind>/", asking.case_request, name="case-request"),
    path("desk/cases/<uuid:pk>/force/", asking.force_detail, name="force-detail"),
    path("desk/cases/<uuid:pk>/force/new/", asking.force_create, name="force-create"),
    path("desk/cases/<uuid:pk>/force/milestones/new/", asking.milestone_create, name="milestone-create"),
    path("desk/cases/<uuid:pk>/force/lesson/", asking.force_learn, name="force-learn"),
    path("desk/case-milestones/<uuid:pk>/settle/", asking.milestone_settle, name="milestone-settle"),
]
PARTS = [
    path("desk/parts/", parts.part_list, name="part-list"),
    path("desk/parts/<uuid:pk>/", parts.part_detail, name="part-detail"),
    path("desk/parts/<uuid:pk>/report-in/", parts.part_report_in, name="part-report-in"),
    path("desk/parts/<uuid:pk>/refuse/", parts.part_refuse, name="part-refuse"),
    path("desk/parts/<uuid:pk>/finish/", parts.part_finish, name="part-finish"),
    path("desk/parts/<uuid:pk>/insist/", joint.part_insist, name="part-insist"),
    path("desk/parts/<uuid:pk>/excuse/", joint.part_excuse, name="part-excuse"),
    path("desk/parts/<uuid:pk>/rate/", joint.part_rate, name="part-rate"),
]
CALLS = [
    path("desk/case-calls/", calls.call_list, name="call-list"),
    path("desk/case-calls/<uuid:pk>/", calls.call_edit, name="call-edit"),
    path("desk/case-calls/<uuid:pk>/reporters/", calls.call_look, name="call-look"),
    path("desk/case-calls/<uuid:pk>/missed/", calls.call_miss, name="call-miss"),
    path("desk/case-calls/<uuid:pk>/silent/", calls.call_silence, name="call-silence"),
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
    path("desk/case-kinds/<slug:code>/<int:version>/next/", keeping.kind_publish, name="kind-publish"),
    path("desk/case-kinds/<slug:code>/<int:version>/questions/", keeping.kind_questions, name="kind-questions"),
    path("desk/case-kinds/<slug:code>/<int:version>/acts/", keeping.kind_acts, name="kind-acts"),
    path("desk/bodies/", keeping.body_list, name="body-list"),
    path("desk/bodies/new/", keeping.body_create, name="body-create"),
    path("desk/bodies/<uuid:pk>/", keeping.body_edit, name="body-edit"),
    path("desk/bodies/<uuid:pk>/people/", keeping.delegate_add, name="delegate-add"),
    path("desk/bodies/<uuid:pk>/people/<uuid:person>/remove/", keeping.delegate_remove, name="delegate-remove"),
]

app_name = "cases"
urlpatterns = [*MEMBERS, *DESK, *ACTS, *PARTS, *CALLS, *RATES, *REQUESTS, *OVERSIGHT, *KEEPING]
