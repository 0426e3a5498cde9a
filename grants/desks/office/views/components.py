"""The page of components: every part of the look, with how to write it."""

import datetime as dt
from types import SimpleNamespace as Row
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from grants.desks.office.forms.components import SampleFilters, SampleForm, SampleTieForm
from grants.desks.web import charts
from grants.desks.web.gates import anyone
from grants.desks.web.pages import Page

SHOWN_AT = dt.datetime(2026, 12, 4, 17, 0, tzinfo=dt.UTC)


@anyone
def show_components(request: HttpRequest) -> HttpResponse:
    """All components with sample content; nothing here is stored."""
    return render(request, "office/components.html", samples())


def samples() -> dict[str, Any]:
    """What the page shows in its components."""
    return {
        "sample": SampleForm({"plan": _("Seeds, soup and a long table."), "amount": "ten", "host": "no"}),
        "filters": SampleFilters(auto_id="filter_%s"),
        "deadline_at": SHOWN_AT,
        "page": Page(rows=[], next="?after=x", previous="?before=x", sort="group", count=128, is_over_limit=False),
        "trail": [(_("Calls"), "#c-breadcrumbs"), ("Doorstep fund", "#c-breadcrumbs")],
        "tabs": _tabs(),
        "tasks": _tasks(),
        "answers": _answers(),
        "steps": _steps(),
        "entries": _entries(),
        "anchors": _anchors(),
        "review": _review(),
        "tie": _tie(),
        "paper": _paper(),
        **_charts(),
    }


def _review() -> Row:
    scores = [Row(title=_("Brings people together"), level="3", comment=_("Newcomers are thought of."))]
    return Row(person="Rosa Lindqvist", total="78.75", comment=_("A clear plan."), scores=scores)


def _paper() -> Row:
    return Row(
        get_kind_display=_("Insurance"),
        file=Row(name="insurance.pdf", scan_state="clean"),
        valid_until=SHOWN_AT.date(),
        added_at=SHOWN_AT,
        added_by="Amina Yusuf",
        ended_at=None,
    )


def _tie() -> SampleTieForm:
    form = SampleTieForm(auto_id="tie_%s")
    group = Row(organisation=Row(name="Northgate Seed Swap"))
    form.conflict = Row(
        pk=1,
        application=group,
        person="Rosa Lindqvist",
        note="",
        is_settled=False,
        get_kind_display=_("A friend or neighbour is part of it"),
        get_origin_display=_("Declared"),
    )
    return form


def _tabs() -> list[Row]:
    labels = [_("Overview"), _("Answers"), _("Checks"), _("Messages"), _("History")]
    return [
        Row(label=label, url="#tabs", is_current=n == 0, count=2 if n == 3 else 0) for n, label in enumerate(labels)
    ]


def _tasks() -> list[Row]:
    return [
        Row(label=_("About your group"), url="#tasks", hint="", status=_("Done"), status_kind="ok"),
        Row(
            label=_("Your idea"),
            url="#tasks",
            hint=_("What, where and for whom"),
            status=_("In progress"),
            status_kind="info",
        ),
        Row(label=_("Money"), url="#tasks", hint="", status=_("Needs a change"), status_kind="care"),
        Row(label=_("Check and send"), url="", hint="", status=_("Cannot start yet"), status_kind="neutral"),
    ]


def _answers() -> list[Row]:
    return [
        Row(label=_("Name of your group"), value="Northgate Seed Swap", change_url="#answers"),
        Row(label=_("How much do you ask for?"), value="£1,850", change_url="#answers"),
        Row(
            label=_("What do you plan to do?"),
            value=_("A seed library in the old phone box.\nSix Saturdays of sowing together, with soup."),
            change_url="#answers",
        ),
        Row(label=_("Website"), value="", change_url="#answers"),
    ]


def _steps() -> list[Row]:
    return [
        Row(label=_("Opens"), when="7 September 2026", state="done"),
        Row(label=_("Closes"), when="4 December 2026, 5 pm", state="now"),
        Row(label=_("Panel meets"), when="14 January 2027", state=""),
        Row(label=_("You hear from us"), when=_("by 22 January 2027"), state=""),
    ]


def _entries() -> list[Row]:
    return [
        Row(at=SHOWN_AT, sentence=_("Checked the application in"), who="Rosa Lindqvist", note=""),
        Row(at=SHOWN_AT - dt.timedelta(days=2), sentence=_("Sent the application"), who="Amina Yusuf", note=""),
        Row(
            at=SHOWN_AT - dt.timedelta(days=9),
            sentence=_("Started the application"),
            who="Amina Yusuf",
            note=_("for Northgate Seed Swap"),
        ),
    ]


def _anchors() -> list[Row]:
    words = [
        (0, _("Not shown"), _("The answer does not say who will come.")),
        (1, _("Weak"), _("Names people, but not how they were asked.")),
        (2, _("Fair"), _("Some people were asked; the plan follows them in part.")),
        (3, _("Good"), _("People were asked, and the plan follows what they said.")),
        (4, _("Excellent"), _("The people it is for run it.")),
    ]
    return [Row(value=value, label=label, text=text) for value, label, text in words]


def _charts() -> dict[str, charts.Chart]:
    districts = [("Harbour", 41), ("Northgate", 28), ("The Meadows", 17), ("Old Mill", 6)]
    wellbeing = [("I know people nearby", 2.1, 3.6), ("I feel safe here", 2.9, 3.3), ("I can ask for help", 3.2, 2.8)]
    scores = [
        ("Northgate Seed Swap", 78, 70, 86),
        ("Harbour Choir", 71, 60, 82),
        ("Mill Lane Bike Kitchen", 66, 58, 74),
        ("Meadows Lunch Club", 54, 41, 67),
    ]
    return {
        "bars": charts.bars(districts),
        "arrows": charts.dot_arrow(wellbeing, low=1, high=5),
        "ranges": charts.caterpillar(scores, low=0, high=100, middle=60),
    }
