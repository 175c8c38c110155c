"""The second reading itself, with models as aiogram's are: what it must find."""

from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict

from tests.promises.second_reading import find_fault


class Model(BaseModel):
    model_config = ConfigDict(extra="allow")


class Entity(Model):
    type: str
    offset: int


class Send(Model):
    chat_id: int | str
    text: str
    entities: list[Entity] | None = None


MODELS = {"send": Send}


@pytest.mark.parametrize(
    ("method", "parameters", "fault"),
    [
        ("Send", {"chat_id": "1", "text": "2"}, ""),
        ("send", {"chat_id": "1", "text": "[", "entities": '[{"type": "bold", "offset": 1}]'}, ""),
        ("sent", {"chat_id": "1", "text": "2"}, "no such method"),
        ("send", {"chat_id": "1"}, "Field required"),
        ("send", {"chat_id": "1", "text": "2", "words": "3"}, "send.words: unknown"),
        ("send", {"chat_id": "1", "text": "2", "entities": "bold"}, "Expecting value"),
        ("send", {"chat_id": "1", "text": "2", "entities": '[{"type": "bold", "offset": "x"}]'}, "valid integer"),
        ("send", {"chat_id": "1", "text": "2", "entities": '[{"type": "b", "offset": 1, "at": 2}]'}, "0.at: unknown"),
    ],
)
def test_a_wrong_call_is_found(method: str, parameters: dict[str, Any], fault: str) -> None:
    found = find_fault(MODELS, method, parameters)
    assert fault in found
    assert bool(found) == bool(fault)
