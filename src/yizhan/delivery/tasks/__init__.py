"""Background jobs of plans and orders."""

from yizhan.delivery.tasks import orders, plans, repairs

__all__ = ["orders", "plans", "repairs"]
