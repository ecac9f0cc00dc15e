"""Addresses of delivery."""

from django.urls import path

from yizhan.delivery.views import deliveries, grabbing, orders, quotas, repairs, reports

app_name = "delivery"
urlpatterns = [
    path("desk/quotas/", quotas.quota_list, name="quota-list"),
    path("orders/<str:token>/", orders.order_answer, name="order-answer"),
    path("orders/<str:token>/accept/", orders.order_accept, name="order-accept"),
    path("orders/<str:token>/refuse/", orders.order_refuse, name="order-refuse"),
    path("orders/<str:token>/propose/", orders.order_propose, name="order-propose"),
    path("desk/orders/", orders.order_list, name="order-list"),
    path("desk/orders/accept/", orders.order_accept_all, name="order-accept-all"),
    path("desk/open-orders/", grabbing.open_list, name="open-list"),
    path("desk/open-orders/<uuid:pk>/<uuid:provider_id>/", grabbing.open_take, name="open-take"),
    path("desk/deliveries/", deliveries.delivery_list, name="delivery-list"),
    path("desk/deliveries/<uuid:pk>/", deliveries.delivery_detail, name="delivery-detail"),
    path("desk/deliveries/<uuid:pk>/assign/", deliveries.delivery_assign, name="delivery-assign"),
    path("desk/deliveries/<uuid:pk>/open/", deliveries.delivery_open, name="delivery-open"),
    path("desk/deliveries/<uuid:pk>/agree/", deliveries.proposal_agree, name="proposal-agree"),
    path("desk/deliveries/<uuid:pk>/decline/", deliveries.proposal_decline, name="proposal-decline"),
    path("desk/deliveries/<uuid:pk>/cancel/", reports.delivery_cancel, name="delivery-cancel"),
    path("desk/deliveries/<uuid:pk>/report/", reports.report_create, name="report-create"),
    path("desk/reports/", reports.report_list, name="report-list"),
    path("desk/reports/<uuid:pk>-<int:width>.webp", reports.report_photo, name="report-photo"),
    path("desk/repairs/", repairs.repair_list, name="repair-list"),
    path("desk/repairs/<uuid:pk>/confirm/", repairs.repair_confirm, name="repair-confirm"),
    path("desk/repairs/<uuid:pk>/dismiss/", repairs.repair_dismiss, name="repair-dismiss"),
    path("desk/handling/", reports.handling_list, name="handling-list"),
]
