"""The site over a base of the articles in tests/articles, asked through Datasette's own client."""

import re
from collections.abc import Iterator
from html import unescape
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from datasette.app import Datasette

from knowledge.browsing import plugin, site
from knowledge.browsing.describing import DATABASE, query_rules, table_rules
from knowledge.building.build import build_base
from knowledge.storing.store import KnowledgeBase, open_base

ARTICLES = Path(__file__).parents[2] / "articles"
ASKED = {
    "search": {"q": "融資"},
    "entity_facts": {"entity": "星河智能"},
    "entity_page": {"entity": "northwind labs"},
    "investors_of": {"entity": "苔岭机器人"},
    "portfolio_of": {"entity": "远山基金"},
    "valuations": {"entity": "星河智能"},
    "other_values": {"relation": "valuation"},
    "by_status": {"status": "rumoured"},
    "quotes_on": {"entity": "查令仪"},
}
"""Query -> what a reader fills in."""


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("browsing") / "any-name.db"
    build_base([ARTICLES], path)
    return path


@pytest.fixture
def base(db: Path) -> Iterator[KnowledgeBase]:
    found = open_base(db)
    yield found
    found.close()


@pytest.fixture
def browser(base: KnowledgeBase) -> Iterator[Datasette]:
    made = site.make_site(base)
    yield made
    for database in made.databases.values():
        database.close()
    made.executor.shutdown()


async def read(browser: Datasette, path: str, *, expected: int = 200, **asked: str) -> str:
    """The page's HTML, or JSON where path says so."""
    response = await browser.client.get(path, params=asked or None, follow_redirects=True)
    assert response.status_code == expected, response.text
    return str(response.text)


async def rows(browser: Datasette, name: str, **asked: str) -> list[dict[str, object]]:
    response = await browser.client.get(f"/{DATABASE}/{name}.json", params={"_shape": "array", **asked})
    assert response.status_code == 200, response.text
    found: list[dict[str, object]] = response.json()
    return found


@pytest.mark.parametrize("name", query_rules())
async def test_a_query_finds_what_is_asked_and_shows_it(browser: Datasette, name: str) -> None:
    assert await rows(browser, name, **ASKED.get(name, {}))
    page = unescape(await read(browser, f"/{DATABASE}/{name}", **ASKED.get(name, {})))
    assert query_rules()[name].text in page
    assert '<table class="rows-and-columns">' in page


@pytest.mark.parametrize("name", [name for name in query_rules() if name != "search"])
async def test_a_query_left_blank_finds_all(browser: Datasette, name: str) -> None:
    blank = dict.fromkeys(query_rules()[name].params, "")
    assert len(await rows(browser, name, **blank)) >= len(await rows(browser, name, **ASKED.get(name, {}))) > 0


@pytest.mark.parametrize("name", table_rules())
async def test_a_table_is_shown_with_its_description(browser: Datasette, name: str) -> None:
    page = unescape(await read(browser, f"/{DATABASE}/{name}"))
    assert table_rules()[name].text in page
    assert all(f"<dt>{column}</dt><dd>{text}</dd>" in page for column, text in table_rules()[name].columns.items())


async def test_the_start_page_leads_everywhere(browser: Datasette) -> None:
    page = await read(browser, "/")
    links = set(re.findall(r'href="(/[^"]*)"', page))
    shown = [name for name, rule in table_rules().items() if not rule.hidden]
    assert {f"/{DATABASE}/{name}" for name in (*query_rules(), *shown)} <= links
    for link in links:
        await read(browser, link)


async def test_tables_of_the_program_are_out_of_sight(browser: Datasette) -> None:
    page = await read(browser, f"/{DATABASE}")
    assert [name for name, rule in table_rules().items() if rule.hidden and f'/{DATABASE}/{name}"' in page] == []


@pytest.mark.parametrize("asked", ["融资", "融資", "ＮＯＲＴＨＷＩＮＤ", "northwind"])
async def test_words_are_found_in_either_script_and_any_width(browser: Datasette, asked: str) -> None:
    plain = {"融資": "融资", "ＮＯＲＴＨＷＩＮＤ": "northwind"}.get(asked, asked)
    found = await rows(browser, "search", q=asked)
    assert found == await rows(browser, "search", q=plain)
    assert found
    boxed = await rows(browser, "passages", _search=asked, _size="max")
    assert [row["snippet"] for row in boxed] == [row["snippet"] for row in found]


