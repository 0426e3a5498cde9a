"""How every Django form comes out: label, hint, error, control, as templates/forms/ draw them."""

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

# Django's own includes two templates for each option: a list of a hundred costs more than the page around it.
OURS = {"django/forms/widgets/select.html": "forms/select.html"}


class FormRenderer(TemplatesSetting):
    """Fields by `templates/forms/field.html`; no `required` attribute, since the server says what is missing."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> Any:
        if "widget" in context:
            _drop_required(context["widget"])
        return super().render(OURS.get(template_name, template_name), context, request)


def _drop_required(widget: dict[str, Any]) -> None:
    """Takes `required` off a widget, its choices and its parts."""
    widget.get("attrs", {}).pop("required", None)
    for part in widget.get("subwidgets", []):
        _drop_required(part)
    for _name, options, _index in widget.get("optgroups", []):
        for option in options:
            _drop_required(option)
