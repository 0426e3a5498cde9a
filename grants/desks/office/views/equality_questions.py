"""The equality questions: all of them, one with its answers, writing, ordering, retiring, translating."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from grants.desks.office.forms.equality import NewQuestionForm, OptionWordsForm, QuestionWordsForm
from grants.desks.office.forms.translating import TranslationForm
from grants.desks.office.forms.words import LANGUAGE
from grants.desks.office.gate import office_screen
from grants.desks.web.forms import act, act_or_tell, is_sent
from grants.desks.web.gates import ActingRequest
from grants.ground.equality import actions, queries
from grants.ground.equality.models import EqualityQuestion
from grants.ground.equality.rules.writing import translated_of
from grants.ground.kit import clock
from grants.ground.kit.text import direction, in_language
from grants.ground.kit.translating import meter
from grants.ground.people.roles import Permission
from grants.ground.reference.queries import other_languages


def _question(request: ActingRequest, pk: int) -> EqualityQuestion:
    return get_object_or_404(queries.written_questions(request.actor), pk=pk)


@office_screen(Permission.EDIT_FORMS)
@require_GET
def equality_questions(request: ActingRequest) -> HttpResponse:
    """Every question in its order, and how far each language is."""
    rows = list(queries.written_questions(request.actor))
    context = {"rows": rows, "meters": queries.question_meters(rows), "last": len(rows) - 1}
    return render(request, "office/equality_questions.html", context)


@office_screen(Permission.EDIT_FORMS)
def equality_question_new(request: ActingRequest) -> HttpResponse:
    """A new question with its answers."""
    form, now = NewQuestionForm(request.POST if request.method == "POST" else None), clock.now()
    if is_sent(request, form):
        made = act(form, lambda: actions.add_question(**form.given(), by=request.actor, now=now))
        if made:
            messages.success(request, _("The question is asked from now on, after an application is sent."))
            return redirect("office:equality_question", made.pk)
    return render(request, "office/equality_words.html", {"form": form})


@office_screen(Permission.EDIT_FORMS)
def equality_question(request: ActingRequest, pk: int) -> HttpResponse:
    """One question: its words, its answers, and a new answer."""
    found, by, now = _question(request, pk), request.actor, clock.now()
    sent = request.POST if request.method == "POST" and request.POST.get("do") != "add" else None
    initial = {"label": in_language(found.label, LANGUAGE), "help": in_language(found.help, LANGUAGE)}
    form = QuestionWordsForm(sent, initial=initial)
    if form.is_valid() and act(form, lambda: actions.word_question(found, **form.cleaned_data, by=by, now=now)):
        messages.success(request, _("The words are saved."))
        return redirect("office:equality_question", pk)
    added = OptionWordsForm(request.POST if request.POST.get("do") == "add" else None, prefix="new")
    if added.is_valid() and act(
        added, lambda: actions.add_option(found, label=added.cleaned_data["label"], by=by, now=now)
    ):
        messages.success(request, _("The answer is there."))
        return redirect("office:equality_question", pk)
    context = {"question": found, "form": form, "new_form": added, "errors": added.errors}
    return render(request, "office/equality_question.html", context)


@office_screen(Permission.EDIT_FORMS)
@require_POST
def equality_question_move(request: ActingRequest, pk: int) -> HttpResponse:
    """Puts a question at the place that the button names."""
    found, place = _question(request, pk), _place(request)
    act_or_tell(request, lambda: actions.move_question(found, to_position=place, by=request.actor, now=clock.now()))
    return redirect("office:equality_questions")


@office_screen(Permission.EDIT_FORMS)
@require_POST
def equality_question_switch(request: ActingRequest, pk: int, is_active: bool) -> HttpResponse:
    """Retires a question, or brings it back."""
    found = _question(request, pk)
    act_or_tell(request, lambda: actions.switch_question(found, is_active=is_active, by=request.actor, now=clock.now()))
    return redirect("office:equality_questions")


@office_screen(Permission.EDIT_FORMS)
def equality_option(request: ActingRequest, pk: int, code: str) -> HttpResponse:
    """Other words for an answer."""
    found, now = _question(request, pk), clock.now()
    option = next((option for option in found.options if option["code"] == code), None)
    if option is None:
        raise Http404
    initial = {"label": in_language(option["label"], LANGUAGE)}
    form = OptionWordsForm(request.POST if request.method == "POST" else None, initial=initial)
    if is_sent(request, form):
        label = form.cleaned_data["label"]
        if act(form, lambda: actions.word_option(found, code, label=label, by=request.actor, now=now)):
            messages.success(request, _("The words are saved."))
            return redirect("office:equality_question", pk)
    return render(request, "office/equality_words.html", {"form": form, "question": found})


@office_screen(Permission.EDIT_FORMS)
@require_POST
def equality_option_move(request: ActingRequest, pk: int, code: str) -> HttpResponse:
    """Puts an answer at the place that the button names."""
    found, place = _question(request, pk), _place(request)
    act_or_tell(request, lambda: actions.move_option(found, code, to_position=place, by=request.actor, now=clock.now()))
    return redirect("office:equality_question", pk)


@office_screen(Permission.EDIT_FORMS)
@require_POST
def equality_option_switch(request: ActingRequest, pk: int, code: str, is_active: bool) -> HttpResponse:
    """Retires an answer, or brings it back."""
    found, acting = _question(request, pk), {"by": request.actor, "now": clock.now()}
    act_or_tell(request, lambda: actions.switch_option(found, code, is_active=is_active, **acting))
    return redirect("office:equality_question", pk)


def _place(request: ActingRequest) -> int:
    """The place that a button names, counted from 0."""
    text = request.POST.get("to", "")
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise Http404
    return int(text)


@office_screen(Permission.EDIT_FORMS)
def equality_translate(request: ActingRequest, language: str) -> HttpResponse:
    """Every text of the questions beside its translation, saved all at once."""
    if language not in other_languages():
        raise Http404
    rows = list(queries.written_questions(request.actor))
    groups, translated = queries.texts_of_questions(rows), translated_of(rows)
    data = request.POST if request.method == "POST" else None
    form = TranslationForm(data, groups=groups, language=language, translated=translated)
    if is_sent(request, form):
        by, now = request.actor, clock.now()
        done = act(form, lambda: str(actions.translate_questions(language, **form.given(), by=by, now=now)))
        if done is not None:
            count = int(done)
            told = ngettext("%(count)s text is saved.", "%(count)s texts are saved.", count)
            messages.success(request, told % {"count": count})
            return redirect("office:equality_translate", language)
        form.show_what_stands()
    context = {"form": form, "language": language, "direction": direction(language)}
    context["meter"] = meter(groups, language, translated)
    return render(request, "office/equality_translate.html", context)
