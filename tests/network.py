"""Keeps tests off the network: only this machine answers."""

import ipaddress
import sys


class OutsideNetworkError(RuntimeError):
    """A test tried to reach another machine."""


def _is_this_machine(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(name)).is_loopback
    except ValueError:
        return False


def _refuse(event: str, args: tuple) -> None:
    if event in ("socket.connect", "socket.sendto"):
        address = args[1]
        host = address[0] if isinstance(address, tuple) else None  # else the path of a local socket
    elif event == "socket.getaddrinfo":
        host = args[0]
    else:
        return
    if not _is_this_machine(host):
        raise OutsideNetworkError(f"Tests stay on this machine, but something called {host!r}.")


def keep_to_this_machine() -> None:
    """From here on, in this process, Python refuses to look up or call any other machine.

    PostgreSQL's own library is not concerned: the database may be anywhere that DATABASE_URL says.
    """
    sys.addaudithook(_refuse)
