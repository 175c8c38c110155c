"""What the README promises of the bundled articles holds."""

import re
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.types import Question, Status
from knowledge.building.build import build_base
from knowledge.storing.store import open_base

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    db = tmp_path_factory.mktemp("readme") / "kb.db"
    build_base([ROOT / "knowledge/articles"], db)
    base = open_base(db)
    yield Assistant(base)
    base.close()


def test_every_question_of_the_table_is_answered(assistant):
    table = README.partition("| kind | for example |")[2].partition("\n\n")[0]
    questions = [q.strip() for row in table.splitlines()[2:] for q in row.split("|")[2].split(" · ")]
    assert len(questions) > 15
    assert [q for q in questions if assistant.answer(Question(q)).status is not Status.ANSWERED] == []


def test_the_transcript_is_what_the_program_says(assistant):
    transcript = README.partition("```text\n")[2].partition("```")[0]
    for question, said in re.findall(r"^> (.+)\n(.+)$", transcript, re.MULTILINE):
        assert assistant.answer(Question(question)).lead.splitlines()[0] == said
