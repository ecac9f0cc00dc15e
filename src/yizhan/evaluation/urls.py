"""Addresses of evaluation."""

from django.urls import path

from yizhan.evaluation.views import callbacks, improvements, ratings, scorecards, surveys, weights

app_name = "evaluation"
urlpatterns = [
    path("ratings/", ratings.ask_list, name="ask-list"),
    path("ratings/<uuid:pk>/", ratings.rating_edit, name="rating-edit"),
    path("ratings/<uuid:pk>/thanks/", ratings.rating_thanks, name="rating-thanks"),
    path("desk/callbacks/", callbacks.call_back_list, name="call-back-list"),
    path("desk/callbacks/<uuid:pk>/", callbacks.call_back_edit, name="call-back-edit"),
    path("desk/scorecards/", scorecards.scorecard_list, name="scorecard-list"),
    path("desk/scorecards/export/", scorecards.scorecard_export, name="scorecard-export"),
    path("desk/scorecards/<str:dimension>/<uuid:pk>/", scorecards.scorecard_detail, name="scorecard-detail"),
    path("survey/<int:year>/", surveys.survey_edit, name="survey-edit"),
    path("desk/survey/<int:year>/", surveys.survey_detail, name="survey-detail"),
    path("desk/improvements/", improvements.improvement_list, name="improvement-list"),
    path("desk/improvements/new/<uuid:figure>/", improvements.improvement_create, name="improvement-create"),
    path("desk/improvements/<uuid:pk>/close/", improvements.improvement_close, name="improvement-close"),
    path("desk/weights/", weights.weight_list, name="weight-list"),
    path("desk/weights/change/", weights.formula_edit, name="formula-edit"),
]
