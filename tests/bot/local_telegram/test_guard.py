"""Who may talk to the server: this machine, by its own address, with the key; no other page, no other name."""

import socket

import httpx
import pytest

from tests.bot.local_telegram.local import LIN, Local

PATHS = ("/", "/page/page.js", "/events", "/control/state", "/picture/x")


@pytest.mark.parametrize("path", PATHS)
async def test_without_the_key_nothing_is_shown(local: Local, path: str) -> None:
    send = local.http.post if path.startswith("/control") else local.http.get
    assert (await send(path)).status_code == 403
    assert (await send(path, headers={"Authorization": "Bearer wrong"})).status_code == 403


FOREIGN = {
    "rebound name": {"Host": "evil.example"},
    "rebound name with port": {"Host": "evil.example:{port}"},
    "other port": {"Host": "127.0.0.1:1"},
    "another page": {"Origin": "https://evil.example"},
    "another port's page": {"Origin": "http://127.0.0.1:1"},
    "sandboxed page": {"Origin": "null"},
}


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN)
async def test_other_names_and_other_pages_are_sent_away(local: Local, headers: dict[str, str]) -> None:
    given = {name: value.format(port=local.server.port) for name, value in headers.items()}
    key = {"Authorization": f"Bearer {local.server.key}"}
    assert (await local.http.get(f"/bot{local.server.token}/getMe", headers=given)).status_code == 403
    assert (await local.http.post("/control/state", headers=given | key)).status_code == 403
    assert (await local.http.get("/", headers=given | key)).status_code == 403


async def test_the_address_with_the_key_opens_the_page_once_and_for_all(local: Local) -> None:
    async with httpx.AsyncClient(base_url=local.server.url, follow_redirects=True, trust_env=False) as browser:
        page = await browser.get(local.server.page)
        assert (page.status_code, page.url.query) == (200, b"")
        assert "script-src 'self'" in page.headers["Content-Security-Policy"]
        assert (await browser.get("/page/page.js")).status_code == 200
        assert (await browser.get("/page/nothing.js")).status_code == 404
        assert (await browser.post("/control/state", headers={"Origin": local.server.url})).json()["ok"]
        (cookie,) = browser.cookies.jar
        assert cookie.has_nonstandard_attr("HttpOnly")
        assert cookie.get_nonstandard_attr("SameSite") == "Strict"


async def test_it_listens_on_loopback_only(local: Local) -> None:
    assert local.server.url.startswith("http://127.0.0.1:")
    with pytest.raises(OSError, match=r"refused|reachable|assign"), socket.socket() as probe:
        probe.connect(("127.0.0.2", local.server.port))


async def test_what_is_no_picture_is_saved_not_shown(local: Local) -> None:
    page = b"<script>alert(1)</script>"
    said = await local.act("say", {"file": ("a.html", page, "text/html")}, user=LIN, chat=LIN, text="")
    key = {"Authorization": f"Bearer {local.server.key}"}
    shown = await local.http.get(f"/picture/{said['document']['file_id']}", headers=key)
    assert shown.headers["Content-Type"] == "application/octet-stream"
    assert shown.headers["Content-Disposition"] == "attachment"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"


BAD = {
    "nobody": ("say", {"user": 5, "chat": LIN, "text": "x"}),
    "nowhere": ("say", {"user": LIN, "chat": 5, "text": "x"}),
    "nothing": ("say", {"user": LIN, "chat": LIN, "text": " "}),
    "no such button": ("press", {"user": LIN, "chat": LIN, "message_id": 1, "data": "x"}),
    "no such action": ("fly", {}),
    "no such fault": ("fault", {"kind": "earthquake"}),
}


@pytest.mark.parametrize(("action", "values"), BAD.values(), ids=BAD)
async def test_what_people_cannot_do_is_refused(local: Local, action: str, values: dict[str, object]) -> None:
    key = {"Authorization": f"Bearer {local.server.key}"}
    response = await local.http.post(f"/control/{action}", json=values, headers=key)
    assert (response.status_code, response.json()["ok"]) == (400, False)
