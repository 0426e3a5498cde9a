"""How every Django form comes out: label, hint, error, control, as templates/forms/ draw them."""

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

# Django's own include template after template, two for each option of a list: that costs more than the page around it.
INPUTS = ("text", "number", "email", "hidden")
OURS = {f"django/forms/widgets/{kind}.html": "forms/input.html" for kind in INPUTS} | {
    "django/forms/widgets/select.html": "forms/select.html",
    "django/forms/widgets/textarea.html": "forms/textarea.html",
}


class FormRenderer(TemplatesSetting):
    """Fields by `templates/forms/field.html`; no `required` attribute, since the server says what is missing."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> Any:
        if "widget" in context:
            _drop_required(context["widget"])
        if template_name == self.field_template_name:
            context = context | _manner(context["field"].field)
        return super().render(OURS.get(template_name, template_name), context, request)


def _manner(field: Any) -> dict[str, Any]:
    """What our forms say of a field beyond Django's own. A template that asks for what is not there pays dearly."""
    is_optional = not field.required and not getattr(field, "is_never_optional", False)
    said = {name: getattr(field, name, None) for name in ("is_heading", "prefix", "suffix")}
    return said | {"is_optional": is_optional}


def _drop_required(widget: dict[str, Any]) -> None:
    """Takes `required` off a widget, its choices and its parts."""
    widget.get("attrs", {}).pop("required", None)
    for part in widget.get("subwidgets", []):
        _drop_required(part)
    for _name, options, _index in widget.get("optgroups", []):
        for option in options:
            _drop_required(option)
