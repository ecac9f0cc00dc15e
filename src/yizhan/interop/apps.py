"""The context."""

from django.apps import AppConfig


class InteropConfig(AppConfig):
    name = "yizhan.interop"
