from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "grants.stages.funds"
    label = "funds"
    default_auto_field = "django.db.models.BigAutoField"
    append_only = ("funds_ledgerentry",)
