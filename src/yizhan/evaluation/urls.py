"""Addresses of evaluation."""

from django.urls import path

from yizhan.evaluation.views import callbacks, ratings, weights

app_name = "evaluation"
urlpatterns = [
    path("ratings/", ratings.ask_list, name="ask-list"),
    path("ratings/<uuid:pk>/", ratings.rating_edit, name="rating-edit"),
    path("ratings/<uuid:pk>/thanks/", ratings.rating_thanks, name="rating-thanks"),
    path("desk/callbacks/", callbacks.call_back_list, name="call-back-list"),
    path("desk/callbacks/<uuid:pk>/", callbacks.call_back_edit, name="call-back-edit"),
    path("desk/weights/", weights.weight_list, name="weight-list"),
    path("desk/weights/change/", weights.formula_edit, name="formula-edit"),
]
