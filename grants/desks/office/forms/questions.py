"""What an officer fills in while building a form: its name, its sections, its questions and their options."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.desks.office.forms.question_settings import setting_fields, stored_settings
from grants.desks.office.forms.words import LANGUAGE, worded
from grants.ground.kit.text import in_language
from grants.ground.questions.models import Meaning, Purpose, Question, QuestionType, Readers, Section, Use, Version
from grants.ground.questions.rules import MEANING_TYPES, QuestionSpec

QUIZ_TYPES = ("yes_no", "choice")


class QuestionnaireForm(forms.Form):
    """A new form."""

    title = forms.CharField(
        label=_("What is the form called?"),
        help_text=_("Only the office sees this name."),
        max_length=120,
        error_messages={"required": _("Give the form a name.")},
    )
    purpose = forms.ChoiceField(
        label=_("What is it for?"),
        choices=Purpose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the form is for.")},
    )


class TitleForm(forms.Form):
    """Another name for a form."""

    title = QuestionnaireForm.base_fields["title"]


class ImportForm(forms.Form):
    """A form from a file."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_("Choose a file that was downloaded from the page of a form. It ends in “.json”."),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty. Choose another.")},
    )
    title = forms.CharField(
        label=_("What shall the form be called?"),
        help_text=_("Leave it empty and we take the name in the file."),
        required=False,
        max_length=120,
    )


