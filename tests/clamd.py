"""A scanner for tests: it speaks as ClamAV does, or badly, on a socket of its own."""

import socketserver
import struct
import threading
import time
from contextlib import contextmanager, suppress

VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class _Handler(socketserver.BaseRequestHandler):
    def handle(self):
        command = b""
        while not command.endswith(b"\0"):
            command += self.request.recv(1)
        content = b""
        while size := struct.unpack("!I", self._exactly(4))[0]:
            content += self._exactly(size)
        self.server.heard.append((command, content))
        time.sleep(self.server.slow)
        said = b"stream: Eicar-Test-Signature FOUND" if VIRUS in content else b"stream: OK"
        with suppress(BrokenPipeError):  # who waits no longer hangs up
            self.request.sendall((self.server.says if self.server.says is not None else said) + b"\0")

    def _exactly(self, count):
        found = b""
        while len(found) < count:
            found += self.request.recv(count - len(found))
        return found


class _Unix(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


class _Tcp(socketserver.ThreadingTCPServer):
    daemon_threads = True


@contextmanager
def clamd(address, *, says=None, slow=0.0):
    """Runs a scanner at a path, or on a free port when `address` is None; yields it, with `.address` and `.heard`."""
    server = _Tcp(("127.0.0.1", 0), _Handler) if address is None else _Unix(str(address), _Handler)
    server.says, server.slow, server.heard = says, slow, []
    server.address = str(address) if address else f"127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
