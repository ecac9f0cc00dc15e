from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    name = "yizhan.enterprises"
    label = "enterprises"
