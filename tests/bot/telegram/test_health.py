"""The local port: alive, ready, figures; and what /status says of the same."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.config import ConfigError
from bot.telegram.health import open_health
from bot.vitals import DEAF_SECONDS, Vitals
from tests.bot import api_server as api
from tests.bot.api_server import ApiServer
from tests.bot.bench import Bench, open_bench
from tests.bot.canned import ADMIN, CannedLibrary, update
from tests.bot.running import running_bot


@pytest.fixture
def server() -> Iterator[ApiServer]:
    with api.api_server() as running:
        yield running


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with open_bench(CannedLibrary()) as opened:
        yield opened


async def get(port: int, path: str) -> httpx.Response:
    async with httpx.AsyncClient() as watcher:
        return await watcher.get(f"http://127.0.0.1:{port}{path}")


async def test_a_bot_that_works_says_so_and_counts(server: ApiServer, tmp_path: Path, port: int) -> None:
    server.fail("sendMessage", api.SERVER_ERROR)
    server.put(update("canary one"), update("crash"))
    async with running_bot(server, tmp_path, metrics_listen=("127.0.0.1", port)):
        await server.wait_for(2)
        async with asyncio.timeout(20):
            while 'outcome="failed"' not in (figures := (await get(port, "/metrics")).text):
                await asyncio.sleep(0.05)
        assert [(await get(port, path)).status_code for path in ("/healthz", "/readyz", "/else")] == [200, 200, 404]
    samples = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(figures)
        for sample in family.samples
    }
    assert samples["youju_updates_total", "done"] == 1
    assert samples["youju_answers_total", "answered", "fact"] == 1
    assert samples["youju_telegram_calls_total", "500", "sendMessage"] == 1
    assert samples["youju_telegram_calls_total", "200", "sendMessage"] == 2
    assert samples["youju_telegram_calls_total", "200", "getUpdates"] >= 1
    assert samples["youju_waiting_updates",] == 0
    assert samples["youju_facts",] == 3
    assert "canary" not in figures


async def test_it_is_off_unless_asked_for(server: ApiServer, tmp_path: Path, port: int) -> None:
    server.put(update("one"))
    async with running_bot(server, tmp_path):
        await server.wait_for(1)
        with pytest.raises(httpx.ConnectError):
            await get(port, "/healthz")


async def test_a_port_that_is_taken_is_one_line(server: ApiServer, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        async with running_bot(server, tmp_path, metrics_listen=other.getsockname()) as bot:
            with pytest.raises(ConfigError, match=r"^METRICS_LISTEN: cannot listen there"):
                await bot


@pytest.fixture
async def watched(bench: Bench, port: int) -> AsyncIterator[tuple[int, Vitals]]:
    server = open_health(("127.0.0.1", port), bench.app.vitals)
    yield port, bench.app.vitals
    server.stop()
    await server.close_all_connections()


async def test_a_bot_that_has_gone_deaf_is_not_well(
    watched: tuple[int, Vitals], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, vitals = watched
    reply = await get(port, "/readyz")
    assert (reply.status_code, reply.text) == (503, "not connected to Telegram yet\n")
    vitals.beat()
    assert (await get(port, "/readyz")).status_code == 200
    monkeypatch.setattr("bot.vitals.DEAF_SECONDS", -DEAF_SECONDS)
    assert [(await get(port, path)).status_code for path in ("/healthz", "/readyz")] == [503, 503]


async def test_without_a_base_or_a_state_it_is_alive_and_not_ready(
    watched: tuple[int, Vitals], bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    port, vitals = watched
    vitals.beat()
    monkeypatch.setattr(bench.library, "figures", lambda: None)
    assert (await get(port, "/readyz")).text == "no knowledge base\n"
    bench.state._db.close()
    assert "state file" in (await get(port, "/readyz")).text
    assert (await get(port, "/metrics")).status_code == 503
    assert (await get(port, "/healthz")).status_code == 200


async def test_status_tells_freshness_queue_and_gaps(bench: Bench) -> None:
    await bench.say(update("Who?"), update("unheard of"), update("unheard of again"))
    (said,) = await bench.say(update("/status", user=ADMIN))
    assert "Newest article: undated; built ?" in said
    assert re.search(r"Last update ended 0:00:0\d ago; the oldest in line waits for 0:00:0\d", said)
    assert "did not answer since the start: 2 (fact 2)" in said
    assert "waiting 1" in said
