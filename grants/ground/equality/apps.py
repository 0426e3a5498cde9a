from django.apps import AppConfig


class EqualityConfig(AppConfig):
    name = "grants.ground.equality"
    label = "equality"
    default_auto_field = "django.db.models.BigAutoField"
