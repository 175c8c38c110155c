"""make mutants: which modules and tests it is about, and how what mutmut prints is counted."""

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
CHOSEN = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
RESULTS = """    bot.markup.x_cut__mutmut_1: killed
    bot.markup.x_cut__mutmut_2: survived
    bot.markup.xǁ_Readerǁhandle_data__mutmut_1: timeout
    bot.telegram.offers.xǁOffersǁtake__mutmut_1: no tests
    bot.telegram.offers.xǁOffersǁtake__mutmut_2: killed
"""


@pytest.fixture
def mutants() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mutants", ROOT / ".ci/mutants.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_modules_are_those_that_are_covered_whole() -> None:
    (vital,) = re.findall(r"^vital = (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert CHOSEN["only_mutate"] == vital.split(",")


def test_what_is_chosen_is_there() -> None:
    chosen = CHOSEN["only_mutate"] + CHOSEN["pytest_add_cli_args_test_selection"]
    assert [path for path in chosen if not (ROOT / path).is_file()] == []


def test_only_what_a_test_noticed_counts(mutants: ModuleType) -> None:
    assert mutants.count(RESULTS) == {"bot.markup": (2, 3), "bot.telegram.offers": (1, 2)}
    assert mutants.find_survivors(RESULTS) == [
        "bot.markup.x_cut__mutmut_2",
        "bot.telegram.offers.xǁOffersǁtake__mutmut_1",
    ]
