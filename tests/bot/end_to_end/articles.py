"""Articles of invented companies that the end-to-end tests ask about, and what they hold."""

from pathlib import Path

FUNDING = """霁川智能的三年
来源：测试周刊
发布时间：2024-05-20
原文链接：https://example.org/jichuan

霁川智能成立于2021年3月，创始人是顾青野，总部位于苏州。

2022年6月，霁川智能完成8000万美元A轮融资，由石榴资本领投，投后估值为4亿美元。

2023年9月，霁川智能完成2亿美元B轮融资，由石榴资本领投，北屿基金跟投，投后估值为12亿美元。

2024年4月，有消息称霁川智能正在洽谈新一轮融资，估值或达25亿美元。

霁川智能2023年营收为1.5亿元，员工约300人。

顾青野认为，大模型的价格还会继续下降🙂，赚钱要靠应用。

顾青野表示：“我们内部的暗号写作 1<2 & x_y * z w > v，谁也猜不到。”
"""
CHAT = """云岫科技与它的对话产品
来源：测试周刊
发布时间：2024-03-02
原文链接：https://example.org/yunxiu

云岫科技成立于2019年，创始人是沈既白。

2023年11月，云岫科技完成3亿元A轮融资，投后估值为一万五千亿韩元。

云岫科技推出了对话产品云岫清谈，云岫清谈的月活跃用户达到200万。

2024年2月，云岫科技完成近百亿元融资，北屿基金跟投，投后估值为6亿美元。

云岫科技在2022年的营收为2-3亿元。
"""
FUND = """北屿基金的账本
来源：夜读创投
发布时间：2024-06-01
原文链接：https://example.org/beiyu

北屿基金是一家早期基金，被投公司有霁川智能、云岫科技和松果机器人。

2023年1月，松果机器人完成5000万元天使轮融资，由北屿基金领投。

2023年9月，霁川智能完成2亿美元B轮融资，北屿基金参投。

云岫科技成立于2018年。

松果机器人的门禁口令每周更换一次。
"""
EMOJI = """松果机器人的一封长信
来源：夜读创投
发布时间：2024-07-01

"""
ARTICLES = {"funding.txt": FUNDING, "chat.txt": CHAT, "fund.txt": FUND}
FIRM, OTHER, THIRD = "霁川智能", "云岫科技", "松果机器人"
UNKNOWN = "玄圃科技"


def write_articles(folder: Path) -> Path:
    """The folder with all of them in it."""
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    letter = "".join(f"松果机器人第{n}号仓库的彩灯口诀是{'🎄🎁' * 60}。" for n in range(1, 7))
    (folder / "letter.txt").write_text(f"{EMOJI}{letter}\n", encoding="utf-8")
    return folder
