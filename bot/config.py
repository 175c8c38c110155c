"""The settings, from the environment or `.env`. A bad one is one line that names it; secrets never show."""

import os
import re
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

import knowledge
from bot.feedback.keeping import KeepQuestions
from bot.zones import to_zone
from knowledge.errors import YoujuError

BUNDLED_ARTICLES = Path(knowledge.__file__).parent / "articles"
SHARED_IDS = frozenset({1087968824, 136817688, 777000})
"""GroupAnonymousBot, Channel_Bot and Telegram itself: many people write as them, so none may be an admin
(`telegram.constants.ChatID`)."""


class ConfigError(YoujuError):
    """A setting is absent or bad; the text starts with its name."""


def to_admins(value: object) -> object:
    """User ids from "1, 2". Raises ValueError for anything that is not an id of one person."""
    if not isinstance(value, str):
        return value
    ids = [part.strip() for part in value.split(",") if part.strip()]
    for part in ids:
        if not re.fullmatch(r"[1-9][0-9]{0,18}", part):
            raise ValueError(f"{part!r} is not a numeric user id")
        if int(part) in SHARED_IDS:
            raise ValueError(f"{part} is shared by many people and cannot be an admin")
    return tuple(int(part) for part in ids)


def to_folders(value: object) -> object:
    """Folders from a list as in PATH. Raises ValueError for one that does not exist."""
    if not isinstance(value, str):
        return value
    folders = tuple(Path(part).expanduser() for part in value.split(os.pathsep) if part)
    for folder in folders:
        if not folder.is_dir():
            raise ValueError(f"{folder} is not a folder")
    if not folders:
        raise ValueError("names no folder")
    return folders


def to_address(value: object) -> object:
    """Host and port from "host:port". Raises ValueError for anything else."""
    if not isinstance(value, str):
        return value
    host, _, port = value.rpartition(":")
    if not host or not port.isdecimal() or not 0 <= int(port) <= 65535:
        raise ValueError("is not of the form host:port")
    return host.strip("[]"), int(port)


def check_token(token: SecretStr) -> SecretStr:
    """The token itself. Raises ValueError, without its text, where it cannot be one."""
    if not re.fullmatch(r"[0-9]{1,20}:[A-Za-z0-9_-]{3,}", token.get_secret_value()):
        raise ValueError("is not of the form 123456:ABC-DEF, as BotFather gives it")
    return token


def check_secret(secret: SecretStr) -> SecretStr:
    """The secret itself. Raises ValueError, without its text, where Telegram would refuse it."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret.get_secret_value()):
        raise ValueError("must be 1 to 256 letters, digits, _ or -")
    return secret


def check_url(url: str) -> str:
    """url without a slash at its end. Raises ValueError where it is not http or https."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{url!r} is not an http or https address")
    return url.rstrip("/")


def check_zone(name: str) -> str:
    """name itself. Raises ValueError where there is no such time zone."""
    to_zone(name)
    return name


Url = Annotated[str, AfterValidator(check_url)]


class Settings(BaseSettings):
    """What can be set; field names in capitals are the names in the environment."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    bot_token: Annotated[SecretStr, AfterValidator(check_token)] | None = None
    """None: no Telegram; `run` opens one of its own in the browser."""
    bot_admins: Annotated[tuple[int, ...], NoDecode, BeforeValidator(to_admins)] = ()
    """Empty: nobody."""
    knowledge_db: Path = Path("var/knowledge.db")
    articles_dir: Annotated[tuple[Path, ...], NoDecode, BeforeValidator(to_folders)] = (BUNDLED_ARTICLES,)
    state_db: Path = Path("var/state.db")
    telegram_api_base: Url = "https://api.telegram.org"
    telegram_limits: bool = True
    """False: as many messages as can be sent. Only for a server that is not Telegram's, as in a load test."""
    webhook_url: Url | None = None
    """None: long polling."""
    webhook_secret: Annotated[SecretStr, AfterValidator(check_secret)] | None = None
    webhook_listen: Annotated[tuple[str, int], NoDecode, BeforeValidator(to_address)] = ("127.0.0.1", 8443)
    metrics_listen: Annotated[tuple[str, int] | None, NoDecode, BeforeValidator(to_address)] = None
    """Where /healthz, /readyz and /metrics are; None: nowhere."""
    keep_questions: KeepQuestions = KeepQuestions.GROUPS
    """Whose questions may be kept in their own words, where they were not answered or are judged."""
    log_format: Literal["text", "json"] = "text"
    timezone: Annotated[str, AfterValidator(check_zone)] = "Asia/Shanghai"
    """By whose clock the chats' quiet hours go."""

    @model_validator(mode="after")
    def _have_a_webhook_secret(self) -> "Settings":
        if self.webhook_url and self.webhook_secret is None:
            raise ValueError("WEBHOOK_SECRET: must be set where WEBHOOK_URL is")
        return self


def load_settings(**overrides: Any) -> Settings:
    """The settings of this process; overrides, by field name, win. Raises ConfigError: one line naming the setting."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper() + ": " if first["loc"] else ""
        raise ConfigError(name + first["msg"].removeprefix("Value error, ")) from None
