"""Law: keys point down the house, as imports do, and leave no trace in the app that they point to."""

from types import SimpleNamespace

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey

# From the ground up; apps on one floor never point at each other.
FLOORS = [
    {"reference"},
    {"people"},
    {"audit"},
    {"files"},
    {"notifications"},
    {"questions", "bank", "equality", "papers"},
    {"funds"},
    {"calls"},
    {"applications"},
    {"checks"},
    {"assessment"},
    {"awards"},
    {"payments", "outcomes"},
    {"cms"},
]
FLOOR_OF = {label: floor for floor, labels in enumerate(FLOORS) for label in labels}

EXCEPTIONS = {
    "people.Person.groups": "Django's own PermissionsMixin names it",
    "people.Person.user_permissions": "Django's own PermissionsMixin names it",
}


def wrong_keys(models):
    """Keys of our models that point up or sideways, to anything at all, or leave an accessor in another app."""
    for model in models:
        label = model._meta.app_label
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many, *_own_private_fields(model)]:
            name = f"{label}.{model.__name__}.{field.name}"
            if isinstance(field, GenericForeignKey):
                yield f"{name} points to anything at all"
            elif field.is_relation and field.remote_field and name not in EXCEPTIONS:
                yield from _wrong(name, label, field)


def _own_private_fields(model):
    """Those that a model declares itself; pages have some from Wagtail's own table of pages."""
    return [field for field in model._meta.private_fields if not getattr(field, "mti_inherited", False)]


def _wrong(name, label, field):
    target = field.related_model._meta.app_label
    if target == label or field.remote_field.parent_link:
        return
    if target in FLOOR_OF and FLOOR_OF[target] >= FLOOR_OF[label]:
        yield f"{name} points up to {target}"
    if not field.remote_field.hidden:
        yield f"{name} leaves {field.remote_field.get_accessor_name()} on {target}"


def ours():
    return [model for model in apps.get_models(include_auto_created=False) if model._meta.app_label in FLOOR_OF]


def test_every_app_of_ours_has_its_floor():
    with_models = {
        model._meta.app_label for model in apps.get_models() if model.__module__.startswith(("grants.", "cms"))
    }
    assert with_models <= set(FLOOR_OF)


def test_keys_point_down():
    assert list(wrong_keys(ours())) == []


def planted(name, field):
    """A model with one key, as the law reads it."""
    meta = SimpleNamespace(app_label="calls", local_fields=[field], local_many_to_many=[], private_fields=[])
    return SimpleNamespace(_meta=meta, __name__=name)


def key(name, target, accessor):
    """A key to another app, with or without an accessor there."""
    remote = SimpleNamespace(parent_link=False, hidden=not accessor, get_accessor_name=lambda: accessor)
    related = SimpleNamespace(_meta=SimpleNamespace(app_label=target))
    return SimpleNamespace(name=name, is_relation=True, remote_field=remote, related_model=related)


def test_planted_keys_are_caught():
    models = [
        planted("Down", key("fund", "funds", "")),
        planted("Up", key("award", "awards", "")),
        planted("Loud", key("fund", "funds", "call_set")),
        planted("Generic", GenericForeignKey()),
    ]
    models[3]._meta.local_fields[0].name = "thing"
    assert list(wrong_keys(models)) == [
        "calls.Up.award points up to awards",
        "calls.Loud.fund leaves call_set on funds",
        "calls.Generic.thing points to anything at all",
    ]
