"""Background jobs of plans and orders."""

from yizhan.delivery.tasks import orders, plans

__all__ = ["orders", "plans"]
