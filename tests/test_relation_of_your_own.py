"""A relation that the program lacks is one block of YAML: the README's, and one of an office, in a copy of the program."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.errors import RuleError
from knowledge.facts.relations import RelationRules
from knowledge.rules import load_rules

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GPUS = re.findall(r"^```yaml\n(.+?)^```", README, re.MULTILINE | re.DOTALL)[-1]
OFFICE = """
  office_area:
    label: {zh-Hans: 办公面积, zh-Hant: 辦公面積, en: office space}
    value: quantity
    subject: [company]
    units: [平方米]
    phrases: ["(租下|租用|租了|承租) [~] {count}"]
    asked:
      ask: "(办公室|办公面积|租).{0,8}(多大|多少)"
      forms: [租, 办公室, 平方米, 面积]
      example: 山岚数据的办公室有多大
    examples:
      - {text: 山岚数据在合肥租下5000平方米的办公室。, subject: 山岚数据, quantity: 5000平方米}

  office:
    label: {zh-Hans: 办公地点, zh-Hant: 辦公地點, en: office}
    value: text
    subject: [company]
    phrases: ["(办公室|办公地点) (在|位于|搬到了|搬到) {text}"]
    asked:
      ask: "(办公室|办公地点).{0,4}(在哪|哪里|是哪)|办公地址"
      forms: [办公室, 办公地点]
      example: 山岚数据的办公室在哪里
    examples:
      - {text: 山岚数据的办公室搬到了滨河路88号。, subject: 山岚数据, words: 滨河路88号}

  lessor:
    label: {zh-Hans: 房东, zh-Hant: 房東, en: lessor}
    value: object
    subject: [company]
    object: [company, person]
    phrases: ["{subject} [~] (从|向) {object} [~] (租下|租用|承租)"]
    asked:
      ask: "房东|(向|从)(谁|哪家).{0,6}租"
      forms: [租, 房东]
      example: 山岚数据的房东是谁
    examples:
      - {text: 山岚数据从青禾智能手里租下一层楼。, subject: 山岚数据, object: 青禾智能}
"""
ARTICLE = """---
title: 霁川智能的新家
outlet: 虚构日报
date: 2025-03-02
---
霁川智能是一家做大模型训练的公司。公司目前拥有1.2万张H800，年底前还要再添一批。

霁川智能在合肥租下5000平方米的办公室，租约为期五年。霁川智能的办公室搬到了滨河路88号。

苍梧科技成立于2020年。苍梧科技从霁川智能手里租下了一间仓库。
"""
SAID = {
    "霁川智能有多少张显卡": "公司目前拥有1.2万张H800，年底前还要再添一批。",
    "霁川智能的办公室有多大": "霁川智能在合肥租下5000平方米的办公室，租约为期五年。",
    "霁川智能的办公地址": "霁川智能的办公室搬到了滨河路88号。",
    "苍梧科技的房东是谁": "苍梧科技从霁川智能手里租下了一间仓库。",
}
"""Question -> the sentence that answers it, which is to be cited."""
LEADS = {
    **dict(re.findall(r"^> (霁川.+)\n(.+)$", README, re.MULTILINE)),
    "霁川智能的办公室有多大": "5000平方米：霁川智能在合肥租下5000平方米的办公室，租约为期五年。",
    "霁川智能的办公地址": "滨河路88号：霁川智能的办公室搬到了滨河路88号。",
    "苍梧科技的房东是谁": "霁川智能：苍梧科技从霁川智能手里租下了一间仓库。",
}


def copy_program(folder: Path, blocks: str) -> Path:
    """A copy of the program in folder, with blocks at the end of a file of its relations."""
    ignored = shutil.ignore_patterns("articles", "__pycache__", "eval")
    for package in ("knowledge", "bot", "tests"):
        shutil.copytree(ROOT / package, folder / package, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", folder)
    with (folder / "knowledge/rules/relations/business.yaml").open("a", encoding="utf-8") as rules:
        rules.write(f"\n{blocks}")
    return folder


def run(program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """python -m arguments, in the copy."""
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=program, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with the new relations, and the base that it makes of ARTICLE in k.db."""
    folder = copy_program(tmp_path_factory.mktemp("program"), GPUS + OFFICE)
    (folder / "in").mkdir()
    (folder / "in/home.md").write_text(ARTICLE, encoding="utf-8")
    built = run(folder, "knowledge", "build", "in", "--db", "k.db")
    assert built.returncode == 0, built.stderr
    return folder


def test_the_new_relations_are_answered_with_their_sentence(program: Path) -> None:
    cases = [json.dumps({"id": question, "q": question}) for question in (*SAID, "苍梧科技有多少张显卡")]
    (program / "cases.jsonl").write_text("\n".join(cases), encoding="utf-8")
    answered = run(program, "bot", "answer", "cases.jsonl", "--db", "k.db")
    lines = {line["id"]: line for line in map(json.loads, answered.stdout.splitlines())}
    assert lines.pop("苍梧科技有多少张显卡")["status"] == "not_found"
    assert {question: line["answer"].splitlines()[0] for question, line in lines.items()} == LEADS
    assert [question for question in SAID if SAID[question] not in lines[question]["citations"][0]["snippet"]] == []


def test_their_own_examples_hold(program: Path) -> None:
    files = ("tests/knowledge/facts/test_relations.py", "tests/bot/test_templates.py")
    tried = run(program, "pytest", *files, "-k", "gpus or office or lessor")
    assert tried.returncode == 0, tried.stdout


def test_an_example_that_does_not_hold_is_named_with_what_it_gives(tmp_path: Path) -> None:
    folder = copy_program(tmp_path, GPUS.replace("quantity: 1.2万张H800", "quantity: 9000张H800"))
    tried = run(folder, "pytest", "tests/knowledge/facts/test_relations.py", "-k", "gpus")
    assert tried.returncode == 1, tried.stderr
    assert "rules/relations: gpus: its example '山岚数据目前拥有1.2万张H800。' gives" in tried.stdout
    assert "'quantity': '1.2万张H800'" in tried.stdout


def test_a_block_with_an_unknown_key_is_named(tmp_path: Path) -> None:
    path = tmp_path / "business.yaml"
    path.write_text("relations:\n" + GPUS.replace("forms:", "form:"), encoding="utf-8")
    with pytest.raises(RuleError, match=r"^business\.yaml: relations\.gpus\.asked\.form"):
        load_rules(path, RelationRules)
