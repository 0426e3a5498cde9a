"""Public pages: the same for everybody."""

from tests.architecture.access import EVERYBODY

ACCESS = {
    "public:funded": EVERYBODY,
    "public:funded_photo": EVERYBODY,
    "public:open_data": EVERYBODY,
}
