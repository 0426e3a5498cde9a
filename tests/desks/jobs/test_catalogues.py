"""Catalogues of the interface: complete, in step with the source, and true to its placeholders."""

import re
from collections import Counter

import polib
import pytest

from grants.desks.jobs import catalogues
from grants.desks.jobs.catalogues import Message, messages_in_source, messages_of

LANGUAGES = ["es", "cy", "ar"]
MARKS = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{[^{}]*\}|</?\w+[^>]*>")


@pytest.fixture(scope="module")
def source():
    return {message.key: message for message in messages_in_source()}


def catalogue(language):
    return polib.pofile(str(catalogues.catalogue_path(language)))


def words_of(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def marks(text):
    return Counter(MARKS.findall(text))


def test_every_language_of_the_interface_has_a_catalogue():
    assert catalogues.translated_languages() == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_is_in_step_with_the_source(language, source):
    entries = {catalogues.entry_key(entry): entry.msgid_plural for entry in catalogue(language)}
    assert entries == {key: message.plural for key, message in source.items()}, "run manage.py catalogues"


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_translated_and_nothing_is_a_guess(language):
    unsure = [entry.msgid for entry in catalogue(language) if entry.fuzzy or not all(words_of(entry))]
    assert unsure == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_and_tags_are_those_of_the_source(language):
    """One thing alone may be said without its number: Arabic has a word for two pages."""
    wrong = []
    for entry in catalogue(language).translated_entries():
        wanted = marks(entry.msgid_plural or entry.msgid)
        allowed = set(wanted) | set(marks(entry.msgid))
        *special, general = words_of(entry)
        is_right = marks(general) == wanted and all(set(marks(text)) <= allowed for text in special)
        wrong += [] if is_right else [entry.msgid]
    assert wrong == []


@pytest.mark.parametrize(("language", "forms"), [("es", 2), ("cy", 4), ("ar", 6)])
def test_plurals_have_the_forms_of_the_language(language, forms):
    found = catalogue(language)
    assert found.metadata["Plural-Forms"].startswith(f"nplurals={forms};")
    assert {len(entry.msgstr_plural) for entry in found if entry.msgid_plural} == {forms}


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_names_no_places_and_is_sorted(language):
    """So that a change of one message is a change of its lines alone."""
    found = catalogue(language)
    keys = [Message(entry.msgid, entry.msgid_plural, entry.msgctxt or "") for entry in found]
    assert (keys, [entry.occurrences for entry in found if entry.occurrences]) == (sorted(keys), [])


def test_messages_are_read_from_python_and_from_templates():
    python = 'a = _("One"), ngettext("%d page", "%d pages", 2), pgettext("verb", "Open"), other("No")'
    template = (
        "<p>{% translate 'Two' %}</p>\n   {% blocktranslate count number=n trimmed %}\n {{ number }} row"
        '{% plural %}{{ number }} rows{% endblocktranslate %}<a title="{% translate "Three" %}">'
    )
    assert list(messages_of(python, is_template=False)) == [
        Message("One"),
        Message("%d page", "%d pages"),
        Message("Open", "", "verb"),
    ]
    assert list(messages_of(template, is_template=True)) == [
        Message("Two"),
        Message("%(number)s row", "%(number)s rows"),
        Message("Three"),
    ]


def test_bringing_up_to_date_keeps_words_adds_new_messages_and_drops_old_ones(tmp_path, settings, monkeypatch):
    settings.LOCALE_PATHS = [tmp_path]
    monkeypatch.setattr(catalogues, "messages_in_source", lambda: [Message("Close"), Message("Open")])
    assert catalogues.bring_up_to_date("cy") == (2, 0)
    written = catalogue("cy")
    written.find("Open").msgstr = "Agor"
    written.save()
    monkeypatch.setattr(catalogues, "messages_in_source", lambda: [Message("Open"), Message("%d day", "%d days")])
    assert catalogues.bring_up_to_date("cy") == (1, 1)
    assert {entry.msgid: words_of(entry) for entry in catalogue("cy")} == {"%d day": [""] * 4, "Open": ["Agor"]}


def test_words_that_are_not_written_out_are_no_message():
    assert list(messages_of('_(slot.name)\n_("Here")\n', is_template=False)) == [Message("Here")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_of_a_plural_takes_what_is_filled_in_by_place(language):
    """A number that is filled in by place and finds none stops the page: `"one minute" % 1` is an error."""
    by_place = re.compile(r"%[sd]")
    entries = [entry for entry in catalogue(language) if entry.msgid_plural and by_place.search(entry.msgid_plural)]
    counts = {(entry.msgid, len(by_place.findall(form))) for entry in entries for form in words_of(entry)}
    assert counts == {(entry.msgid, len(by_place.findall(entry.msgid_plural))) for entry in entries}


@pytest.mark.parametrize(
    ("word", "contexts"),
    [
        ("Fund", {"", "what to do with an application"}),
        ("Offered", {"", "money", "an application to read"}),
        ("Place", {"", "in an order"}),
        ("By", {"", "a date"}),
        ("End", {"", "a role"}),
        ("Given", {"", "bank details"}),
    ],
)
def test_one_word_with_two_meanings_is_two_messages(word, contexts):
    assert {message.context for message in messages_in_source() if message.text == word} == contexts
