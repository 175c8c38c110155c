"""Makes .venv hold what a lock file names, no more than once. Run by make; needs the standard library only.

usage: install.py LOCK

Two runs at once wait for each other. The tools that build a package (requirements-build.lock) are locked as well,
so that an install a year from now is the same.
"""

import fcntl
import hashlib
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin/python"
BUILD = ROOT / "requirements-build.lock"


def is_usable() -> bool:
    """Whether .venv has a Python that starts; a half-made or moved one has not."""
    try:
        return subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def install(*arguments: str) -> None:
    """pip install with hashes checked; prints errors only. Raises CalledProcessError."""
    pip = [str(PYTHON), "-m", "pip", "-qq", "--disable-pip-version-check", "--no-input"]
    subprocess.run([*pip, "install", "--require-hashes", *arguments], check=True, stdout=sys.stderr)


def main() -> None:
    lock = ROOT / sys.argv[1]
    stamp = VENV / f".{lock.name}.installed"
    wanted = hashlib.sha256(BUILD.read_bytes() + lock.read_bytes()).hexdigest()
    with BUILD.open() as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        if not stamp.exists() or stamp.read_text() != wanted:
            print(f"setting up .venv from {lock.name} (once; takes a minute or so)", file=sys.stderr)
            if not is_usable():
                venv.create(VENV, clear=True, with_pip=True)
            install("-r", str(BUILD))
            install("--no-build-isolation", "-r", str(lock))
            stamp.write_text(wanted)
        stamp.touch()


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs this may well have an older one
        sys.exit("Youju needs Python 3.11 or newer; name one, for example: make PYTHON=python3.12 run")
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"setting up .venv failed: {' '.join(map(str, error.cmd[3:]))} (see above)")
