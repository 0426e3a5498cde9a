"""What each mode needs and refuses, asked of the real command in a process of its own."""

import os
import subprocess
import sys

import pytest

from grants.env import BASE_DIR, REQUIRED_IN_PRODUCTION

WHOLE = {
    "SECRET_KEY": "kR3-vY8_wQz1LmXb7TnC4sJf6HdPgAe2UuVtSrOqNpMiKhZx9aBc0DeF1gHi",
    "ALLOWED_HOSTS": "grants.example",
    "EMAIL_URL": "smtp+tls://user:password@mail.example:587",
    "DEFAULT_FROM_EMAIL": "grants@grants.example",
    "ENCRYPTION_KEYS": "b64-of-thirty-two-random-bytes-and-more",
    "BASE_URL": "https://grants.example",
}


def manage(*arguments, tmp_path, **environment):
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=BASE_DIR,
        env=inherited | {"GRANTS_VAR_DIR": str(tmp_path)} | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize("missing", sorted(REQUIRED_IN_PRODUCTION))
def test_production_names_the_setting_that_is_missing(missing, tmp_path):
    given = {name: value for name, value in WHOLE.items() if name != missing}
    done = manage("check", tmp_path=tmp_path, GRANTS_MODE="production", **given)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "Production cannot start. Missing from the environment:",
        f"  {missing}: {REQUIRED_IN_PRODUCTION[missing]}",
    ]


def test_production_with_its_settings_passes_every_deployment_check(tmp_path):
    done = manage("check", "--deploy", "--fail-level", "WARNING", tmp_path=tmp_path, GRANTS_MODE="production", **WHOLE)
    assert (done.returncode, done.stdout, done.stderr) == (0, "System check identified no issues (0 silenced).\n", "")


@pytest.mark.parametrize(
    ("mode", "answer"),
    [("demo", "/account/demo-people/"), ("production", "The page of demo people cannot load in production.")],
)
def test_page_of_demo_people_loads_in_the_demo_only(mode, answer, tmp_path):
    ask = (
        "from django.core.exceptions import ImproperlyConfigured\n"
        "from django.urls import reverse\n"
        "try:\n"
        "    import grants.desks.profile.views.demo\n"
        "    print(reverse('profile:demo_people'))\n"
        "except ImproperlyConfigured as error:\n"
        "    print(error)\n"
    )
    done = manage("shell", "--no-imports", "-c", ask, tmp_path=tmp_path, GRANTS_MODE=mode, **WHOLE)
    assert (done.stdout, done.stderr) == (f"{answer}\n", "")


def test_production_has_no_address_for_demo_people(tmp_path):
    ask = "from django.urls import reverse; reverse('profile:demo_people')"
    done = manage("shell", "--no-imports", "-c", ask, tmp_path=tmp_path, GRANTS_MODE="production", **WHOLE)
    assert done.stderr.splitlines()[-1].startswith("django.urls.exceptions.NoReverseMatch")


def test_demo_does_not_run_in_production(tmp_path):
    done = manage("demo", tmp_path=tmp_path, GRANTS_MODE="production", **WHOLE)
    assert (done.returncode, done.stderr) == (1, "The demo runs in demo mode only, and GRANTS_MODE is production.\n")


def test_unknown_mode_is_refused_in_one_sentence(tmp_path):
    done = manage("check", tmp_path=tmp_path, GRANTS_MODE="staging")
    assert (done.returncode, done.stderr) == (1, "GRANTS_MODE is 'staging'; it is one of demo, production, test.\n")


def test_folder_that_cannot_be_written_is_named(tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    done = manage("check", tmp_path=in_the_way / "var", GRANTS_MODE="demo")
    assert done.returncode == 1
    assert done.stderr == (
        f"Cannot write to {in_the_way / 'var'}: Not a directory. GRANTS_VAR_DIR may name another folder.\n"
    )