class ReasonForm(forms.Form):
    """Why there is a new version."""

    reason = forms.CharField(
        label=_("What changes, and why?"),
        help_text=_("Whoever looks back later reads this."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what changes and why.")},
    )


class PublishForm(ReasonForm):
    """Why a version is published: after the first one, and where a language is not complete."""

    unfinished_reason = forms.CharField(
        label=_("Why publish before the translations are complete?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("A translation is not complete. Say why you publish all the same.")},
    )

    def __init__(self, data: Any, *, version: Version, is_unfinished: bool) -> None:
        super().__init__(data, initial={"reason": version.reason})
        if version.number == 1:
            del self.fields["reason"]
        if not is_unfinished:
            del self.fields["unfinished_reason"]


class SectionForm(forms.Form):
    """The words of a section."""

    title = forms.CharField(
        label=_("Name of the section"),
        help_text=_("Start with a verb: “Describe your idea”. Groups see it on their list of tasks."),
        max_length=120,
        error_messages={"required": _("Give the section a name.")},
    )
    intro = forms.CharField(label=_("A few words at the top"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    @classmethod
    def of(cls, section: Section, data: Any) -> "SectionForm":
        words = {"title": in_language(section.title, LANGUAGE), "intro": in_language(section.intro, LANGUAGE)}
        return cls(data, initial=words)


class TypeForm(forms.Form):
    """Which type of question to add."""

    type = forms.ChoiceField(
        label=_("What kind of answer do you need?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a kind of answer.")},
    )

    def __init__(self, data: Any, *, purpose: str) -> None:
        super().__init__(data)
        known = [(value, label) for value, label in QuestionType.choices if purpose != "quiz" or value in QUIZ_TYPES]
        self.fields["type"].choices = known  # type: ignore[attr-defined]


class QuestionForm(forms.Form):
    """Everything about one question: words, limits by its type, what it means, when it is shown."""

    label = forms.CharField(
        label=_("The question"),
        help_text=_("Short and plain, as you would ask it aloud."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write the question.")},
    )
    help = forms.CharField(label=_("Hint"), help_text=_("One short sentence under the question."), required=False)
    why = forms.CharField(
        label=_("Why we ask"),
        help_text=_("People answer better when they know what it is for."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    is_required = forms.BooleanField(label=_("It must be answered before sending"), required=False, initial=True)

    def __init__(
        self,
        data: Any = None,
        *,
        kind: str,
        purpose: str,
        currency: str,
        earlier: Sequence[QuestionSpec],
        question: Question | None = None,
    ) -> None:
        super().__init__(data, initial=_initial(question) if question else None)
        self.kind, self.question = kind, question
        if question is None:
            self.fields["key"] = _key_field()
        self.fields |= setting_fields(kind, currency, earlier)
        if kind == QuestionType.NOTE:
            for name in ("why", "is_required"):
                del self.fields[name]
        meanings = [(m.value, m.label) for m in Meaning if kind in MEANING_TYPES.get(m.value, ())]
        if meanings and purpose != "quiz":
            self.fields["meaning"] = _meaning_field(meanings)
        if purpose != "quiz" and kind != QuestionType.NOTE:
            self.fields |= {"use": _use_field(), "readers": _readers_field()}

    def given(self, in_rows: Mapping[str, Any], show_if: Mapping[str, Any]) -> dict[str, Any]:
        """What the acts take: words by language, settings, meaning, condition, use, readers; a key for a new question.

        `in_rows` are the settings that stand in rows of their own.
        """
        data, before = self.cleaned_data, self.question
        words = {
            name: worded(getattr(before, name) if before else {}, data.get(name, ""))
            for name in ("label", "help", "why")
        }
        return words | {
            "is_required": data.get("is_required", False),
            "meaning": data.get("meaning", ""),
            "show_if": show_if,
            "use": data.get("use", ""),
            "readers": data.get("readers") or Readers.PANEL,
            "settings": stored_settings(self.kind, data, in_rows),
            **({} if before else {"key": data["key"]}),
        }


def _initial(question: Question) -> dict[str, Any]:
    return {
        **question.settings,
        "label": in_language(question.label, LANGUAGE),
        "help": in_language(question.help, LANGUAGE),
        "why": in_language(question.why, LANGUAGE),
        "is_required": question.is_required,
        "meaning": question.meaning,
        "use": question.use,
        "readers": question.readers,
    }


def _key_field() -> forms.SlugField:
    return forms.SlugField(
        label=_("Short name"),
        help_text=_(
            "For rubrics and exports, without spaces. It stays the same in every version. "
            "Leave it empty and we make one from the question."
        ),
        required=False,
        max_length=37,
        widget=forms.TextInput(attrs={"class": "input-16"}),
        error_messages={"invalid": _("Use letters, digits, hyphens and underscores only.")},
    )


def _meaning_field(meanings: Sequence[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("What the answer stands for"),
        help_text=_("Letters, lists and payments find the answer by this. Each meaning can be given once in a form."),
        choices=[("", _("Nothing more than the answer")), *meanings],
        required=False,
    )


def _use_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("What the answer is used for"),
        help_text=_("Groups read this under the question."),
        choices=[("", _("We do not say")), *Use.choices],
        required=False,
    )


def _readers_field() -> forms.ChoiceField:
    field = forms.ChoiceField(
        label=_("Who reads it"),
        help_text=_("What the panel may not read is left out of all that they see and download."),
        choices=Readers.choices,
        required=False,
    )
    field.is_never_optional = True  # type: ignore[attr-defined]
    return field


class MoveForm(forms.Form):
    """Where a question goes."""

    place = forms.ChoiceField(label=_("Put it"), error_messages={"required": _("Choose a place.")})

    def __init__(self, data: Any, *, question: Question, sections: Sequence[Section]) -> None:
        super().__init__(data, initial={"place": f"{question.section_id}:{question.position}"})
        self.fields["place"].choices = [_places(section, question) for section in sections]  # type: ignore[attr-defined]

    @property
    def target(self) -> tuple[int, int]:
        """The section's pk and the position in it, from 1."""
        section, _sign, position = self.cleaned_data["place"].partition(":")
        return int(section), int(position)


def _places(section: Section, question: Question) -> tuple[str, list[tuple[str, Any]]]:
    others = [other for other in section.questions.all() if other.pk != question.pk]
    first = (f"{section.pk}:1", _("First in this section"))
    after = [
        (f"{section.pk}:{position}", _("After “%(label)s”") % {"label": in_language(other.label, LANGUAGE)[:70]})
        for position, other in enumerate(others, start=2)
    ]
    return in_language(section.title, LANGUAGE), [first, *after]
