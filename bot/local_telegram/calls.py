"""A call of a Bot API method: its parameters, read as leniently as the real server reads them, and its refusal."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


class ApiError(Exception):
    """What the server answers instead of a result."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(text: str) -> ApiError:
    """400, in the form the real server gives it."""
    return ApiError(400, f"Bad Request: {text}")


def forbidden(text: str) -> ApiError:
    """403, in the form the real server gives it."""
    return ApiError(403, f"Forbidden: {text}")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    mime: str
    content: bytes


@dataclass(slots=True)
class Made:
    """A call of a method, as it came."""

    method: str
    parameters: Mapping[str, Any]
    result: Any = None
    """None: it was refused, or has not ended."""
    files: tuple[str, ...] = ()
    """Names of the parameters that were sent as files."""


@dataclass(frozen=True, slots=True)
class Call:
    """Parameters by name: text from a form or a query, anything from JSON."""

    parameters: Mapping[str, Any]
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A parameter as text; empty where it is absent."""
        value = self.parameters.get(name)
        return value if isinstance(value, str) else "" if value is None else json.dumps(value)

    def number(self, name: str, default: int = 0) -> int:
        """A parameter as a whole number; default where it is absent or none."""
        value = self.parameters.get(name)
        try:
            return int(value) if value is not None else default
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        """Whether a parameter is switched on."""
        return self.text(name).lower() in ("true", "1", "yes")

    def json(self, name: str) -> Any:
        """A parameter that is written as JSON; None where it is absent. Raises ApiError."""
        value = self.parameters.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def object(self, name: str) -> Json:
        """A parameter that is a JSON object; empty where it is absent. Raises ApiError."""
        value = self.json(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object")
        return value

    def list(self, name: str) -> list[Any]:
        """A parameter that is a JSON array; empty where it is absent. Raises ApiError."""
        value = self.json(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise bad_request(f"{name} must be an Array")
        return value
