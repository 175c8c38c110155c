"""Updates by webhook: stored before 200, forgeries refused, repeats answered once."""

import asyncio
import json
import random
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
from tests.promises.scale import scaled

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
async def test_of_many_posts_at_once_each_right_one_is_answered_once(
    server: ApiServer, tmp_path: Path, webhook: dict[str, Any], record_property: Any
) -> None:
    count, chance, at_once = scaled(50, 200, 10_000), random.Random(13), 50
    asked, forged, repeated = list[dict[str, Any]](), 0, 0
    async with running_bot(server, tmp_path, **webhook), httpx.AsyncClient() as anybody:
        await registered(server)

        async def post(headers: dict[str, str], body: bytes, status: int) -> None:
            encoded = {name: value.encode("latin-1") for name, value in headers.items()}
            assert (await anybody.post(url_of(webhook), content=body, headers=encoded)).status_code == status

        for _ in range(count // at_once):
            posts = list[tuple[dict[str, str], bytes, int]]()
            for kind in chance.choices(("right", "repeated", "forged"), (6, 2, 2), k=at_once):
                if kind == "forged":
                    posts.append(chance.choice([*FORGERIES.values()]))
                    forged += 1
                    continue
                is_new = kind == "right" or not asked
                asked += [update(str(len(asked)), user=1 + len(asked) % 1000)] if is_new else []
                repeated += not is_new
                server.know(asked[-1])
                posts.append((HEADERS, json.dumps(asked[-1] if is_new else chance.choice(asked)).encode(), 200))
            await asyncio.gather(*(post(*one) for one in posts))
        await server.until(len(asked), 60 + len(asked))
        await asyncio.sleep(0.1)
    texts = sorted(message["visible"].split()[1] for message in server.messages)
    assert texts == sorted(map(str, range(len(asked))))
    record_property("figure", f"{len(asked)} posts, {repeated} repeats and {forged} forgeries: one answer to each post")
