"""The demo: the reference network, people to walk through it as, and the months that it has lived."""

from yizhan.config.demo.life import live
from yizhan.config.demo.network import load, sign_ins

__all__ = ["live", "load", "sign_ins"]
