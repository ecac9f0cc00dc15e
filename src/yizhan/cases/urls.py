"""Addresses of cases."""

from django.urls import path

from yizhan.cases.views import acts, desk, members, rates

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

app_name = "cases"
urlpatterns = [*MEMBERS, *DESK, *ACTS, *RATES]
