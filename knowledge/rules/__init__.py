"""The rules: YAML files beside this one, read strictly. A broken one names its file and key."""

import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.errors import RuleError
from knowledge.keeping import keep

RULES = Path(__file__).parent


class Rule(BaseModel):
    """A block of a rule file: unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


R = TypeVar("R", bound=Rule)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which on, off, yes and no are words, as in YAML 1.2: rule files are full of words."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


_STRING, _LIST, _MAP = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))


def _to_plain(node: yaml.Node | None) -> Any:
    """What a node of YAML says; PyYAML's own constructor, which takes twice as long, says it of all but plain ones."""
    match node:
        case None:
            return None
        case yaml.ScalarNode(tag=tag, value=value) if tag == _STRING:
            return value
        case yaml.SequenceNode(tag=tag, value=parts) if tag == _LIST:
            return [_to_plain(part) for part in parts]
        case yaml.MappingNode(tag=tag, value=pairs) if tag == _MAP and all(key.tag == _STRING for key, _ in pairs):
            return {key.value: _to_plain(part) for key, part in pairs}
    return yaml.constructor.SafeConstructor().construct_document(node)


def load_rules(path: Path, form: type[R]) -> R:
    """The rule file at path, in the given form.

    Raises RuleError naming file, key and reason: "relations.yaml: valuation.phrases.2: Extra inputs are not permitted".
    """
    try:
        written = path.read_bytes()
        digest = sha256(written).hexdigest()
        content = keep(path, "rules", digest, lambda: _to_plain(yaml.compose(written.decode("utf-8"), _Loader)))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise RuleError(f"{path.name}: {' '.join(str(error).split())}") from error
    try:
        return form.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "(top)"
        raise RuleError(f"{path.name}: {key}: {first['msg']}") from error


@cache
def own_rules(name: str, form: type[R]) -> R:
    """The rule file of that name beside this module, read once. Raises RuleError."""
    return load_rules(RULES / name, form)
