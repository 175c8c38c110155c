"""The keyboards under messages, checked as the real server checks them."""

import re
from typing import Any

from bot.local_telegram.calls import Call, Json, bad_request

DATA_LIMIT = 64
"""Bytes of callback_data."""
BUTTON_LIMIT = 100
_URL = re.compile(r"(?i:https?|tg|ton)://[^\s/]+\S*|[\w-]+(\.[\w-]+)+(/\S*)?")
ACTIONS = (
    *("url", "callback_data", "switch_inline_query", "switch_inline_query_current_chat", "copy_text", "web_app"),
    *("switch_inline_query_chosen_chat", "login_url", "pay", "callback_game"),
)


def read_markup(call: Call) -> Json | None:
    """The inline keyboard of a call; None where there is none or it is of another kind. Raises ApiError."""
    return check_markup(call.json("reply_markup"))


def check_markup(markup: Any) -> Json | None:
    """The same for a markup that is read already."""
    if markup is None or markup == {}:
        return None
    if not isinstance(markup, dict):
        raise bad_request("can't parse reply keyboard markup JSON object")
    if "inline_keyboard" not in markup:
        return None  # a keyboard below the text field: nothing to show here
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('can\'t parse inline keyboard: field "inline_keyboard" must be an Array of Arrays')
    checked = [[_check_button(button) for button in row] for row in rows if row]
    if sum(map(len, checked)) > BUTTON_LIMIT:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": checked} if checked else None


def _check_button(button: Any) -> Json:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request('can\'t parse inline keyboard button: field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: text buttons are unallowed in the inline keyboard")
    actions = [name for name in ACTIONS if name in button]
    if not actions:
        raise bad_request("can't parse inline keyboard button: text buttons are unallowed in the inline keyboard")
    data, url = button.get("callback_data"), button.get("url")
    if data is not None and not (isinstance(data, str) and 0 < len(data.encode()) <= DATA_LIMIT):
        raise bad_request("BUTTON_DATA_INVALID")
    if url is not None and not (isinstance(url, str) and _URL.fullmatch(url)):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    copied = button.get("copy_text")
    if copied is not None and not (isinstance(copied, dict) and 0 < len(str(copied.get("text", ""))) <= 256):
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return dict(button)
