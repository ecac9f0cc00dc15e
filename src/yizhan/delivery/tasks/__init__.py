"""Background jobs of plans and orders."""

from yizhan.delivery.tasks import orders

__all__ = ["orders"]
