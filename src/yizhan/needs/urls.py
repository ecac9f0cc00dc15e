"""Addresses of needs."""

from django.urls import path

from yizhan.needs.views import acts, claims, desk, imports, lists, members, projects, surveys, walk

app_name = "needs"
urlpatterns = [
    path("needs/", members.need_list, name="need-list"),
    path("needs/new/", members.need_create, name="need-create"),
    path("needs/<uuid:pk>/", members.need_detail, name="need-detail"),
    path("needs/<uuid:pk>/join/", members.need_join, name="need-join"),
    path("needs/<uuid:pk>/leave/", members.need_leave, name="need-leave"),
    path("desk/needs/", desk.inbox, name="inbox"),
    path("desk/needs/<uuid:pk>/", desk.need_dossier, name="need-dossier"),
    path("desk/needs/<uuid:pk>/accept/", acts.need_accept, name="need-accept"),
    path("desk/needs/<uuid:pk>/merge/", acts.need_merge, name="need-merge"),
    path("desk/needs/<uuid:pk>/split/", acts.need_split, name="need-split"),
    path("desk/needs/<uuid:pk>/return/", acts.need_return, name="need-return"),
    path("desk/needs/<uuid:pk>/hand-over/", acts.need_hand_over, name="need-hand-over"),
    path("desk/needs/import/", imports.import_create, name="import-create"),
    path("desk/needs/import/template.csv", imports.import_template, name="import-template"),
    path("desk/surveys/", surveys.survey_list, name="survey-list"),
    path("desk/surveys/new/", surveys.survey_create, name="survey-create"),
    path("desk/surveys/<uuid:pk>/", surveys.survey_detail, name="survey-detail"),
    path("desk/surveys/<uuid:pk>/close/", surveys.survey_close, name="survey-close"),
    path("s/<str:token>/", surveys.answer_create, name="answer-create"),
    path("s/<str:token>/thanks/", surveys.answer_thanks, name="answer-thanks"),
    path("lists/<str:month>/", lists.list_detail, name="list-detail"),
    path("desk/lists/", lists.list_draft, name="list-draft"),
    path("desk/lists/<str:month>/", lists.list_draft, name="list-draft-month"),
    path("desk/lists/<str:month>/<str:kind>/publish/", lists.list_publish, name="list-publish"),
    path("desk/claims/", claims.claim_list, name="claim-list"),
    path("desk/claims/new/", claims.claim_create, name="claim-create"),
    path("desk/claims/<uuid:pk>/accept/", claims.claim_accept, name="claim-accept"),
    path("desk/claims/<uuid:pk>/decline/", claims.claim_decline, name="claim-decline"),
    path("desk/projects/<uuid:pk>/", projects.project_detail, name="project-detail"),
    path("desk/projects/<uuid:pk>/hand-in/", projects.project_hand_in, name="project-hand-in"),
    path("desk/projects/<uuid:pk>/accept/", projects.project_accept, name="project-accept"),
    path("desk/projects/<uuid:pk>/send-back/", projects.project_send_back, name="project-send-back"),
    path("desk/milestones/<uuid:pk>/reach/", projects.milestone_reach, name="milestone-reach"),
    path("desk/walk/", walk.walk_create, name="walk-create"),
]
