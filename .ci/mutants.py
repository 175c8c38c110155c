"""Changes the modules that must not fail in one place at a time, and counts the changes that their tests notice.

Which modules and tests: [tool.mutmut] in pyproject.toml. Takes half an hour or more. Exit status: 0 enough noticed,
1 too few, 2 not run.
"""

import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
TOOL = "mutmut==3.8.1"
APART = ROOT / "var" / "mutmut"
"""An environment of its own: what it brings is not locked. What Youju needs it finds in that of `make test`."""
MUTMUT = str(APART / "bin" / "mutmut")
FLOOR = 85
"""Of a hundred changes of a module, how many at least are noticed."""
NOTICED = ("killed", "timeout")
_RESULT = re.compile(r" *(?P<name>(?P<module>\S+?)\.x[_ǁ]\S+): (?P<status>.+)")


def main() -> int:
    """The changes that nobody notices, each as a diff, then one line for each module."""
    venv.create(APART, with_pip=True)
    install = subprocess.run([APART / "bin" / "pip", "install", "--quiet", TOOL], cwd=ROOT, check=False)
    if install.returncode:
        print("not run: mutmut could not be installed")
        return 2
    packages = sysconfig.get_path("purelib", vars={"base": str(APART)})
    Path(packages, "youju.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    # What stands from a run before counts as tried, whatever became of the tests.
    shutil.rmtree(ROOT / "mutants", ignore_errors=True)
    if subprocess.run([MUTMUT, "run", "--max-children", "2"], cwd=ROOT, check=False).returncode:
        print("not run: the tests fail as they are")
        return 2
    results = mutmut("results", "--all", "true")
    for name in find_survivors(results):
        print(mutmut("show", name))
    counts = count(results)
    for module, (noticed, tried) in counts.items():
        print(f"{module}: {noticed} of {tried} changes noticed, {100 * noticed / tried:.0f} %")
    return int(not counts or any(100 * noticed < FLOOR * tried for noticed, tried in counts.values()))


def mutmut(*arguments: str) -> str:
    """What the command prints."""
    return subprocess.run([MUTMUT, *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout


def count(results: str) -> dict[str, tuple[int, int]]:
    """Module -> how many of its changes were noticed, and of how many."""
    found: defaultdict[str, Counter[bool]] = defaultdict(Counter)
    for line in _RESULT.finditer(results):
        found[line["module"]][line["status"] in NOTICED] += 1
    return {module: (kinds[True], kinds.total()) for module, kinds in sorted(found.items())}


def find_survivors(results: str) -> list[str]:
    """The names of the changes that nobody noticed."""
    return [line["name"] for line in _RESULT.finditer(results) if line["status"] not in NOTICED]


if __name__ == "__main__":
    sys.exit(main())
