"""Companies in lists that say how many they are, however the list begins and whatever stands behind its members."""

import pytest

from knowledge.names.discover import discover_entities
from knowledge.names.lexicon import load_lexicon
from knowledge.types import EntityKind


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("这四家公司——烛龙光学、沧海微、石径、Limpo（中文名叫“青渚”）——都在亏钱。", {"烛龙光学", "沧海微", "石径", "Limpo"}, id="dash, bracket"),
        pytest.param("圈内把烛龙智能、沧海微和石径无界这三家放在一起。", {"烛龙智能", "沧海微", "石径无界"}, id="words before the list"),
        pytest.param("这四家公司——烛龙光学、沧海微、石径——都在亏钱。", set(), id="not as many as it says"),
    ],
)  # fmt: skip
def test_members_of_a_counted_list_are_names(text: str, names: set[str]) -> None:
    found = discover_entities(text, ((0, len(text)),), load_lexicon())
    assert {one.name for one in found if one.kind is EntityKind.COMPANY} == names
