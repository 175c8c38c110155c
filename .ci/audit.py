"""Asks the advisory service for known flaws of every locked package; says "not checked" where it could not ask.

pip-audit alone would end well after skipping what it cannot look up: --strict, and a count of what was looked up.
Exit status: 0 none known, 1 flaws or a failure, 2 not checked.
"""

import json
import re
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements-browse.lock", "requirements-dev.lock")
TOOL = "pip-audit>=2.10,<3"
APART = ROOT / "var" / "audit"
"""An environment of its own: what it brings is not locked."""
PYTHON = str(APART / "bin" / "python")


def main() -> int:
    """One line for each flaw, then one that says what was checked."""
    venv.create(APART, with_pip=True)
    install = subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", TOOL], capture_output=True, check=False)
    if install.returncode:
        print("not checked: pip-audit could not be installed")
        return 2
    worst = 0
    for lock in LOCKS:
        worst = max(worst, audit(ROOT / lock))
    return worst


def audit(lock: Path) -> int:
    """Exit status for one lock file."""
    wanted = len(re.findall(r"^[\w.-]+==", lock.read_text(encoding="utf-8"), re.MULTILINE))
    command = [PYTHON, "-m", "pip_audit", "--strict", "--disable-pip", "--require-hashes", "--format", "json"]
    done = subprocess.run([*command, "-r", str(lock)], capture_output=True, text=True, check=False)
    checked, flaws = read_report(done.stdout)
    for flaw in flaws:
        print(f"{lock.name}: {flaw}")
    if not checked:
        reason = (done.stderr.strip().splitlines() or ["no report"])[-1]
        print(f"{lock.name}: not checked: {reason[:200]}")
        return 2
    print(f"{lock.name}: {checked} of {wanted} packages checked, {len(flaws)} flaws")
    return 1 if flaws or done.returncode else 0


def read_report(text: str) -> tuple[int, list[str]]:
    """(packages that were looked up, a line for each flaw) from pip-audit's JSON; (0, []) where it is none."""
    try:
        packages = json.loads(text)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return 0, []
    looked_up = [package for package in packages if "skip_reason" not in package]
    flaws = [
        f"{package['name']} {package['version']}: {flaw['id']}" for package in looked_up for flaw in package["vulns"]
    ]
    return len(looked_up), flaws


if __name__ == "__main__":
    sys.exit(main())
