"""How people ask, as a table: what each question is understood to want, over articles of invented companies."""

from pathlib import Path

import pytest
import yaml

from bot.assistant import Assistant
from bot.types import Interpretation, Question
from knowledge.building.build import build_base
from knowledge.storing.store import KnowledgeBase, open_base

TESTS = Path(__file__).parents[1]
CASES = [
    pytest.param(
        case,
        id=" / ".join((*case.get("history", ()), case["q"])),
        marks=pytest.mark.xfail(reason=case["xfail"]) if "xfail" in case else (),
    )
    for case in yaml.safe_load((TESTS / "cases/asked.yaml").read_text(encoding="utf-8"))
]


@pytest.fixture(scope="module")
def base(tmp_path_factory) -> KnowledgeBase:
    path = tmp_path_factory.mktemp("base") / "kb.db"
    report = build_base((TESTS / "articles", TESTS / "articles_full_of_names"), path)
    assert report.failed == ()
    return open_base(path)


def understood(asked: Interpretation) -> dict[str, object]:
    """What a row of the table may say of a question."""
    return {
        "kind": asked.kind,
        "relation": asked.relation,
        "type": asked.answer_type,
        "names": [name.entity.name for name in asked.named],
        "unknown": list(asked.unknown),
        "status": asked.status.value if asked.status is not None else None,
        "parts": [part.relation or part.answer_type for part in asked.parts],
    }


@pytest.mark.parametrize("case", CASES)
def test_a_question_is_understood(base, case):
    assistant = Assistant(base)
    for earlier in case.get("history", ()):
        assistant.answer(Question(earlier))
    asked = assistant.interpret(Question(case["q"]))
    assert asked is not None
    wanted = {key: value for key, value in case.items() if key not in ("q", "history", "xfail")}
    assert {key: value for key, value in understood(asked).items() if key in wanted} == wanted
