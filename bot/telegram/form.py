"""Is an update of the form that the Bot API gives, as far as the handlers read it? python-telegram-bot does not look:
a number where a text should be would fail in the middle of an answer.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

Number = Annotated[int, Field(ge=-(2**63), lt=2**63)]
Time = Annotated[int, Field(ge=0, lt=2**33)]
"""Seconds since 1970; a later one than year 2242 is none."""


class _Form(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")


class _User(_Form):
    id: Number
    is_bot: bool
    username: str | None = None
    language_code: str | None = None


class _Chat(_Form):
    id: Number
    type: str


class _Entity(_Form):
    type: str
    offset: Number
    length: Number
    user: _User | None = None


class _Quote(_Form):
    text: str
    is_manual: bool | None = None


class _Document(_Form):
    file_id: str
    file_unique_id: str
    file_name: str | None = None
    file_size: Number | None = None


class _Message(_Form):
    message_id: Number
    date: Time
    chat: _Chat
    sender: _User | None = Field(None, alias="from")
    sender_chat: _Chat | None = None
    via_bot: _User | None = None
    message_thread_id: Number | None = None
    is_topic_message: bool | None = None
    is_automatic_forward: bool | None = None
    text: str | None = None
    caption: str | None = None
    entities: list[_Entity] | None = None
    caption_entities: list[_Entity] | None = None
    reply_to_message: "_Message | None" = None
    quote: _Quote | None = None
    document: _Document | None = None
    migrate_to_chat_id: Number | None = None
    migrate_from_chat_id: Number | None = None
    guest_query_id: str | None = None


class _Press(_Form):
    id: str
    sender: _User = Field(alias="from")
    message: _Message | None = None
    data: str | None = None


class _Typed(_Form):
    id: str
    sender: _User = Field(alias="from")
    query: str


class _Member(_Form):
    user: _User
    status: str


class _Change(_Form):
    chat: _Chat
    sender: _User = Field(alias="from")
    new_chat_member: _Member


class _Update(_Form):
    message: _Message | None = None
    edited_message: _Message | None = None
    callback_query: _Press | None = None
    inline_query: _Typed | None = None
    my_chat_member: _Change | None = None
    guest_message: _Message | None = None


def is_well_formed(update: Mapping[str, Any]) -> bool:
    """Whether what the handlers read of it is of the types they take it for."""
    try:
        _Update.model_validate(update)
    except (ValidationError, RecursionError):
        return False
    return True
