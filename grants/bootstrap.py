"""Makes the project run on a bare machine. Standard library only."""


def ensure_environment(argv: list[str]) -> None:
    """Where Django is missing: make .venv, install the lock, go on inside it."""
