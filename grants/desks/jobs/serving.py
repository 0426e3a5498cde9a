"""Serves the site: the web process and the worker, started together and stopped together."""

import ctypes
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication

from grants.desks.jobs.working import work

logger = logging.getLogger(__name__)

STOP_WITHIN_SECONDS = 10
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


class Web(BaseApplication):
    """Gunicorn inside this program, on a socket that is bound already."""

    def __init__(self, listener: socket.socket, when_ready: Callable[[], None]) -> None:
        self.site = get_wsgi_application()
        get_resolver().url_patterns  # noqa: B018 - imports every view now, once for all processes
        self.options = {
            "bind": [f"fd://{listener.fileno()}"],
            "workers": 1 if connection.vendor == "sqlite" else 2,
            "worker_class": "gthread",
            "threads": 8,
            "preload_app": True,
            "loglevel": "warning",
            "graceful_timeout": STOP_WITHIN_SECONDS // 2,
            "control_socket_disable": True,
            "when_ready": lambda server: when_ready(),
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        return self.site


def bind(port: int) -> socket.socket:
    """Takes the port, so that nobody else can. Raises OSError where that cannot be."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError:
        listener.close()
        raise
    return listener


def serve(listener: socket.socket, *, when_ready: Callable[[], None]) -> int:
    """Runs web and worker until one ends or somebody stops us. Returns 0 when it was somebody."""
    web = Web(listener, when_ready)
    connections.close_all()
    stopped = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, frame: stopped.append(number))
    children = [_start(web.run), _start(work)]
    while not stopped and all(_is_running(child) for child in children):
        time.sleep(0.2)
    for child in children:
        _stop(child)
    return 0 if stopped else 1


def _start(run: Callable[[], Any]) -> int:
    """A child process of its own group, so that Ctrl-C reaches the parent only, which then stops both in order."""
    child = os.fork()
    if child:
        return child
    os.setpgid(0, 0)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    try:
        run()
        os._exit(0)
    except SystemExit as ending:
        os._exit(ending.code if isinstance(ending.code, int) else 1)
    except BaseException:
        logger.exception("%s ended", run.__qualname__)
        os._exit(1)


def _is_running(child: int) -> bool:
    try:
        return os.waitpid(child, os.WNOHANG) == (0, 0)
    except ChildProcessError:
        return False


def _stop(child: int) -> None:
    """Asks a child to end, and after ten seconds ends it."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        if not _is_running(child):
            return
        os.kill(child, number)
        deadline = time.monotonic() + STOP_WITHIN_SECONDS
        while time.monotonic() < deadline and _is_running(child):
            time.sleep(0.1)
