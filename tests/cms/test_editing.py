"""Writing pages in Wagtail: what follows from the call or the title need not be typed."""

from urllib.parse import quote

import pytest
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import nested_form_data, streamfield
from wagtail_localize.models import StringSegment, Translation

from cms.editors import make_locales
from cms.models import CallIndexPage, CallPage, HomePage, NewsIndexPage, NewsPage, StandardPage
from tests.factories.actors import NOW
from tests.factories.calls import make_call, make_draft_call
from tests.factories.pages import make_call_page, make_site, make_standard_page, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def editor(cast):
    make_site()
    return cast.client("editor")


def write(editor, kind, parent, action="publish", **boxes):
    """Sends the form of a new page with only these boxes filled. The page that came of it, or what was wrong."""
    before = set(Page.objects.values_list("pk", flat=True))
    sent = nested_form_data({"body": streamfield([]), "intro": "", "slug": "", f"action-{action}": "1"} | boxes)
    answer = editor.post(f"/cms/pages/add/cms/{kind.__name__.lower()}/{parent.pk}/", sent)
    made = kind.objects.exclude(pk__in=before).first()
    return made or answer.context["form"].errors


def test_page_of_a_call_is_published_from_a_title_and_the_call(editor):
    call = make_call()
    page = write(editor, CallPage, CallIndexPage.objects.get(), title="Doorstep, this year", call=call.pk)
    assert (page.live, page.get_url(), page.title) == (True, "/calls/doorstep/", "Doorstep, this year")


def test_draft_without_its_call_takes_its_address_once_the_call_is_chosen(editor):
    index = CallIndexPage.objects.get()
    draft = write(editor, CallPage, index, action="draft", title="Doorstep")
    assert (draft.live, draft.call, draft.slug.startswith("draft-")) == (False, None, True)
    call = make_call()
    sent = {"title": "Doorstep", "call": call.pk, "body": streamfield([]), "action-publish": "1"}
    editor.post(f"/cms/pages/{draft.pk}/edit/", nested_form_data(sent))
    assert CallPage.objects.get().get_url() == "/calls/doorstep/"


def test_page_of_a_call_is_not_published_without_the_call(editor):
    errors = write(editor, CallPage, CallIndexPage.objects.get(), title="Doorstep")
    assert errors == {"call": ["This field is required."]}


@pytest.mark.parametrize("taken", ["the call", "its address"])
def test_second_page_of_a_call_is_refused_at_the_call(editor, taken):
    call, other = make_call(), make_call("other")
    page = make_call_page(call)
    if taken == "its address":
        CallPage.objects.filter(pk=page.pk).update(call=other)
    errors = write(editor, CallPage, CallIndexPage.objects.get(), title="Again", call=call.pk)
    assert errors == {"call": ["This call has a page already. Change that one."]}


def test_address_of_other_pages_is_made_from_the_title(editor):
    make_story(published_on=NOW.date())
    day = NOW.date().isoformat()
    pages = [
        write(editor, StandardPage, HomePage.objects.get(), title="About us"),
        write(editor, StandardPage, HomePage.objects.get(), title="About us"),
        write(editor, NewsPage, NewsIndexPage.objects.get(), title="مرحبا", intro="Soup.", published_on=day),
    ]
    assert [page.get_url() for page in pages] == ["/about-us/", "/about-us-2/", "/news/%D9%85%D8%B1%D8%AD%D8%A8%D8%A7/"]


def test_typed_address_is_kept_and_a_taken_one_refused(editor):
    page = write(editor, StandardPage, HomePage.objects.get(), title="About us", slug="who-we-are")
    errors = write(editor, StandardPage, HomePage.objects.get(), title="Again", slug="who-we-are")
    assert page.get_url() == "/who-we-are/"
    assert errors == {"slug": ["The slug 'who-we-are' is already in use within the parent page."]}


def test_emptied_address_is_made_again(editor):
    page = make_standard_page("Guidance", slug="old")
    sent = {"title": "Guidance", "slug": "", "intro": "", "body": streamfield([]), "action-publish": "1"}
    editor.post(f"/cms/pages/{page.pk}/edit/", nested_form_data(sent))
    assert StandardPage.objects.get().get_url() == "/guidance/"


