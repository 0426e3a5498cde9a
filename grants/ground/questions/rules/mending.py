"""What a new version of a form changes about the one before: told to those who publish it and those who answer."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from grants.ground.kit.differences import Change, word_changes
from grants.ground.kit.money import format_minor
from grants.ground.kit.text import in_language
from grants.ground.questions.rules.asked import MENTION
from grants.ground.questions.rules.spec import Column, FormSpec, Option, QuestionSpec, SectionSpec, Texts
from grants.ground.questions.rules.telling import condition_in_words
from grants.ground.questions.rules.words import day_in_words

MASTER = "en-gb"
LIMITS = ("least", "most", "least_total", "most_total", "most_months", "earliest", "latest")
OTHER_LIMITS = ("kinds", "asks", "bands", "shares", "voice", "video", "amount_column", "vocabulary", "outcomes_key")
# What a typed answer is read by: where none of this changed, every answer still fits.
READ_BY = ("type", "columns", "vocabulary", "asks")
OTHER_LANGUAGES = gettext_noop("Its words in other languages changed.")


@dataclass(frozen=True)
class Words:
    """One text of a question before and after, word by word, under the name of the text."""

    name: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class QuestionChange:
    """One question that is added, removed or changed. `notes` say in sentences what is no text.

    `is_translation`: nothing changed but its words in other languages, so that nobody need look at it again.
    `is_asked_anew`: answers that groups gave already may no longer fit, and are then set aside.
    """

    kind: str
    key: str
    section: str
    label: Texts
    words: tuple[Words, ...] = ()
    notes: tuple[str, ...] = ()
    is_asked_anew: bool = False
    is_translation: bool = False


@dataclass(frozen=True)
class FormChanges:
    """Everything that a version changes. `words` are those of sections, `notes` what concerns the form as a whole."""

    questions: tuple[QuestionChange, ...] = ()
    words: tuple[Words, ...] = ()
    notes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.questions or self.words or self.notes)

    @property
    def keys_to_look_at(self) -> list[str]:
        """Questions that a group which answered already should look at again."""
        return [row.key for row in self.questions if row.kind != "removed" and not row.is_translation]

    @property
    def keys_set_aside(self) -> list[str]:
        """Questions whose answers do not count any more, or may not fit any more."""
        return [change.key for change in self.questions if change.kind == "removed" or change.is_asked_anew]


def form_changes(before: FormSpec, after: FormSpec, language: str = "en-gb") -> FormChanges:
    """What `after` changes about `before`: questions by key, in the order asked, removed ones last."""
    old = {question.key: (section, question) for section in before.sections for question in section.questions}
    found: list[QuestionChange] = []
    for section in after.sections:
        for question in section.questions:
            if question.key not in old:
                found.append(QuestionChange("added", question.key, section.key, question.label))
            else:
                found += _changed(_Pair(before, after, *old[question.key], section, question, language))
    kept = {question.key for question in after.questions}
    for section, question in old.values():
        if question.key not in kept:
            found.append(QuestionChange("removed", question.key, section.key, question.label))
    return FormChanges(tuple(found), tuple(_section_words(before, after, language)), tuple(_form_notes(before, after)))


@dataclass(frozen=True)
class _Pair:
    """One question in two versions, with where each stands."""

    before: FormSpec
    after: FormSpec
    old_section: SectionSpec
    old: QuestionSpec
    new_section: SectionSpec
    new: QuestionSpec
    language: str


def _changed(pair: _Pair) -> Iterator[QuestionChange]:
    """The change of a question, if there is one."""
    words, notes = tuple(_words(pair)), tuple(_notes(pair))
    if words or notes:
        asked_anew = needs_reading_again(pair.old, pair.new)
        only_translated = not words and notes == (_(OTHER_LANGUAGES),)
        where = (pair.new.key, pair.new_section.key, pair.new.label)
        yield QuestionChange("changed", *where, words, notes, asked_anew, only_translated)


def needs_reading_again(old: QuestionSpec, new: QuestionSpec) -> bool:
    """Whether an answer to `old` may not be one to `new`: another type, other columns, something no longer offered.

    What lies outside other limits is kept, and told before sending, as ever.
    """
    if any(_bare(getattr(old, name)) != _bare(getattr(new, name)) for name in READ_BY):
        return True
    return not {option.code for option in old.options} <= {option.code for option in new.options}


def _bare(value: Any) -> Any:
    """Columns without their words: a new name asks nothing anew."""
    if not (isinstance(value, tuple) and value and isinstance(value[0], Column)):
        return value
    return [(column.key, column.type, [option.code for option in column.options]) for column in value]


def _words(pair: _Pair) -> Iterator[Words]:
    names = {"label": _("The question"), "help": _("Hint"), "why": _("Why we ask")}
    for name, title in names.items():
        yield from _text_change(title, getattr(pair.old, name), getattr(pair.new, name), pair.language)
    yield from _option_words(pair.old.options, pair.new.options, pair.language)
    for column in pair.new.columns:
        before = pair.old.column(column.key)
        if before:
            yield from _text_change(_("Name of a column"), before.label, column.label, pair.language)


def _option_words(old: Sequence[Option], new: Sequence[Option], language: str) -> Iterator[Words]:
    known = {option.code: option for option in old}
    for option in new:
        if option.code in known:
            yield from _text_change(_("Something to choose"), known[option.code].label, option.label, language)


def _text_change(name: str, before: Texts, after: Texts, language: str) -> Iterator[Words]:
    """A text that reads differently; one in another language only is said so by `_notes`."""
    changes = tuple(word_changes(in_language(before, language), in_language(after, language)))
    if any(piece.kind != "same" for piece in changes):
        yield Words(name, changes)


def _notes(pair: _Pair) -> Iterator[str]:
    old, new = pair.old, pair.new
    if old.type != new.type:
        yield _("It asks for another kind of answer.")
    if old.is_required != new.is_required:
        yield _("It must be answered now.") if new.is_required else _("It may be left out now.")
    yield from _offered(old, new, pair.language)
    yield from _limits(pair)
    if pair.old_section.key != pair.new_section.key:
        yield _("It moved to the section “%(title)s”.") % {"title": pair.new_section.title_in(pair.language)}
    yield from _asked_when(pair)
    for name, sentence in _plain_notes().items():
        if getattr(old, name) != getattr(new, name):
            yield sentence
    if _translations(old, pair.language) != _translations(new, pair.language):
        yield _(OTHER_LANGUAGES)


def _plain_notes() -> Mapping[str, str]:
    return {
        "meaning": _("The answer stands for something else in our lists."),
        "use": _("We say something else about what the answer is used for."),
        "readers": _("Other people read the answer."),
    }


def _offered(old: QuestionSpec, new: QuestionSpec, language: str) -> Iterator[str]:
    before = {option.code: in_language(option.label, language) or option.code for option in old.options}
    after = {option.code: in_language(option.label, language) or option.code for option in new.options}
    for code in after.keys() - before.keys():
        yield _("“%(label)s” can be chosen now.") % {"label": after[code]}
    for code in before.keys() - after.keys():
        yield _("“%(label)s” can no longer be chosen.") % {"label": before[code]}
    columns_before, columns_after = ({column.key for column in asked.columns} for asked in (old, new))
    if columns_before != columns_after or _bare(old.columns) != _bare(new.columns):
        yield _("Its columns changed.")


def _limits(pair: _Pair) -> Iterator[str]:
    names = {
        "least": _("At least"),
        "most": _("At most"),
        "least_total": _("Least in all"),
        "most_total": _("Most in all"),
        "most_months": _("Most months"),
        "earliest": _("Earliest day"),
        "latest": _("Latest day"),
    }
    for name in LIMITS:
        before, after = (_figure(asked, name, pair.after.currency) for asked in (pair.old, pair.new))
        if before != after:
            words = {"name": names[name], "before": before or _("no limit"), "after": after or _("no limit")}
            yield _("%(name)s: %(after)s (before: %(before)s)") % words
    if any(getattr(pair.old, name) != getattr(pair.new, name) for name in OTHER_LIMITS):
        yield _("What it takes, or its limits, changed.")


def _figure(question: QuestionSpec, name: str, currency: str) -> str:
    value = getattr(question, name)
    if value in (None, ""):
        return ""
    if name in {"earliest", "latest"}:
        return day_in_words(value)
    is_money = name.endswith("_total") or question.type == "money"
    return format_minor(value, currency) if is_money else str(value)


def _asked_when(pair: _Pair) -> Iterator[str]:
    if pair.old.show_if == pair.new.show_if:
        return
    clauses = condition_in_words(pair.new.show_if, pair.after, pair.language)
    joined = _(" or ").join(clauses) if pair.new.show_if and pair.new.show_if.way == "any" else _(" and ").join(clauses)
    yield _("It is asked when %(clauses)s.") % {"clauses": joined} if clauses else _("It is asked of everybody now.")


def _translations(question: QuestionSpec, language: str) -> list[Any]:
    texts = [question.label, question.help, question.why]
    for option in question.options:
        texts += [option.label, option.stop_text, option.result_text]
    texts += [column.label for column in question.columns]
    return [{code: text for code, text in words.items() if code != language} for words in texts if words]


def _section_words(before: FormSpec, after: FormSpec, language: str) -> Iterator[Words]:
    for section in after.sections:
        old = before.section(section.key)
        if old:
            yield from _text_change(_("Name of a section"), old.title, section.title, language)
            yield from _text_change(_("Words at the top of a section"), old.intro, section.intro, language)


def _form_notes(before: FormSpec, after: FormSpec) -> Iterator[str]:
    old, new = ([section.key for section in form.sections] for form in (before, after))
    if old != new:
        yield _("The sections are others, or in another order.")
    if _order(before, after) != _order(after, before):
        yield _("Questions come in another order.")
    if any(_shown_differently(before, section) for section in after.sections):
        yield _("A section is shown after other answers than before.")
    if _section_translations(before, after) != _section_translations(after, before):
        yield _("Names of sections changed in other languages.")
    if before.languages != after.languages:
        yield _("It is offered in other languages.")
    if _checks(before) != _checks(after):
        yield _("What is compared across questions changed.")


def _section_translations(form: FormSpec, other: FormSpec) -> dict[str, Any]:
    """Words in all languages but the first of the sections that both have, by key."""
    both = [section for section in form.sections if other.section(section.key)]
    return {
        section.key: [{**words, MASTER: ""} for words in (section.title, section.intro) if words] for section in both
    }


def _shown_differently(before: FormSpec, section: SectionSpec) -> bool:
    old = before.section(section.key)
    return old is not None and old.show_if != section.show_if


def _order(form: FormSpec, other: FormSpec) -> list[str]:
    """Keys that both ask, in the order of `form`."""
    return [question.key for question in form.questions if other.question(question.key)]


def _checks(form: FormSpec) -> list[Any]:
    return [dataclasses.asdict(check) for check in form.checks]


def changes_record(changes: FormChanges) -> dict[str, Any]:
    """What groups are told of the changes, as JSON that outlives the versions: kind of change to the questions' key and
    words by language. An answer that the words repeat is left out: everybody reads this.
    """
    return {
        kind: [
            {"key": change.key, "label": {code: MENTION.sub("…", text) for code, text in change.label.items()}}
            for change in changes.questions
            if change.kind == kind and not change.is_translation
        ]
        for kind in ("added", "changed", "removed")
    }
