"""Updates by webhook: stored before 200, forgeries refused, repeats answered once."""

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from bot.telegram.webhook import BODY_LIMIT, SECRET_HEADER
from tests.bot import api_server as api
from tests.bot.api_server import ApiServer
from tests.bot.canned import update
from tests.bot.running import running_bot

SECRET = "a-secret-of-more-than-thirty-two-characters"
HEADERS = {SECRET_HEADER: SECRET}


@pytest.fixture
def server() -> Iterator[ApiServer]:
    with api.api_server() as running:
        yield running


@pytest.fixture
def webhook() -> dict[str, Any]:
    """Settings of a webhook on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = {"webhook_url": "https://bot.example.org/hook", "webhook_listen": ("127.0.0.1", port)}
    return address | {"webhook_secret": SecretStr(SECRET)}


async def registered(server: ApiServer) -> None:
    """Returns when the bot has told the server of its webhook."""
    while not server.webhook:
        await asyncio.sleep(0.01)


def url_of(webhook: dict[str, Any]) -> str:
    return f"http://127.0.0.1:{webhook['webhook_listen'][1]}/hook"


@pytest.mark.promise(13)
async def test_a_posted_update_is_answered_once_however_often_it_comes(
    server: ApiServer, tmp_path: Path, webhook: dict[str, Any]
) -> None:
    asked = update("one")
    server.know(asked)
    async with running_bot(server, tmp_path, **webhook), httpx.AsyncClient(headers=HEADERS) as telegram:
        await registered(server)
        replies = [await telegram.post(url_of(webhook), json=asked) for _ in range(3)]
        await server.wait_for(1)
        await asyncio.sleep(0.1)
    assert [reply.status_code for reply in replies] == [200] * 3
    assert len(server.messages) == 1
    assert server.webhook["secret_token"] == SECRET
    assert server.webhook["max_connections"] == "4"


FORGERIES: dict[str, tuple[dict[str, str], bytes, int]] = {
    "no secret": ({}, b'{"update_id": 1}', 403),
    "wrong secret": ({SECRET_HEADER: "guess"}, b'{"update_id": 1}', 403),
    "secret in another script": ({SECRET_HEADER: "\u79d8\u5bc6".encode().decode("latin-1")}, b"{}", 403),
    "no json": (HEADERS, b"<html>", 400),
    "no update": (HEADERS, b"[]", 400),
    "no id": (HEADERS, b"{}", 400),
    "deep": (HEADERS, b"[" * 100_000, 400),
}


@pytest.mark.promise(13)
@pytest.mark.parametrize(("headers", "body", "status"), FORGERIES.values(), ids=FORGERIES)
async def test_a_forgery_is_refused(
    server: ApiServer, tmp_path: Path, webhook: dict[str, Any], headers: dict[str, str], body: bytes, status: int
) -> None:
    async with running_bot(server, tmp_path, **webhook), httpx.AsyncClient() as stranger:
        await registered(server)
        encoded = {name: value.encode("latin-1") for name, value in headers.items()}
        reply = await stranger.post(url_of(webhook), content=body, headers=encoded)
    assert reply.status_code == status
    assert server.messages == []


@pytest.mark.promise(13)
async def test_a_huge_body_is_refused_and_harms_nobody(
    server: ApiServer, tmp_path: Path, webhook: dict[str, Any]
) -> None:
    async with running_bot(server, tmp_path, **webhook), httpx.AsyncClient(headers=HEADERS) as telegram:
        await registered(server)
        try:
            reply = await telegram.post(url_of(webhook), content=b"x" * (BODY_LIMIT + 1))
            assert reply.status_code in (400, 413)
        except httpx.TransportError:
            pass  # tornado may close the connection before it has read all: as good a refusal
        after = update("after")
        server.know(after)
        assert (await telegram.post(url_of(webhook), json=after)).status_code == 200
        await server.wait_for(1)


@pytest.mark.promise(13)
async def test_many_posts_at_once_are_all_answered(server: ApiServer, tmp_path: Path, webhook: dict[str, Any]) -> None:
    async with running_bot(server, tmp_path, **webhook), httpx.AsyncClient(headers=HEADERS) as telegram:
        await registered(server)
        asked = [update(str(user), user=user) for user in range(1, 26)]
        server.know(*asked)
        replies = await asyncio.gather(*(telegram.post(url_of(webhook), json=one) for one in asked))
        await server.wait_for(25)
    assert {reply.status_code for reply in replies} == {200}
    assert {message["visible"].split()[1] for message in server.messages} == {str(user) for user in range(1, 26)}
