from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "grants.desks.web"
    label = "web"
