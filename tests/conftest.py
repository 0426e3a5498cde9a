"""What every test stands on: the template database, private folders, no network, the browser."""

import os

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase, override_settings

from grants.desks.jobs.installing import compile_translations
from tests import browser, network, template_database
from tests.cast import cast  # noqa: F401, the fixture


def pytest_configure(config):
    if django_settings.MODE != "test":
        raise pytest.UsageError("Run tests with `python3 manage.py test`, or with GRANTS_MODE=test set.")
    network.keep_to_this_machine()
    compile_translations()


def pytest_collection_modifyitems(config, items):
    """Leaves out what this database cannot show; the run on PostgreSQL has them."""
    if connection.vendor == "postgresql":
        return
    left_out = [item for item in items if item.get_closest_marker("postgres")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, tmp_path_factory):
    """Replaces pytest-django's own: a copy of the template instead of migrating again."""
    with django_db_blocker.unblock():
        connection.settings_dict["CONN_MAX_AGE"] = 0
        database = template_database.for_this_database(tmp_path_factory.mktemp("database"))
        database.start()
        TransactionTestCase._fixture_teardown = lambda case: database.restore()
        yield
        database.stop()


@pytest.fixture(autouse=True)
def nothing_remembered():
    """No test meets what another one left in the cache."""
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def private_folders(tmp_path_factory):
    """Files that tests store go where pytest clears up."""
    folder = tmp_path_factory.mktemp("files")
    storages = {name: dict(storage) for name, storage in django_settings.STORAGES.items()}
    storages["private"]["OPTIONS"] = {"location": str(folder / "private"), "base_url": None}
    with override_settings(MEDIA_ROOT=str(folder / "media"), PRIVATE_FILES_ROOT=folder / "private", STORAGES=storages):
        yield folder


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright's loop runs in the tests' own thread
    return browser_type_launch_args | {"executable_path": browser.CHROMIUM, "args": browser.FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | {"locale": "en-GB", "timezone_id": "Europe/London", "reduced_motion": "reduce"}


@pytest.fixture
def browser_page(monkeypatch, live_server, new_context):
    """A page of Chromium on the running site: `browser_page.goto("/")`, `sign_in_as(browser_page, person)`."""
    monkeypatch.setattr(django_settings, "BASE_URL", live_server.url)
    return new_context(base_url=live_server.url).new_page()
