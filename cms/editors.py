"""What editors may do in Wagtail, and the languages they do it in. They are in the group named after their role
(people.actions.give_role).
"""

from typing import Any

from django.apps import apps
from django.conf import settings

GROUP = "editor"
PAGES = ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page")
COLLECTIONS = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
SITE = ("wagtailadmin.access_admin", "wagtail_localize.submit_translation")


def permit_editors(**_signal: Any) -> None:
    """Gives the group its permissions: the whole page tree, all pictures and documents. Safe to repeat.

    Runs after every migrate (cms.apps), as Wagtail's own permissions do, so that none is missing after an upgrade.
    """
    group, _created = apps.get_model("auth.Group").objects.get_or_create(name=GROUP)
    root = apps.get_model("wagtailcore.Page").objects.filter(depth=1).first()
    top = apps.get_model("wagtailcore.Collection").objects.filter(depth=1).first()
    if root is None or top is None:
        return
    for permission in _permissions(PAGES):
        apps.get_model("wagtailcore.GroupPagePermission").objects.get_or_create(
            group=group, page=root, permission=permission
        )
    for permission in _permissions(COLLECTIONS):
        apps.get_model("wagtailcore.GroupCollectionPermission").objects.get_or_create(
            group=group, collection=top, permission=permission
        )
    group.permissions.add(*_permissions(name.partition(".")[2] for name in SITE))


def make_locales(**_signal: Any) -> None:
    """Wagtail's row for each language of the site, without which no page can be translated. Safe to repeat."""
    for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
        apps.get_model("wagtailcore.Locale").objects.get_or_create(language_code=code)


def _permissions(codenames: Any) -> Any:
    return apps.get_model("auth.Permission").objects.filter(
        codename__in=list(codenames), content_type__app_label__startswith="wagtail"
    )
