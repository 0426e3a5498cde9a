"""The yardstick: CPU milliseconds of the least Django page that lists 50 rows.

One view, no middleware, one query of 50 rows and 6 columns from a table of 10,000 in SQLite memory, one template
through the cached loader, Django's test client, median process CPU time of its requests. Runs beside the measuring
process and answers each line it hears, so that a page and its yardstick meet the same load on the machine.
"""

import datetime as dt
import json
import subprocess
import sys
import time

import django
from django.conf import settings

PAGE = (
    "<!doctype html><title>{{ title }}</title><table>{% for r in rows %}<tr><td>{{ r.a }}<td>{{ r.b }}<td>{{ r.c }}"
    '<td>{{ r.d|date:"Y-m-d" }}<td>{{ r.e }}<td><a href="/x/{{ r.pk }}/">open</a></tr>{% endfor %}</table>'
)
WARM_UP = 10


def configure():
    memory = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    loader = ("django.template.loaders.locmem.Loader", {"list.html": PAGE})
    engine = {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {"loaders": [("django.template.loaders.cached.Loader", [loader])]},
    }
    settings.configure(
        DATABASES={"default": memory},
        ROOT_URLCONF=__name__,
        SECRET_KEY="yardstick",
        ALLOWED_HOSTS=["*"],
        USE_TZ=True,
        TEMPLATES=[engine],
    )
    django.setup()


def serve(heard, say):
    """For each number it hears, as many requests; says their CPU milliseconds."""
    from django.db import connection, models
    from django.shortcuts import render
    from django.test import Client
    from django.urls import path

    class Row(models.Model):
        a = models.CharField(max_length=40)
        b = models.CharField(max_length=40)
        c = models.IntegerField()
        d = models.DateTimeField()
        e = models.CharField(max_length=40)

        class Meta:
            app_label = "yardstick"

    def page(request):
        return render(request, "list.html", {"title": "rows", "rows": Row.objects.order_by("-pk")[:50]})

    sys.modules[__name__].urlpatterns = [path("", page)]
    with connection.schema_editor() as editor:
        editor.create_model(Row)
    now = dt.datetime(2026, 9, 7, tzinfo=dt.UTC)
    rows = [Row(a=f"Group {n}", b="Larkfield", c=n, d=now, e="submitted") for n in range(10_000)]
    Row.objects.bulk_create(rows)
    client = Client()
    for _turn in range(WARM_UP):
        client.get("/")
    for line in heard:
        say(json.dumps([_spent(client) for _turn in range(int(line))]))


def _spent(client):
    started = time.process_time()
    client.get("/")
    return (time.process_time() - started) * 1000


class Yardstick:
    """The process of its own that the page runs in."""

    def __enter__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.yardstick"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(self, *_error):
        self.process.communicate()

    def requests(self, number):
        """CPU milliseconds of so many requests, made now."""
        print(number, file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())


if __name__ == "__main__":
    configure()
    serve(sys.stdin, lambda line: print(line, flush=True))
