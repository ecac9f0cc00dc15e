from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "yizhan.network"
    label = "network"
