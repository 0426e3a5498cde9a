from functools import lru_cache

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import trans_real


class WebConfig(AppConfig):
    name = "grants.desks.web"
    label = "web"

    def ready(self) -> None:
        remember_words(settings.LANGUAGE_CODE)


def remember_words(language: str) -> None:
    """Keeps the answers of a language's catalogs.

    Words of the language that the source is written in stand in no catalog, so that each look-up walks through all of
    them, some twenty, and a page looks up hundreds.
    """
    catalogs = trans_real.translation(language)
    catalogs.gettext = lru_cache(maxsize=16384)(catalogs.gettext)  # type: ignore[method-assign]
