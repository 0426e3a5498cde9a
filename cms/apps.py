from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class CmsConfig(AppConfig):
    name = "cms"
    label = "cms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.editors import make_locales, permit_editors

        # auth comes last of those whose permissions are given: when it is done, all of them are there.
        post_migrate.connect(permit_editors, sender=apps.get_app_config("auth"), dispatch_uid="permit_editors")
        post_migrate.connect(make_locales, sender=apps.get_app_config("auth"), dispatch_uid="make_locales")
