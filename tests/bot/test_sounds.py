"""How Chinese sounds: the same as pypinyin says, in any run."""

import pytest
from pypinyin import lazy_pinyin

from bot.sounds import find_sounds
from bot.wordbook import wordbook
from knowledge.text import is_cjk


@pytest.mark.parametrize("run", ["银行行长", "重庆的重量", "绿色女儿", "嗯", "㐀", "朝阳长大了", "估㐂值"])
def test_a_run_sounds_as_pypinyin_says(run):
    assert find_sounds(run) == tuple(lazy_pinyin(run))


def test_every_chinese_form_of_the_rules_sounds_as_pypinyin_says():
    forms = [form for form in wordbook().ordinary if all(map(is_cjk, form))]
    assert [form for form in forms if find_sounds(form) != tuple(lazy_pinyin(form))] == []
