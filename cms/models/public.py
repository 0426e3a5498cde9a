"""What all public pages share."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import override
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from cms.caching import keep_until
from cms.navigation import menu
from cms.translations import language_attributes, reading
from grants.desks.web.languages import in_this_language, is_public_address
from grants.ground.kit import clock
from grants.ground.questions.rules import language_name


class PublicPageForm(WagtailAdminPageForm):
    """The editor's form. Left empty, the address is made from the title, with a script in the browser or without."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False


class PublicPage(Page):
    """A page that is the same for everybody: no session, no cookie, kept by browsers for at most a minute."""

    base_form_class = PublicPageForm

    class Meta:
        abstract = True

    def changes_at(self, now: dt.datetime) -> dt.datetime | None:
        """When what the page says will change by itself; None when only an editor changes it."""
        return None

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        found = {"nav": menu(request), **self._in_other_words()}
        return super().get_context(request, *args, **kwargs) | found

    def _in_other_words(self) -> dict[str, Any]:
        """For a page that is not in the language being read: what its own words are written in, and where."""
        own = reading() if reading() == settings.LANGUAGE_CODE else self.locale.language_code
        if own == reading():
            return {}
        with override(own):
            own_url = self.full_url
        return {
            "content_lang": language_attributes(own),
            "reading_in": language_name(reading(), reading()),
            "own_url": own_url,
        }

    def get_url_parts(self, request: HttpRequest | None = None) -> Any:
        """Where the page is read in the language that is being read, also when it is not translated yet.

        Only the editor's screens name the page's own address.
        """
        parts = super().get_url_parts(request)
        is_edited = request is not None and not is_public_address(request.path_info)
        return parts if is_edited or not parts else (*parts[:2], in_this_language(parts[2]))

    def serve(self, request: HttpRequest, *args: Any, is_moved: bool = False, **kwargs: Any) -> HttpResponse:
        if is_moved:
            return HttpResponseRedirect(self.get_url(request) or "/")
        now = clock.now()
        return keep_until(super().serve(request, *args, **kwargs), now, self.changes_at(now))


def photo_field() -> Any:
    """The key to a page's picture."""
    return models.ForeignKey("wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
