"""A Telegram that hears each call and keeps none, so that a long run can be listened to."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from telegram.request import RequestData

from bot.telegram.local import LocalRequest


@dataclass(slots=True)
class HearingRequest(LocalRequest):
    """Telegram's answers; what was called goes to `hear`."""

    made: int = 0
    """Calls, heard or refused."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        self.made += 1
        result = await LocalRequest.do_request(self, url, method, request_data)
        for name, parameters in self.calls:
            self.hear(name, parameters)
        self.calls.clear()
        self.sent.clear()
        return result

    def hear(self, name: str, parameters: Mapping[str, Any]) -> None:
        """Notes what the test asks of a call."""
        raise NotImplementedError


def replied_to(parameters: Mapping[str, Any]) -> int | None:
    """The number of the message that one replies to; None: it replies to nothing."""
    replied = parameters.get("reply_parameters")
    replied = json.loads(replied) if isinstance(replied, str) else replied
    return None if replied is None else int(replied["message_id"])
