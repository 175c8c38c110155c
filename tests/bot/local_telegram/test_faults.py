"""Faults on demand: each shows once, where and how it was asked for."""

import httpx
import pytest

from tests.bot.local_telegram.local import LIN, Local


async def test_a_flood_names_its_seconds_once(local: Local) -> None:
    await local.say("hello")
    parameters = {"retry_after": 3}
    await local.act(
        "fault",
        method="sendMessage",
        kind="status",
        code=429,
        description="Too Many Requests: retry after 3",
        parameters=parameters,
    )
    address = f"/bot{local.server.token}/sendMessage"
    first = await local.http.post(address, json={"chat_id": LIN, "text": "x"})
    assert (first.status_code, first.json()["parameters"]) == (429, parameters)
    assert (await local.http.post(address, json={"chat_id": LIN, "text": "x"})).status_code == 200


@pytest.mark.parametrize(("kind", "arrived"), [("drop", 0), ("late", 1)])
async def test_a_cut_connection_may_or_may_not_have_done_it(local: Local, kind: str, arrived: int) -> None:
    said = await local.say("hello")
    await local.act("fault", method="sendMessage", kind=kind)
    with pytest.raises(httpx.RemoteProtocolError):
        await local.api("sendMessage", chat_id=LIN, text="x")
    assert len(local.server.world.chats[LIN].messages) == 1 + arrived
    assert said["message_id"] in local.server.world.chats[LIN].messages


async def test_garbage_is_a_gateways_page(local: Local) -> None:
    await local.act("fault", kind="garbage", times=2)
    answers = [await local.http.get(f"/bot{local.server.token}/getMe") for _ in range(3)]
    assert ["Bad Gateway" in answer.text for answer in answers] == [True, True, False]


@pytest.mark.parametrize(("kind", "text"), [("empty", ""), ("drip", "<html>502 Bad Gateway</html>")])
async def test_an_answer_may_be_empty_or_come_in_drips(local: Local, kind: str, text: str) -> None:
    await local.act("fault", kind=kind, seconds=0.05)
    answer = await local.http.get(f"/bot{local.server.token}/getMe")
    assert (answer.status_code, answer.text) == (200, text)
    assert (await local.api("getMe"))["username"] == "youju_bot"


async def test_a_slow_answer_is_the_right_one(local: Local) -> None:
    await local.act("fault", method="getMe", kind="slow", seconds=0.05)
    assert (await local.api("getMe"))["username"] == "youju_bot"


async def test_updates_come_twice_and_confirmed_ones_again(local: Local) -> None:
    await local.say("a")
    await local.updates()
    await local.say("b")
    await local.act("fault", method="getUpdates", kind="duplicate")
    updates = await local.api("getUpdates")
    assert [update["message"]["text"] for update in updates] == ["a", "b", "b"]
    assert len(await local.api("getUpdates")) == 1


async def test_a_share_of_calls_fails_the_same_way_each_time(local: Local) -> None:
    async def pattern() -> list[int]:
        await local.act("fault", method="getMe", kind="status", code=500, description="x", share=0.3, seed=7)
        codes = [(await local.http.get(f"/bot{local.server.token}/getMe")).status_code for _ in range(40)]
        await local.act("clear_faults")
        return codes

    first = await pattern()
    assert first == await pattern()
    assert 0 < first.count(500) < 30
    assert (await local.http.get(f"/bot{local.server.token}/getMe")).status_code == 200
