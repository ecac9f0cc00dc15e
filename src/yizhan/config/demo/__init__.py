"""The demo: the reference network, people to walk through it as, and the months that it has lived."""

from collections.abc import Callable

from yizhan.config.demo import network
from yizhan.config.demo.network import sign_ins

__all__ = ["load", "sign_ins"]


def load(*, report: Callable[[str], object]) -> None:
    """Load the demo once; what is there already is left as people made it."""
    network.load(report=report)
