"""Settings from the environment: what may be set, what production needs, and a clear word for what is missing."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(environ.Env().str("GRANTS_VAR_DIR", default=str(BASE_DIR / "var")))

env = environ.Env()

# What production cannot do without, and why.
REQUIRED_IN_PRODUCTION = {
    "SECRET_KEY": "a long random text that signs sessions and links",
    "ALLOWED_HOSTS": "the host names this site answers to, with commas",
    "EMAIL_URL": "where mail is handed over, as smtp+tls://user:password@host:port",
    "DEFAULT_FROM_EMAIL": "the address that mail comes from",
    "ENCRYPTION_KEYS": "keys for bank details, newest first, with commas",
}


def mode() -> str:
    """ "demo" unless GRANTS_MODE says "production" or "test"."""
    name = env.str("GRANTS_MODE", default="demo")
    if name not in {"demo", "production", "test"}:
        raise ImproperlyConfigured(f"GRANTS_MODE is {name!r}; it is one of demo, production, test.")
    return name


def require_production_settings() -> None:
    """Refuses to start production without its settings, naming each one that is missing."""
    missing = [name for name in REQUIRED_IN_PRODUCTION if not env.str(name, default="").strip()]
    if missing:
        lines = "\n".join(f"  {name}: {REQUIRED_IN_PRODUCTION[name]}" for name in missing)
        raise ImproperlyConfigured(f"Production cannot start. Missing from the environment:\n{lines}")


def local_secret(name: str) -> str:
    """A random secret of this installation, made once and kept in the var folder. Never used in production."""
    path = VAR_DIR / f"{name}.secret"
    try:
        if not path.exists():
            _make_secret(path)
        return path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"Cannot write to {VAR_DIR}: {error.strerror}. GRANTS_VAR_DIR may name another folder."
        ) from error


def _make_secret(path: Path) -> None:
    """Writes a secret that appears whole or not at all, and the first of two writers wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(48))
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
