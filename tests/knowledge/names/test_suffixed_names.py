"""Companies and funds that nobody introduces: found by the last word of their names, and by nothing less."""

import pytest

from knowledge.names.discover import to_reading
from knowledge.names.lexicon import load_lexicon
from knowledge.names.suffixed_names import find_suffixed
from knowledge.types import EntityKind

COMPANY, FUND = EntityKind.COMPANY, EntityKind.FUND


def find_names(text: str) -> set[tuple[str, EntityKind]]:
    """(name, kind) of what is found in text, a sentence a line."""
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    found = find_suffixed(to_reading(text, load_lexicon().find(text)), tuple(spans))
    return {(text[start:end], kind) for kind, start, end in found}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("溱渊科技宣布搬家。", {("溱渊科技", COMPANY)}, id="it does what companies do"),
        pytest.param("溱渊科技搬了家。\n邻居说,溱渊科技很安静。", {("溱渊科技", COMPANY)}, id="no ordinary word, again"),
        pytest.param("溱渊智能的新家\n邻居说,溱渊智能很安静。", {("溱渊智能", COMPANY)}, id="in the title, again"),
        pytest.param("溱渊智能2020年成立。", {("溱渊智能", COMPANY)}, id="founded in a year"),
        pytest.param("溱渊医疗2021年3月在常州成立。", {("溱渊医疗", COMPANY)}, id="founded in a month, somewhere"),
        pytest.param("溱渊生物去年亏损2亿元。", {("溱渊生物", COMPANY)}, id="it lost money last year"),
        pytest.param("灯塔科技的CEO没有到场。", {("灯塔科技", COMPANY)}, id="an ordinary word with a chief executive"),
        pytest.param("传溱渊科技宣布搬家。", {("溱渊科技", COMPANY)}, id="rumoured"),
        pytest.param("做茶叶分拣的溱渊智能没有回应。", {("溱渊智能", COMPANY)}, id="after what it makes"),
        pytest.param("他离开溱渊智能,加入了一所大学。", {("溱渊智能", COMPANY)}, id="after leaving"),
        pytest.param("本轮由溱渊资本领投,灯塔基金和老股东禾下创投跟投。",
            {("溱渊资本", FUND), ("灯塔基金", FUND), ("禾下创投", FUND)}, id="investors in a list"),
        pytest.param("溱渊科技宣布搬家。\n溱渊医疗没有搬。", {("溱渊科技", COMPANY), ("溱渊医疗", COMPANY)}, id="two of one stem"),
        pytest.param("百川能源宣布涨价。", {("百川能源", COMPANY)}, id="a known short name that goes on"),
        pytest.param("麦穗智能2023年累计融资超9亿元。", {("麦穗智能", COMPANY)}, id="a seldom noun that raised money"),
        pytest.param("雪线医疗的创始人没有到场。", {("雪线医疗", COMPANY)}, id="a seldom noun with a founder"),
        pytest.param("远帆生物有300名员工。", {("远帆生物", COMPANY)}, id="it has staff"),
        pytest.param("白塔数据成立三年,仍然亏损。", {("白塔数据", COMPANY)}, id="it has an age"),
    ],
)  # fmt: skip
def test_names_are_found(text: str, found: set[tuple[str, EntityKind]]) -> None:
    assert find_names(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "人工智能的未来\n人工智能发布会推迟,人工智能正在改变一切。",
        "语音数据和医疗影像数据都不够,训练数据也不够。",
        "产业基金、政府引导基金和社保基金都参与了领投。",
        "硬核科技、前沿科技和金融科技已经不时髦了。",
        "据溱渊科技评论了解,价格没有变。",
        "他在中关村基金小镇上班。",
        "人形机器人和扫地机器人宣布了春天的到来。",
        "美元基金退出,人民币基金领投。",
        "手术机器人去年融资30亿元,物流软件一共融了10亿元,工业软件成立三年。",
        "脑机芯片的创始人都很年轻,割草机器人的估值在涨,分拣机器人去年融资3亿元。",
        "智谱AI与百度智能云签约,阿里投资了百川。",
        "这家公司的财务数据显示,移动互联网的红利没了。",
        "",
    ],
)
def test_ordinary_words_are_no_names(text: str) -> None:
    assert find_names(text) == set()


@pytest.mark.parametrize("unit", ["科技", "云帆科技", "的云帆科技宣布", "智能" * 3, "由云帆资本、"])
def test_hostile_text_takes_time_in_proportion_to_its_length(unit: str) -> None:
    assert len(find_names(unit * 5_000)) <= 2
