"""What deploy/ promises of the unit and the compose file: nobody's root, nothing written but in one place, no secret inside."""

import configparser
import re
from pathlib import Path
from typing import Any

import yaml

from bot.config import Settings

DEPLOY = Path(__file__).parents[1] / "deploy"
DOCKERFILE = (DEPLOY.parent / "Dockerfile").read_text(encoding="utf-8")
NAMES = {name.upper() for name in Settings.model_fields}


def read_unit() -> dict[str, str]:
    parser = configparser.ConfigParser(strict=True, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(DEPLOY / "youju.service", encoding="utf-8")
    return dict(parser["Service"])


def read_service() -> dict[str, Any]:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    service: dict[str, Any] = compose["services"]["youju"]
    return service


def test_the_unit_runs_as_nobody_in_particular_and_writes_in_one_place() -> None:
    unit = read_unit()
    assert (unit["DynamicUser"], unit["ProtectSystem"], unit["NoNewPrivileges"]) == ("yes", "strict", "yes")
    paths = dict(pair.split("=") for pair in unit["Environment"].split())
    assert {Path(paths[name]).parent.name for name in ("KNOWLEDGE_DB", "STATE_DB")} == {unit["StateDirectory"]}
    assert unit["Restart"] == "always"


def test_the_container_is_read_only_without_rights_and_has_one_volume() -> None:
    service = read_service()
    assert (service["read_only"], service["cap_drop"], service["volumes"]) == (True, ["ALL"], ["youju:/data"])
    assert service["user"] == "10001:10001"
    assert "USER 10001:10001" in DOCKERFILE
    assert "ports" not in service


def test_both_set_settings_that_there_are_and_hold_no_secret() -> None:
    given = set(read_service()["environment"]) | set(re.findall(r"([A-Z_]+)=/var", read_unit()["Environment"]))
    assert given <= NAMES
    texts = [path.read_text(encoding="utf-8") for path in DEPLOY.iterdir()]
    assert not any(re.search(r"\d{6,}:[\w-]{20,}|BOT_TOKEN\s*[=:]\s*\S", text) for text in texts)


def test_every_setting_is_in_the_example() -> None:
    example = (DEPLOY.parent / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)) == NAMES
