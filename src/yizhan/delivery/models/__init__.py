"""Tables of the plan and its orders, by what they are about."""

from yizhan.delivery.models.deliveries import Delivery, DeliveryState, Order, OrderState, Origin, Party

__all__ = ["Delivery", "DeliveryState", "Order", "OrderState", "Origin", "Party"]
