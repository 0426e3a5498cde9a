"""What an officer writes of the equality questions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class QuestionWordsForm(forms.Form):
    """English words of a question. Lengths and words that are taken are for the act to say."""

    label = forms.CharField(
        label=_("The question"),
        help_text=_("About the people who run a group, never about one person."),
        error_messages={"required": _("Write something here.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    help = forms.CharField(label=_("Hint"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class NewQuestionForm(QuestionWordsForm):
    """A new question with its answers."""

    is_several = forms.ChoiceField(
        label=_("How many answers may a group tick?"),
        help_text=_("This cannot change later: answers are counted by it."),
        choices=[("yes", _("As many as are right")), ("no", _("One"))],
        initial="yes",
        error_messages={"required": _("Choose how many.")},
        widget=forms.RadioSelect,
    )
    options = forms.CharField(
        label=_("Answers, one a line"),
        help_text=_("“Prefer not to say” is added by itself, as the last."),
        error_messages={"required": _("Write at least two answers, each on a line.")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def given(self) -> dict[str, Any]:
        """What the act takes."""
        data = self.cleaned_data
        several, options = data["is_several"] == "yes", data["options"].splitlines()
        return {"label": data["label"], "help": data["help"], "is_several": several, "options": options}


class OptionWordsForm(forms.Form):
    """English words of an answer, or of one more."""

    label = forms.CharField(label=_("Answer"), error_messages={"required": _("Write something here.")})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.prefix:
            self.fields["label"].label = _("Another answer")
