"""The list of calls, and the page of each: an editor's words around the office's facts."""

import datetime as dt
from typing import Any, ClassVar
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from cms import facts
from cms.blocks import BodyBlock
from cms.filters import CallFilter
from cms.models.public import PublicPage, PublicPageForm, photo_field
from cms.translations import once_each
from grants.ground.kit import clock
from grants.stages.calls.models import Call
from grants.stages.calls.queries import is_announced, soonest_change
from grants.stages.calls.rules import next_change

HAS_A_PAGE = _("This call has a page already. Change that one.")


class CallPageForm(PublicPageForm):
    """The editor's form: offers the calls that have no page yet, and takes the call's title where none is typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        paged = CallPage.objects.filter(locale=self.instance.locale_id or self.instance.get_default_locale())
        own = models.Q(pk=self.instance.call_id)
        free = models.Q(is_rehearsal=False) & ~models.Q(pk__in=paged.exclude(call=None).values("call"))
        self.fields["call"].queryset = Call.objects.filter(own | free).order_by("-opens_at", "-pk")
        self.fields["call"].error_messages["invalid_choice"] = HAS_A_PAGE
        self.fields["title"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        call = cleaned.get("call")
        if "title" in cleaned and not cleaned["title"]:
            if call is None:
                self.add_error("title", _("Type a title, or choose the call."))
            else:
                cleaned["title"] = call.title
        return cleaned


class CallIndexPage(PublicPage):
    """All calls that are announced and have a page, those that close next first."""

    intro = models.TextField(_("introduction"), max_length=400, blank=True)

    template = "cms/call_index.html"
    max_count = 1
    subpage_types: ClassVar[list[str]] = ["cms.CallPage"]
    content_panels: ClassVar[list[Any]] = [*PublicPage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("list of calls")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        now, row = clock.now(), facts.funder_if_any()
        currency = row.currency if row else "GBP"
        filters = CallFilter(request.GET, queryset=once_each(CallPage.objects.announced()), now=now, currency=currency)
        page = facts.page_of_calls(request, filters.qs, now)
        found = {"listing": page, "cards": facts.call_cards(page.rows, now, row), "filters": filters}
        return super().get_context(request, *args, **kwargs) | found

    def changes_at(self, now: dt.datetime) -> dt.datetime | None:
        return soonest_change(now)


class CallPages(PageQuerySet["CallPage"]):
    """Named filters on pages of calls."""

    def announced(self) -> "CallPages":
        """Published pages of calls that the office has announced."""
        return self.live().filter(is_announced("call__")).select_related("call")

    def open_and_coming(self, now: dt.datetime) -> "CallPages":
        """Those of open calls, closing soonest first, then those of calls to come."""
        ranked: Any = facts.ranked(once_each(self.announced()), now)
        return ranked.filter(rank__lte=1).order_by("rank", "ends", "pk")

    def waited_for(self, now: dt.datetime) -> "list[tuple[Call, CallPage | None]]":
        """Calls that can be applied to, now or soon, without a published page, each with its draft. Two queries."""
        published = self.live().exclude(call=None).values("call")
        lasts = models.Q(closes_at=None) | models.Q(closes_at__gt=now)
        calls = Call.objects.filter(is_announced(), lasts, ~models.Q(pk__in=published)).order_by("opens_at", "pk")
        drafts = {page.call_id: page for page in self.filter(live=False, call__in=calls)}
        return [(call, drafts.get(call.pk)) for call in calls]


class CallPage(PublicPage):
    """One call. Nobody sees it before the office has announced the call, whatever the editor publishes."""

    call = models.ForeignKey(
        "calls.Call", null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("call")
    )
    language = models.CharField(max_length=10, blank=True, editable=False)
    photo = photo_field()
    photo_words = models.CharField(_("what the picture shows"), max_length=200, blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    objects = PageManager.from_queryset(CallPages)()
    template = "cms/call.html"
    parent_page_types: ClassVar[list[str]] = ["cms.CallIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    exclude_fields_in_copy: ClassVar[list[str]] = ["call", "language"]
    base_form_class = CallPageForm
    content_panels: ClassVar[list[Any]] = [
        TitleFieldPanel("title", help_text=_("Left empty, it is the title of the call.")),
        FieldPanel("call"),
        HelpPanel(template="cms/panels/call_state.html", heading=_("What the office says")),
        FieldPanel("photo"),
        FieldPanel("photo_words"),
        FieldPanel("body"),
    ]
    # No box for the address: it follows the call. Nor one for menus, which show the first level alone.
    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel([FieldPanel("seo_title"), FieldPanel("search_description")], heading=_("For search engines"))
    ]
    search_fields: ClassVar[list[Any]] = [*PublicPage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("page of a call")
        constraints = [
            models.UniqueConstraint(
                fields=["call", "language"], condition=~models.Q(language=""), name="call_page_once"
            )
        ]

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self._follow_call()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        self._follow_call()
        super().minimal_clean()

    def copy_for_translation(self, *args: Any, **kwargs: Any) -> "CallPage":
        """A translation is of the same call; any other copy waits for a call of its own."""
        copy: CallPage = super().copy_for_translation(*args, **kwargs)
        copy.call = self.call
        copy.save()
        return copy

    def _follow_call(self) -> None:
        """The address follows the call's code, and the language the page's locale.

        A draft that has no call yet waits at an address too long to be any code.
        """
        if not self.locale_id:
            self.locale = self.get_default_locale()
        if self.call:
            self.slug, self.language = self.call.code, self.locale.language_code
        elif not self.slug:
            self.slug = f"draft-{uuid4().hex}"

    def clean(self) -> None:
        same = models.Q(call=self.call_id) | models.Q(slug=self.slug)
        others = CallPage.objects.filter(same, locale=self.locale_id).exclude(pk=self.pk)
        if self.call_id and others.exists():
            raise ValidationError({"call": HAS_A_PAGE})
        super().clean()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        found = facts.facts_of(self.call, clock.now()) if self.call else None
        return super().get_context(request, *args, **kwargs) | {"facts": found}

    def changes_at(self, now: dt.datetime) -> dt.datetime | None:
        return next_change(self.call, now) if self.call else None

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.call is None or not facts.is_public(self.call):
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        is_public = self.call is not None and facts.is_public(self.call)
        return super().get_sitemap_urls(request) if is_public else []
