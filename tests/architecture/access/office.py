"""The office."""

from tests.architecture.access import EVERYBODY

ACCESS = {
    "office:components": EVERYBODY,
}
