"""How a Django form comes out."""

from django import forms

from tests.desks.web.html import only


class GroupForm(forms.Form):
    name = forms.CharField(label="Name of your group", help_text="As neighbours know it.")
    website = forms.CharField(label="Website", required=False)
    host = forms.ChoiceField(label="Host", choices=[("y", "Yes"), ("n", "No")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="We agree")


def test_field_has_label_hint_error_and_control_in_this_order():
    html = str(GroupForm({"website": "x"})["name"].as_field_group())
    order = [html.index(part) for part in ('<label class="label" for="id_name"', "id_name_helptext", "id_name_error")]
    assert order == sorted(order)
    assert only(html, "input") == {
        "type": "text",
        "name": "name",
        "id": "id_name",
        "aria-describedby": "id_name_helptext id_name_error",
        "aria-invalid": "true",
        "dir": "auto",
    }


def test_error_says_so_to_screen_readers():
    assert '<span class="visually-hidden">Error:</span>' in str(GroupForm({})["name"].as_field_group())


def test_optional_is_marked_and_required_is_not():
    form = GroupForm()
    marked = {name: "(optional)" in str(form[name].as_field_group()) for name in form.fields}
    assert marked == {"name": False, "website": True, "host": False, "agree": False}


def test_no_control_carries_the_required_attribute():
    assert " required" not in str(GroupForm())


def test_radios_stand_in_a_fieldset_with_a_legend():
    html = str(GroupForm({})["host"].as_field_group())
    assert only(html, "fieldset") == {"class": "fieldset has-error", "aria-describedby": "id_host_error"}
    assert "<legend>Host" in html
    assert html.count('<div class="choice"><input type="radio"') == 2


def test_checkbox_stands_before_its_label():
    html = str(GroupForm()["agree"].as_field_group())
    assert html.index('type="checkbox"') < html.index('<label for="id_agree">We agree</label>')


def test_field_can_carry_the_heading_of_its_page():
    form = GroupForm()
    form.fields["name"].is_heading = True
    assert '<h1 class="label-big"><label for="id_name">Name of your group' in str(form["name"].as_field_group())


def test_prefix_stands_before_the_control():
    form = GroupForm()
    form.fields["name"].prefix = "£"
    html = str(form["name"].as_field_group())
    assert html.index('<span class="affix-text" aria-hidden="true">£</span>') < html.index("<input")


def test_what_was_typed_is_kept_and_escaped():
    html = str(GroupForm({"name": '"><script>'})["name"].as_field_group())
    assert only(html, "input")["value"] == '"><script>'
