"""The site's lists: all of them, one with its items, adding and changing, its languages."""

from typing import Any

from django.contrib import messages
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from grants.desks.office.forms.lists import ItemForm, NewItemForm
from grants.desks.office.forms.translating import TranslationForm
from grants.desks.office.gate import office_screen
from grants.desks.web.forms import act, act_or_tell, is_sent
from grants.desks.web.gates import ActingRequest
from grants.desks.web.pages import Sort, keyset_page
from grants.ground.kit import clock
from grants.ground.kit.text import direction
from grants.ground.kit.translating import meter
from grants.ground.lists import actions, queries
from grants.ground.lists.permissions import can_edit_lists
from grants.ground.lists.queries import WordList
from grants.ground.lists.rules import next_code, translated_of
from grants.ground.people.roles import Permission
from grants.ground.reference.queries import other_languages

SORTS = {"listed": Sort(gettext_lazy("As listed"), ("position", "id"))}


def _found(request: ActingRequest, name: str) -> WordList:
    found = queries.word_list(request.actor, name)
    if found is None:
        raise Http404
    return found


@office_screen(Permission.EDIT_FORMS, Permission.SEE_CASES)
@require_GET
def lists(request: ActingRequest) -> HttpResponse:
    """Every list, with how much is on it and how far it is translated."""
    return render(request, "office/lists.html", {"cards": queries.list_cards(request.actor)})


@office_screen(Permission.EDIT_FORMS, Permission.SEE_CASES)
@require_GET
def list_items(request: ActingRequest, name: str) -> HttpResponse:
    """One list in its order, retired items among the others."""
    found = _found(request, name)
    rows = found.rows
    context = {
        "list": found,
        "page": keyset_page(request, rows, SORTS),
        "last": rows.order_by().aggregate(last=Max("position"))["last"],
        "meters": queries.list_meters(rows.filter(is_active=True)),
        "may_edit": can_edit_lists(request.actor),
    }
    return render(request, "office/list_items.html", context)


@office_screen(Permission.EDIT_FORMS)
def list_item_new(request: ActingRequest, name: str) -> HttpResponse:
    """Adds something to a list."""
    found, now = _found(request, name), clock.now()
    suggested = next_code(found.rows.values_list("code", flat=True))
    form = NewItemForm(request.POST if request.method == "POST" else None, found=found, suggested=suggested)
    if is_sent(request, form) and act(form, lambda: actions.add_item(found, **form.given(), by=request.actor, now=now)):
        messages.success(request, _("It is on the list, at the end. Groups can choose it from now on."))
        return redirect("office:list_items", name)
    return render(request, "office/list_item.html", {"list": found, "form": form})


@office_screen(Permission.EDIT_FORMS)
def list_item(request: ActingRequest, name: str, pk: int) -> HttpResponse:
    """Changes the words of something on a list."""
    found, now = _found(request, name), clock.now()
    row = get_object_or_404(found.rows, pk=pk)
    form = ItemForm(request.POST if request.method == "POST" else None, found=found, row=row)
    if is_sent(request, form) and act(
        form, lambda: actions.change_item(found, row, **form.given(), by=request.actor, now=now)
    ):
        messages.success(request, _("The words are saved."))
        return redirect("office:list_items", name)
    context = {"list": found, "form": form, "item": row, "languages": other_languages()}
    return render(request, "office/list_item.html", context)


def _step(request: ActingRequest, name: str, pk: int, action: Any, **more: Any) -> Any:
    """Does something to an item by a button, or says why not; the item, where it was done."""
    found = _found(request, name)
    row = get_object_or_404(found.rows, pk=pk)
    return act_or_tell(request, lambda: action(found, row, **more, by=request.actor, now=clock.now()))


def _to_whole_number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise Http404
    return int(text)


@office_screen(Permission.EDIT_FORMS)
@require_POST
def list_item_move(request: ActingRequest, name: str, pk: int) -> HttpResponse:
    """Puts an item at another place. The button names the place, so that pressing it twice moves once."""
    place = _to_whole_number(request.POST.get("to", ""))
    _step(request, name, pk, actions.move_item, to_position=place)
    return redirect("office:list_items", name)


@office_screen(Permission.EDIT_FORMS)
@require_POST
def list_item_retire(request: ActingRequest, name: str, pk: int) -> HttpResponse:
    """Takes an item out of use."""
    if _step(request, name, pk, actions.retire_item):
        messages.success(request, _("Retired. Nobody chooses it any more; answers that named it still show it."))
    return redirect("office:list_items", name)


@office_screen(Permission.EDIT_FORMS)
@require_POST
def list_item_restore(request: ActingRequest, name: str, pk: int) -> HttpResponse:
    """Brings an item back into use."""
    if _step(request, name, pk, actions.restore_item):
        messages.success(request, _("It is back in use."))
    return redirect("office:list_items", name)


@office_screen(Permission.EDIT_FORMS)
def list_translate(request: ActingRequest, name: str, language: str) -> HttpResponse:
    """Every text of a list beside its translation, saved all at once."""
    found = _found(request, name)
    if language not in other_languages():
        raise Http404
    rows = list(found.rows)
    groups, translated = queries.texts_of_list(found, rows), translated_of(rows)
    data = request.POST if request.method == "POST" else None
    form = TranslationForm(data, groups=groups, language=language, translated=translated)
    if is_sent(request, form):
        by, now = request.actor, clock.now()
        done = act(form, lambda: str(actions.translate_list(found, language, **form.given(), by=by, now=now)))
        if done is not None:
            messages.success(request, _saved(int(done)))
            return redirect("office:list_translate", name, language)
        form.show_what_stands()
    context = {"list": found, "form": form, "language": language, "direction": direction(language)}
    context["meter"] = meter(groups, language, translated)
    return render(request, "office/list_translate.html", context)


def _saved(count: int) -> str:
    return ngettext("%(count)s text is saved.", "%(count)s texts are saved.", count) % {"count": count}
