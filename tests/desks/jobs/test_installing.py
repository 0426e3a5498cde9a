"""What a new version needs: migrations in an order that keeps a first start short, static files, translations."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from grants.desks.jobs import installing


@pytest.mark.django_db
def test_migrate_has_nothing_to_do_on_a_database_of_this_version():
    assert installing.migrate_database() is False


@pytest.mark.django_db
def test_the_libraries_migrate_before_our_models_exist():
    graph = MigrationExecutor(connection).loader.graph
    plan = [node for leaf in graph.leaf_nodes() for node in graph.forwards_plan(leaf)]
    first_of_ours = min(plan.index((label, "0001_initial")) for label in ("audit", "calls", "awards"))
    late = {label for label, _name in plan[first_of_ours:]} - {label for label, _name in plan[:first_of_ours]}
    assert late.isdisjoint({"wagtailcore", "wagtailimages", "wagtaildocs", "wagtail_localize", "account", "mfa"})


def test_static_files_are_built_once(settings, tmp_path):
    settings.STATIC_ROOT = str(tmp_path / "static")
    assert installing.build_static_files() is True
    assert installing.build_static_files() is False


def test_translations_are_compiled_when_they_are_newer(settings, tmp_path):
    catalogue = tmp_path / "cy" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Yes"\nmsgstr "Ie"\n')
    settings.LOCALE_PATHS = [tmp_path]
    assert installing.compile_translations() == [catalogue.with_suffix(".mo")]
    assert installing.compile_translations() == []
