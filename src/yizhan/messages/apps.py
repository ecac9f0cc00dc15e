from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "yizhan.messages"
    label = "messages"
