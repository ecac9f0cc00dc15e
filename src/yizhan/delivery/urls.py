"""Addresses of delivery."""

from django.urls import path

from yizhan.delivery.views import quotas

app_name = "delivery"
urlpatterns = [
    path("desk/quotas/", quotas.quota_list, name="quota-list"),
]
