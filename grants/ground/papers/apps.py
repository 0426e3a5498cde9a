from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "grants.ground.papers"
    label = "papers"
    default_auto_field = "django.db.models.BigAutoField"