def test_title_left_empty_is_that_of_the_call(editor):
    page = write(editor, CallPage, CallIndexPage.objects.get(), title="", call=make_call(title="Doorstep").pk)
    assert (page.live, page.title) == (True, "Doorstep")


def test_page_without_title_and_call_says_what_to_do(editor):
    errors = write(editor, CallPage, CallIndexPage.objects.get(), action="draft", title="")
    assert errors == {"title": ["Type a title, or choose the call."]}


def test_calls_without_a_page_are_offered(editor):
    page = make_call_page(make_call(title="Has one"))
    make_call("free", title="Free")
    make_call("rehearsal", is_rehearsal=True)

    def offered(url):
        return [label for _key, label in editor.get(url).context["form"].fields["call"].choices][1:]

    index = CallIndexPage.objects.get()
    assert offered(f"/cms/pages/add/cms/callpage/{index.pk}/") == ["Free"]
    assert set(offered(f"/cms/pages/{page.pk}/edit/")) == {"Has one", "Free"}


def dashboard(editor):
    return editor.get("/cms/").text


def test_editor_learns_which_announced_calls_nobody_finds_yet(editor):
    make_call(title="Doorstep Grants")
    make_draft_call("soon", title="Next Step")
    assert "Announced, and not on the site yet" in dashboard(editor)
    assert "Doorstep Grants: <a" in dashboard(editor)
    assert "Next Step" not in dashboard(editor)


def test_editor_goes_on_with_the_draft_that_was_begun(editor):
    call = make_call(title="Doorstep Grants")
    page = make_call_page(call)
    page.unpublish()
    assert f'Doorstep Grants: <a href="/cms/pages/{page.pk}/edit/">go on with its draft</a>' in dashboard(editor)


def test_editor_is_told_of_nothing_when_every_call_has_its_page_or_is_over(editor, time_machine):
    make_call_page(make_call("paged"))
    over = make_call("over", kind="timed")
    time_machine.move_to(over.closes_at)
    assert "not on the site yet" not in dashboard(editor)


def test_office_is_told_whether_the_call_has_a_page(cast, editor):
    call = make_call()
    officer, address = cast.client("officer"), f"/office/calls/{call.pk}/"
    assert "Nobody has written its page yet." in officer.get(address).text
    page = make_call_page(call)
    assert f'<a href="/calls/{call.code}/">' in officer.get(address).text
    page.unpublish()
    assert "Its page is begun and not published yet." in officer.get(address).text


def test_the_site_has_a_locale_for_each_of_its_languages(settings):
    codes = set(Locale.objects.values_list("language_code", flat=True))
    assert codes == {code for code, _name in settings.LANGUAGES} == {"en-gb", "es", "cy", "ar"}
    make_locales()
    assert Locale.objects.count() == 4


def translation_of(editor, page, locale):
    """The translation that Wagtail makes when the editor asks for it; None where it did not."""
    url = f"/cms/localize/submit/page/{page.pk}/"
    assert editor.get(url).status_code == 200
    editor.post(url, {"locales": [locale.pk], "include_subtree": ""})
    return StandardPage.objects.filter(translation_key=page.translation_key, locale=locale).first()


def test_an_editor_translates_a_page_into_arabic_and_publishes_it(editor, client, django_capture_on_commit_callbacks):
    page = make_standard_page("Guidance", slug="guidance")
    arabic = Locale.objects.get(language_code="ar")
    made = translation_of(editor, page, arabic)
    assert made is not None
    texts = {"title": "إرشادات", "slug": "guidance", "intro": "كيف تطلب"}
    segments = StringSegment.objects.filter(source__object_id=page.translation_key)
    for segment in segments.select_related("string", "context"):
        said = texts.get(segment.context.path, segment.string.data)
        url = f"/cms/localize/translate/{Translation.objects.get(target_locale=arabic).pk}/strings/{segment.pk}/edit/"
        assert editor.put(url, f"value={quote(said)}", "application/x-www-form-urlencoded").status_code in {200, 201}
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(f"/cms/pages/{made.pk}/edit/", {"action": "publish"})
    made.refresh_from_db()
    assert (made.live, made.title) == (True, "إرشادات")
    shown = client.get("/ar/guidance/").text
    assert ('dir="rtl"' in shown, "كيف تطلب" in shown) == (True, True)
