from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class AuditConfig(AppConfig):
    name = "grants.ground.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
    append_only = ("audit_entry", "audit_seal")

    def ready(self) -> None:
        from grants.ground.audit.triggers import install_triggers

        autodiscover_modules("verbs")  # a timeline knows every verb, whatever has been imported so far
        post_migrate.connect(install_triggers, dispatch_uid="append_only_triggers")
