"""The site as it is served: `python -m tests.bench.web PORT` is two web workers and a background worker.

`served` starts it for a while, and `Visitor` is somebody signed in who speaks HTTP to it.
"""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.parse

from grants.env import BASE_DIR

READY_WITHIN_SECONDS = 60
CSRF = "c" * 32


def main():
    import django

    django.setup()
    from grants.desks.jobs.serving import bind, serve

    sys.exit(serve(bind(int(sys.argv[1])), when_ready=lambda: None))


@contextlib.contextmanager
def served(database_url):
    """The site on a port of its own; gives the port and the process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"DATABASE_URL": database_url, "GRANTS_MODE": "test", "DJANGO_SETTINGS_MODULE": "grants.settings"}
    command = [sys.executable, "-m", "tests.bench.web", str(port)]
    process = subprocess.Popen(command, cwd=BASE_DIR, env=os.environ | settings)
    try:
        _wait_for(port, process)
        yield port, process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def _wait_for(port, process):
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.2)
    raise RuntimeError("The site did not start.")


class Visitor:
    """Somebody signed in. Each request is a connection of its own, as behind a proxy that keeps none."""

    def __init__(self, port, session):
        self.port, self.cookies = port, f"sessionid={session}; csrftoken={CSRF}"

    def post(self, url, data):
        """The status and body of the answer. Raises OSError or HTTPException when the line drops."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded", "Cookie": self.cookies, "X-CSRFToken": CSRF,
            "Host": f"localhost:{self.port}", "X-Requested-With": "XMLHttpRequest",
        }  # fmt: skip
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("POST", url, urllib.parse.urlencode(data), headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()


if __name__ == "__main__":
    main()