async def test_a_search_finds_words_that_the_article_writes_in_the_other_script(browser: Datasette) -> None:
    found = await rows(browser, "search", q="岫云资本")
    assert found
    assert [row for row in found if "岫雲資本" not in str(row["snippet"])] == []


@pytest.mark.parametrize("asked", ["", '"', "* OR ^", "。", "融资 无此词语", "NEAR("])
async def test_any_text_may_be_searched_for(browser: Datasette, asked: str) -> None:
    assert await rows(browser, "search", q=asked) == []


async def test_the_page_of_an_entity_has_its_facts_with_their_words(browser: Datasette, base: KnowledgeBase) -> None:
    page = unescape(await read(browser, "/entity", name="星河智能"))
    facts = base.facts(subject="星河智能")
    assert len(facts) > 10
    assert [fact for fact in facts if fact.evidence.snippet not in page] == []
    assert "<h2>valuation 估值</h2>" in page


async def test_a_snippet_leads_to_its_place_in_the_article(browser: Datasette, base: KnowledgeBase) -> None:
    page = unescape(await read(browser, f"/{DATABASE}/valuations", entity="星河智能"))
    links = re.findall(r'<a class="snippet" href="([^"]+)">([^<]+)</a>', page)
    assert len(links) == len([fact for fact in base.facts(subject="星河智能") if fact.relation == "valuation"])
    for link, snippet in links:
        article = unescape(await read(browser, link))
        shown = re.findall(r'<span class="here"[^>]*>([^<]*)</span>', article)
        assert "".join(shown) == snippet
        assert article.count('id="here"') == 1
        assert set(parse_qs(urlsplit(link).query)) == {"start", "end"}


@pytest.mark.parametrize("span", ["start=5", "start=9&end=5", "start=0&end=99999999", "start=a&end=b"])
async def test_a_span_that_the_article_has_not_is_no_span(browser: Datasette, span: str) -> None:
    assert 'id="here"' not in await read(browser, f"/{DATABASE}/sources/1?{span}")


async def test_every_entity_and_article_has_a_page(browser: Datasette, base: KnowledgeBase) -> None:
    for entity in base.entities():
        assert entity.name in unescape(await read(browser, "/entity", name=entity.name))
    for number in base.names:
        await read(browser, f"/{DATABASE}/sources/{number}")


async def test_every_link_of_the_facts_leads_somewhere(browser: Datasette) -> None:
    page = await read(browser, f"/{DATABASE}/entity_facts", entity="星河智能")
    links = {unescape(link) for link in re.findall(r'<td[^>]*><a[^>]*href="(/[^"]*)"', page)}
    assert len(links) > 10
    for link in links:
        await read(browser, link)


async def test_an_alias_leads_to_the_entity_and_an_unknown_name_to_the_nearest(browser: Datasette) -> None:
    assert "<h1>鯨落數據</h1>" in await read(browser, "/entity", name="鲸落数据")
    unknown = await read(browser, "/entity", expected=404, name="星河智慧")
    assert f"/{DATABASE}/entities/" in unknown
    assert "星河智能" in unknown


@pytest.mark.parametrize("path", [f"/{DATABASE}/entities/nobody", f"/{DATABASE}/sources/999", f"/{DATABASE}/nothing"])
async def test_what_is_not_there_is_a_plain_404(
    browser: Datasette, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    await read(browser, path, expected=404)
    assert capsys.readouterr() == ("", "")


async def test_names_and_words_are_never_taken_for_html(browser: Datasette) -> None:
    page = await read(browser, "/entity", expected=404, name="<script>alert(1)</script>")
    assert "<script>alert" not in page


async def test_the_file_is_read_as_one_that_never_changes(browser: Datasette, db: Path) -> None:
    before = (db.read_bytes(), sorted(db.parent.iterdir()))
    (shown,) = [one for one in (await browser.client.get("/-/databases.json")).json() if one["name"] == DATABASE]
    assert shown["is_mutable"] is False
    await read(browser, f"/{DATABASE}?sql={quote('delete from facts')}", expected=400)
    assert (db.read_bytes(), sorted(db.parent.iterdir())) == before


async def test_the_style_sheet_is_there(browser: Datasette) -> None:
    (sheet,) = re.findall(r'href="(/youju/[^"]+)"', await read(browser, "/"))
    assert ".col-terms" in await read(browser, sheet)


def test_only_this_machine_is_served() -> None:
    assert ip_address(site.HOST).is_loopback


def test_an_expression_asks_for_pairs_of_chinese_characters_and_whole_other_words() -> None:
    assert plugin.to_expression("大模型 Series C轮") == '"series" "c" "大模" "模型"'
