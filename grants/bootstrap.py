"""Makes the project run on a bare machine: .venv, the locked packages, the system's libraries. Standard library only.

`.venv/installed` names the locks that were installed whole; without it .venv is half made and is made again.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed"
LOCKS = {"demo": ["requirements.txt"], "test": ["requirements-test.txt", "requirements.txt"]}
ROOM_MB = {"demo": 500, "test": 900}

# Debian's package, and what shows that it is there: the name of a library or of a program.
FOR_DOCUMENTS = {
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "libharfbuzz-subset.so.0",
}
FOR_BROWSER = {"chromium": "chromium", "libatomic1": "libatomic.so.1"}


def ensure_environment(argv: list[str]) -> None:
    """Returns inside an environment that has everything, after starting the same command again in .venv if needed."""
    if sys.version_info < (3, 11):
        sys.exit(
            f"Python 3.11 or newer is needed, and this is {sys.version.split()[0]}. Try: python3.11 manage.py demo"
        )
    command = argv[1] if len(argv) > 1 else ""
    is_inside = os.path.realpath(sys.prefix) == os.path.realpath(VENV)
    if not is_inside and importlib.util.find_spec("wagtail"):
        return  # a container or another environment that somebody filled by hand
    try:
        if is_ours(is_inside):
            ensure_packages("test" if command == "test" else "demo")
        if command in LOCKS:
            ensure_libraries(command)
    except KeyboardInterrupt:
        sys.exit("\nStopped. The same command goes on from here.")
    except OSError as error:
        sys.exit(f"Cannot write to {error.filename or ROOT}: {error.strerror}.")
    if not is_inside:
        os.execv(PYTHON, [str(PYTHON), *argv])


def is_ours(is_inside: bool) -> bool:
    """Whether .venv is for us to fill: not a link to somebody else's, and not made by hand and active."""
    return not VENV.is_symlink() and (STAMP.exists() or not is_inside)


def ensure_packages(purpose: str) -> None:
    digests = [hashlib.sha256((ROOT / lock).read_bytes()).hexdigest() for lock in LOCKS[purpose]]
    is_whole = STAMP.exists() and PYTHON.exists()
    if is_whole and digests[0] in STAMP.read_text().split():
        return
    free_mb = shutil.disk_usage(ROOT).free // 10**6
    if free_mb < ROOM_MB[purpose]:
        sys.exit(f"The disk is nearly full: {ROOM_MB[purpose]} MB are needed in {ROOT}, {free_mb} MB are free.")
    if not is_whole:
        make_virtual_environment()
    install(ROOT / LOCKS[purpose][0])
    STAMP.write_text("\n".join(digests))


def make_virtual_environment() -> None:
    print("Making .venv", flush=True)
    if importlib.util.find_spec("ensurepip") is None:
        apt_install(["python3-venv"], "Python's venv module")
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"Could not make {VENV}:\n{done.stdout}{done.stderr}")


def install(lock: Path) -> None:
    """Installs exactly what the lock names, counting packages as they come."""
    total = sum("==" in line for line in lock.read_text().splitlines() if line[:1].isalpha())
    # The lock is whole, so pip need not look for what packages need; Python compiles what is really imported.
    options = ["--require-hashes", "--no-deps", "--no-compile", "--no-input", "--disable-pip-version-check"]
    command = [str(PYTHON), "-m", "pip", "install", *options, "-r", str(lock)]
    output = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        for line in pip.stdout or ():
            output.append(line)
            show_progress(line, sum(text.startswith("Collecting ") for text in output), total)
    print(flush=True)
    if pip.returncode:
        sys.exit("".join(output[-12:]) + "The packages could not be installed; pip's last words are above.")


def show_progress(line: str, done: int, total: int) -> None:
    is_screen = sys.stdout.isatty()
    if line.startswith("Collecting ") and (is_screen or done % 10 == 1):
        name = line.split()[1].partition("==")[0]
        text = f"Fetching packages: {done} of at most {total} ({name})"
    elif line.startswith("Installing collected"):
        text = "Installing packages"
    else:
        return
    print(f"\r{text:<78}" if is_screen else text, end="" if is_screen else "\n", flush=True)


def ensure_libraries(command: str) -> None:
    """Installs what PDFs (and, for tests, the browser) need from the system, or says how."""
    for purpose, packages in (("PDF documents", FOR_DOCUMENTS), ("tests in a browser", FOR_BROWSER)):
        missing = [package for package, sign in packages.items() if not is_there(sign)]
        if missing and (packages is FOR_DOCUMENTS or command == "test"):
            apt_install(missing, purpose)


def is_there(sign: str) -> bool:
    if ".so" not in sign:
        return shutil.which(sign) is not None
    if sys.platform != "linux":
        return ctypes.util.find_library(sign[3:].partition(".so")[0]) is not None
    try:
        ctypes.CDLL(sign)
    except OSError:
        return False
    return True


def apt_install(packages: list[str], purpose: str) -> None:
    """As root on Debian or Ubuntu, installs the packages; elsewhere prints the one command to run."""
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not shutil.which("apt-get") or os.geteuid():
        how = "sudo " + " ".join(install) if shutil.which("apt-get") else "brew install pango, or your system's like"
        print(f"Something is missing for {purpose}. To have it, run:\n  {how}", flush=True)
        return
    print(f"Installing {' '.join(packages)} with apt-get, for {purpose}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], install):
        done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        print(f"apt-get could not install them:\n{done.stderr}", flush=True)
