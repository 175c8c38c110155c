"""The bot's calls read a second time, by the models of aiogram, whose authors took them from the Bot API by themselves:
`make wire`. aiogram wants an older pydantic than Youju, so it lives in an environment of its own; nothing here imports
another module of Youju's.

python second_reading.py CALLS, a file with one call a line: {"method": ..., "parameters": {...}}
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin


def takes_text(annotation: Any) -> bool:
    """Whether a parameter may be plain text; any other is JSON in a form."""
    is_choice = get_origin(annotation) in (Union, UnionType)
    return annotation is str or (is_choice and any(map(takes_text, get_args(annotation))))


def to_values(model: Any, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters of a form as the model takes them."""
    plain = {name for name, field in model.model_fields.items() if takes_text(field.annotation)}
    return {
        name: json.loads(value)
        if isinstance(value, str) and name in model.model_fields and name not in plain
        else value
        for name, value in parameters.items()
    }


def find_unknown(value: Any, path: str) -> Iterator[str]:
    """Paths of the fields, at any depth, that the models do not know."""
    if isinstance(value, list):
        for number, part in enumerate(value):
            yield from find_unknown(part, f"{path}.{number}")
    elif hasattr(type(value), "model_fields"):
        yield from (f"{path}.{name}" for name in value.model_extra or ())
        for name in value.model_fields_set & type(value).model_fields.keys():
            yield from find_unknown(getattr(value, name), f"{path}.{name}")


def find_fault(models: Mapping[str, Any], method: str, parameters: Mapping[str, Any]) -> str:
    """What is wrong with a call; "" where nothing is."""
    model = models.get(method.lower())
    if model is None:
        return f"{method}: no such method"
    try:
        call = model.model_validate(to_values(model, parameters))
    except ValueError as error:
        return f"{method}: {error}"
    return ", ".join(f"{path}: unknown" for path in find_unknown(call, method))


def main(calls: Path) -> int:
    """Prints the figure; 1 where a call is wrong or there is none."""
    import aiogram
    from aiogram import methods

    models = {name.lower(): getattr(methods, name) for name in methods.__all__}
    made = [json.loads(line) for line in calls.read_text(encoding="ascii").splitlines()]
    faults = [fault for call in made if (fault := find_fault(models, call["method"], call["parameters"]))]
    counts = ", ".join(f"{method} {count}" for method, count in Counter(call["method"] for call in made).most_common())
    sys.stdout.write(f"{len(made)} calls ({counts}) read by aiogram {aiogram.__version__}: {len(faults)} wrong\n")
    sys.stdout.write("".join(f"{fault}\n" for fault in faults[:20]))
    return 1 if faults or not made else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
