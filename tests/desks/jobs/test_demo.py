"""The demo refuses in one sentence, and loads its world once."""

import errno
import shutil
import socket
from collections import namedtuple

import pytest
from django.core.management import call_command
from django.db import OperationalError
from wagtail.models import Site

from grants.desks.jobs import demo
from grants.ground.kit import clock
from grants.ground.people.models import Person, RoleHolding
from grants.ground.people.roles import Role
from grants.ground.reference.models import Funder


def test_taken_port_is_named_and_another_one_offered():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(demo.CannotStart) as refused:
            demo.take_port(port)
    assert str(refused.value) == (
        f"Port {port} is taken by another program. Stop it, or choose another port: "
        f"python3 manage.py demo --port {port + 1}"
    )


def test_second_demo_in_one_folder_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(demo, "VAR_DIR", tmp_path)
    with (
        demo.being_the_only_one(),
        pytest.raises(demo.CannotStart, match="running already"),
        demo.being_the_only_one(),
    ):
        pytest.fail("two demos at once")


def test_nearly_full_disk_is_refused_before_anything_is_written(monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(10**9, 10**9 - 10**7, 10**7))
    with pytest.raises(demo.CannotStart, match=r"100 MB are needed in .*, 10 MB are free"):
        demo.refuse_a_full_disk()


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "The disk is full. Make room in "),
        (OperationalError("database or disk is full"), "The disk is full. Make room in "),
        (
            PermissionError(errno.EACCES, "Permission denied", "/srv/var"),
            "Cannot write to /srv/var: Permission denied.",
        ),
        (OperationalError("no such column: x\nLINE 1"), "Cannot use the database "),
    ],
)
def test_errors_of_disk_and_database_become_one_sentence(error, sentence):
    found = demo.why(error)
    assert found.startswith(sentence)
    assert "\n" not in found


@pytest.mark.slow
@pytest.mark.django_db
def test_world_is_loaded_once_with_somebody_in_every_role():
    said = []
    for _turn in (1, 2):
        demo.load_world(now=clock.now(), say=said.append)
    assert said == ["Loading the demo world"]
    assert Funder.objects.get().name == "Willowmere Behavioural Health Centre"
    assert set(RoleHolding.objects.values_list("role", flat=True)) == set(Role.values)
    assert Person.objects.filter(is_superuser=True).count() == 0


@pytest.mark.django_db
def test_site_knows_the_port(settings):
    demo.move_site(8123)
    assert settings.BASE_URL == "http://localhost:8123"
    assert Site.objects.get(is_default_site=True).root_url == "http://localhost:8123"


def test_demo_command_refuses_outside_demo_mode():
    with pytest.raises(SystemExit) as ended:
        call_command("demo")
    assert ended.value.code == "The demo runs in demo mode only, and GRANTS_MODE is test."
