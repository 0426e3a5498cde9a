"""Asking ClamAV about a file, over its socket, in its own words: INSTREAM, pieces with their length, an empty one."""

import socket
import struct
import time
from contextlib import suppress
from typing import BinaryIO

PIECE = 64 * 1024
LONGEST_REPLY = 4096


class ScannerDown(Exception):
    """The scanner did not answer, took too long, or said what we do not understand: the file waits."""


def scan(content: BinaryIO, *, address: str, seconds: float) -> str:
    """The name of what was found in the content; empty when it is clean.

    `address` is a path, or host:port. Raises ScannerDown unless there was a clear answer within `seconds`.
    """
    until = time.monotonic() + seconds
    try:
        with _connected(address, seconds) as line:
            _say(line, content, until)
            return _verdict(_reply(line, until))
    except OSError as error:
        raise ScannerDown(f"{type(error).__name__}: {error}") from None


def _connected(address: str, seconds: float) -> socket.socket:
    if "/" in address:
        line = socket.socket(socket.AF_UNIX)
        try:
            line.settimeout(seconds)
            line.connect(address.removeprefix("unix:"))
        except OSError:
            line.close()
            raise
        return line
    host, _colon, port = address.rpartition(":")
    if not host or not port.isdecimal():
        raise ScannerDown(f"CLAMAV_SOCKET is {address!r}; it is a path, or host:port.")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=seconds)


def _say(line: socket.socket, content: BinaryIO, until: float) -> None:
    """Sends all of it. A scanner that has heard enough closes its ear early and still answers."""
    with suppress(BrokenPipeError, ConnectionResetError):
        line.sendall(b"zINSTREAM\0")
        while piece := content.read(PIECE):
            _hurry(line, until)
            line.sendall(struct.pack("!I", len(piece)) + piece)
        line.sendall(struct.pack("!I", 0))


def _reply(line: socket.socket, until: float) -> str:
    reply = b""
    while b"\0" not in reply and len(reply) < LONGEST_REPLY:
        _hurry(line, until)
        heard = line.recv(LONGEST_REPLY)
        if not heard:
            break
        reply += heard
    return reply.partition(b"\0")[0].decode(errors="replace").strip()


def _hurry(line: socket.socket, until: float) -> None:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("the scanner took too long")
    line.settimeout(left)


def _verdict(reply: str) -> str:
    if reply == "stream: OK":
        return ""
    name = reply.removeprefix("stream: ").removesuffix(" FOUND")
    if reply.startswith("stream: ") and reply.endswith(" FOUND") and name:
        return name
    raise ScannerDown(f"the scanner said: {reply[:100]!r}")
