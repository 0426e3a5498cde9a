"""Components of templates/components/, rendered as pages write them."""

from types import SimpleNamespace as Row

import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler

from grants.desks.web.pages import Page
from tests.desks.web.html import only, tags

ONE_PAGE = Page(rows=[], next="", previous="", sort="name", count=3, is_over_limit=False)


def draw(source, **context):
    template = engines["django"].from_string(CottonCompiler().process(source))
    return template.render(context, RequestFactory().get("/list/?district=n&after=abc")).strip()


class NameForm(forms.Form):
    name = forms.CharField(error_messages={"required": "Enter a name"})
    host = forms.ChoiceField(
        choices=[("y", "Yes")], widget=forms.RadioSelect, error_messages={"required": "Choose one"}
    )


def test_error_summary_links_to_the_fields_and_takes_focus():
    html = draw('<c-error-summary :form="form" />', form=NameForm({}))
    assert [(link["href"]) for link in tags(html, "a")] == ["#id_name", "#id_host_0"]
    assert tags(html, "div")[0] == {
        "class": "error-summary",
        "role": "alert",
        "tabindex": "-1",
        "autofocus": None,
        "aria-labelledby": "error-summary-title",
    }


def test_error_summary_shows_reasons_without_a_field():
    html = draw('<c-error-summary :errors="errors" />', errors=[Row(text="The call has closed", target="")])
    assert "<li>The call has closed</li>" in html


@pytest.mark.parametrize(
    ("kind", "css"), [("", "tag"), ("neutral", "tag"), ("ok", "tag tag-ok"), ("stop", "tag tag-stop")]
)
def test_status_tag_has_its_word_and_kind(kind, css):
    assert draw(f'<c-status-tag kind="{kind}" label="Paid" />') == f'<span class="{css}">Paid</span>'


def test_text_in_a_component_is_escaped_once():
    assert draw('<c-status-tag :label="label" />', label="Tom & <b>") == '<span class="tag">Tom &amp; &lt;b&gt;</span>'


def test_component_sees_nothing_but_its_inputs():
    assert draw('<c-status-tag kind="ok" />', label="leaked") == '<span class="tag tag-ok"></span>'


def test_column_turns_the_sort_around_and_keeps_the_filters():
    html = draw('<c-column label="Name" sort="name" :page="page" />', page=ONE_PAGE)
    assert only(html, "th") == {"scope": "col", "aria-sort": "ascending"}
    assert only(html, "a")["href"] == "?district=n&sort=-name"


def test_column_of_another_sort_starts_upwards():
    html = draw('<c-column label="Amount" sort="amount" numeric :page="page" />', page=ONE_PAGE)
    assert only(html, "th") == {"scope": "col", "class": "num"}
    assert only(html, "a")["href"] == "?district=n&sort=amount"


def test_pagination_of_one_page_has_no_links():
    html = draw('<c-pagination :page="page" />', page=ONE_PAGE)
    assert tags(html, "a") == []
    assert "3 in all" in html


def test_button_with_an_address_is_a_link():
    html = draw('<c-button href="/x/" kind="secondary" data-dialog="sure">Go</c-button>')
    assert only(html, "a") == {"class": "button button-secondary", "href": "/x/", "data-dialog": "sure"}


def test_button_passes_on_what_it_does_not_know():
    html = draw('<c-button name="act" value="send" form="f">Send</c-button>')
    assert only(html, "button") == {
        "class": "button button-primary",
        "type": "submit",
        "name": "act",
        "value": "send",
        "form": "f",
    }


def test_task_without_an_address_is_no_link():
    tasks = [Row(label="Check and send", url="", hint="", status="Cannot start yet", status_kind="neutral")]
    html = draw('<c-task-list :tasks="tasks" />', tasks=tasks)
    assert tags(html, "a") == []
    assert '<span class="tag">Cannot start yet</span>' in html


def test_score_scale_marks_the_chosen_value():
    options = [Row(value=0, label="Not shown", text=""), Row(value=3, label="Good", text="Asked")]
    html = draw('<c-score-scale name="c1" legend="People" :options="options" :value="3" />', options=options)
    assert [(radio["value"], "checked" in radio) for radio in tags(html, "input")] == [("0", False), ("3", True)]


def test_unanswered_row_says_so():
    rows = [Row(label="Website", value="", change_url="/c/"), Row(label="People", value=0, change_url="/c/")]
    html = draw('<c-check-answers :rows="rows" />', rows=rows)
    assert html.count("Not answered") == 1


@pytest.mark.parametrize(("count", "css"), [(0, "count-card count-card-none"), (2, "count-card count-card-care")])
def test_count_of_nothing_goes_quiet(count, css):
    html = draw('<c-count-card :count="count" label="late" url="/l/" kind="care" />', count=count)
    assert only(html, "a") == {"class": css, "href": "/l/"}
