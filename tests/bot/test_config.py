"""Settings: a bad one is one line that names it, and no secret ever shows."""

from pathlib import Path

import pytest

from bot.config import BUNDLED_ARTICLES, ConfigError, load_settings

TOKEN = "123456:AAbbCCddEEff-secret"


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("BOT_TOKEN", "BOT_ADMINS", "ARTICLES_DIR", "KNOWLEDGE_DB", "STATE_DB", "WEBHOOK_URL"):
        monkeypatch.delenv(name, raising=False)


def test_without_any_setting_the_bundled_articles_are_read() -> None:
    settings = load_settings()
    assert settings.bot_token is None
    assert settings.articles_dir == (BUNDLED_ARTICLES,)
    assert settings.knowledge_db == Path("var/knowledge.db")


def test_settings_come_from_the_environment_and_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / ".env").write_text(f"BOT_ADMINS=1, 2\nBOT_TOKEN={TOKEN}\nUNRELATED=x\n", encoding="utf-8")
    monkeypatch.setenv("ARTICLES_DIR", f"{tmp_path}/a:{tmp_path}")
    settings = load_settings()
    assert settings.bot_admins == (1, 2)
    assert settings.articles_dir == (tmp_path / "a", tmp_path)
    assert settings.bot_token is not None
    assert settings.bot_token.get_secret_value() == TOKEN


BAD = {
    "BOT_TOKEN": "secret-without-number",
    "BOT_ADMINS": "1,@name",
    "ARTICLES_DIR": "/no/such/folder",
    "TELEGRAM_API_BASE": "ftp://example.org",
    "WEBHOOK_URL": "example.org",
    "WEBHOOK_SECRET": "with blanks",
    "WEBHOOK_LISTEN": "8443",
    "METRICS_LISTEN": "9464",
    "LOG_FORMAT": "xml",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_setting_is_one_line_that_names_it(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, BAD[name])
    with pytest.raises(ConfigError, match=f"^{name}: [^\n]+$"):
        load_settings()


@pytest.mark.parametrize("identity", ["1087968824", "136817688", "777000", "5,777000"])
def test_an_id_that_many_people_share_is_no_admin(monkeypatch: pytest.MonkeyPatch, identity: str) -> None:
    monkeypatch.setenv("BOT_ADMINS", identity)
    with pytest.raises(ConfigError, match=r"BOT_ADMINS: [0-9]+ is shared by many people"):
        load_settings()


def test_a_webhook_needs_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_URL", "https://example.org/hook")
    with pytest.raises(ConfigError, match=r"^WEBHOOK_SECRET: "):
        load_settings()


def test_secrets_show_neither_in_the_settings_nor_in_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("WEBHOOK_SECRET", "hush-hush")
    settings = load_settings()
    assert "secret" not in repr(settings).replace("webhook_secret", "")
    assert "hush" not in repr(settings)
    monkeypatch.setenv("BOT_TOKEN", "a bad secret")
    with pytest.raises(ConfigError) as error:
        load_settings()
    assert "a bad secret" not in str(error.value)
    assert error.value.__cause__ is None
