"""Every address of the site, as the URL resolver knows it."""

import re
from dataclasses import dataclass
from typing import Any

from django.urls import URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

STRANGE = {"int": 987654321, "str": "does-not-belong", "slug": "does-not-belong", "path": "does/not/belong"}
STRANGE_UUID = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True)
class Route:
    """One address: its full name, its path with something strange for each argument, its view."""

    name: str
    path: str
    has_arguments: bool
    view: Any

    @property
    def gate(self):
        return getattr(self.view, "gate", None)

    @property
    def is_ours(self):
        return self.view.__module__.startswith(("grants.", "cms."))


def routes(patterns=None, spaces="", prefix="/"):
    """Every route below the patterns, in the resolver's order."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + filled(entry.pattern)
        if isinstance(entry, URLResolver):
            space = f"{spaces}{entry.namespace}:" if entry.namespace else spaces
            yield from routes(entry.url_patterns, space, path)
        else:
            has_arguments = path.endswith("?") or bool(entry.pattern.regex.groups) or "does" in path or "9876" in path
            yield Route(f"{spaces}{entry.name or ''}", path, has_arguments or STRANGE_UUID in path, entry.callback)


def filled(pattern):
    """The path of a pattern, with something that belongs to nobody in place of each argument."""
    if not isinstance(pattern, RoutePattern):
        return re.sub(r"\\/", "/", pattern.regex.pattern.strip("^$"))
    path = str(pattern)
    for name, converter in pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        value = STRANGE_UUID if kind == "uuid" else STRANGE[kind]
        path = re.sub(rf"<(?:\w+:)?{name}>", str(value), path)
    return path
