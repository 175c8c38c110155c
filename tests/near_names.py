"""Names that are easily taken for one another, made by fixed rules: of people, companies, coined Latin words; and slips."""

import random
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from pypinyin import lazy_pinyin
from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.names.lexicon import load_lexicon
from knowledge.text import fold, is_cjk, to_key
from knowledge.types import Entity, EntityKind

SEED = 20250601
SURNAMES = "沈陆顾裴温岑阮霍俞穆祁邵蓝聂缪桑"
GIVEN = "知行怀瑾望舒清越云深以宁明川若溪景和听澜既白砚秋星野南乔"
STEMS = [
    "溪谷",
    "望潮",
    "青穗",
    "砚台",
    "浮桥",
    "拾光",
    "听潮",
    "石榴",
    "麦浪",
    "松果",
    "银杏",
    "渡鸦",
    "白鹭",
    "雪线",
    "远帆",
    "长亭",
    "鹿鸣",
    "星渚",
    "云屿",
    "竹溪",
]
SUFFIXES = ["智能", "科技", "机器人", "医疗", "数据", "生物", "半导体", "资本", "创投"]
ONSETS = ["B", "Br", "C", "Cl", "D", "F", "Gr", "H", "K", "L", "M", "N", "P", "Qu", "R", "S", "St", "T", "V", "W"]
MIDDLES = ["al", "el", "il", "on", "ar", "er", "an", "in", "or", "um"]
ENDS = ["dra", "vex", "ton", "mere", "wick", "lo", "ris", "nova", "bridge", "ley", "quist"]


@cache
def invented_names() -> tuple[Entity, ...]:
    """Two hundred names that nobody has: 60 people, 80 companies and funds, 60 coined words."""
    chance = random.Random(SEED)
    people: dict[str, None] = {}
    while len(people) < 60:
        people[chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, 2))] = None
    firms: dict[str, None] = {}
    while len(firms) < 80:
        firms[chance.choice(STEMS) + chance.choice(SUFFIXES)] = None
    coined: dict[str, None] = {}
    while len(coined) < 60:
        coined[chance.choice(ONSETS) + chance.choice(MIDDLES) + chance.choice(ENDS)] = None
    taken = {to_key(name) for entity in load_lexicon().entities for name in (entity.name, *entity.aliases)}
    return tuple(
        Entity(name, kind)
        for names, kind in ((people, EntityKind.PERSON), (firms, EntityKind.COMPANY), (coined, EntityKind.COMPANY))
        for name in names
        if to_key(name) not in taken
    )


def near_pairs(names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The pairs of names, either way round, that differ in one or two characters, sound alike, or begin or end alike."""
    keys = {to_key(name): name for name in names}
    alike: dict[tuple[str, ...], list[str]] = {}
    for key in keys:
        alike.setdefault(tuple(lazy_pinyin(key)), []).append(key)
    for key, name in keys.items():
        slips = 2 if len(key) > 3 else 1
        close = process.extract(key, list(keys), scorer=OSA.distance, score_cutoff=slips, limit=None)
        parts = [part for at in range(1, len(key)) for part in (key[:at], key[at:]) if part in keys]
        near = dict.fromkeys((*(other for other, *_ in close), *alike[tuple(lazy_pinyin(key))], *parts))
        near.pop(key, None)
        yield from ((name, keys[other]) for other in near)
        yield from ((keys[part], name) for part in parts)


@cache
def homophones() -> Mapping[str, str]:
    """Sound -> the everyday characters (GB 2312, level 1) that are read so."""
    table: dict[str, str] = {}
    for char in bytes(byte for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for byte in (row, cell)).decode(
        "gb2312", "ignore"
    ):
        if is_cjk(char):
            sound = lazy_pinyin(char)[0]
            table[sound] = table.get(sound, "") + char
    return table


def chinese_slips(name: str) -> Iterator[str]:
    """name with one character written as another of its sound, one for each place where there is such a one."""
    chance = random.Random(f"{SEED}{name}")
    sounds = lazy_pinyin(name)
    for at, char in enumerate(name):
        others = homophones().get(sounds[at], "").replace(char, "")
        if others and len(sounds) == len(name):
            written = name[:at] + chance.choice(others) + name[at + 1 :]
            if tuple(lazy_pinyin(written)) == tuple(sounds):
                yield written


def latin_slips(name: str) -> Iterator[str]:
    """name with a letter dropped, and with two letters swapped; the first letter of it stays."""
    chance = random.Random(f"{SEED}{name}")
    places = [at for at in range(1, len(name) - 1) if name[at].isalpha() and name[at + 1].isalpha()]
    if places:
        at = chance.choice(places)
        yield name[:at] + name[at + 1 :]
        at = chance.choice([place for place in places if name[place] != name[place + 1]] or places)
        yield name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def is_chinese(name: str) -> bool:
    """Whether name is written in Chinese characters only."""
    return all(map(is_cjk, fold(name)))


def names_beside(known: Iterable[str]) -> Iterator[str]:
    """Names that nobody has, made of known ones: another last word, another surname, a character more, a version."""
    names = sorted({*known})
    taken = {to_key(name) for name in names}
    for name in names:
        if name.isascii() and " " in name:
            made = (f"{name.split()[0]} Foundry", f"{name.split()[0]} Weston")
        elif name.isascii():
            made = (f"{name}-V9", f"{name} Foundry Labs")
        elif is_chinese(name) and len(name) == 3 and name[0] in SURNAMES:
            made = (f"穆{name[1:]}", f"{name}昊")
        elif is_chinese(name) and len(name) == 4:
            made = (f"{name[:2]}影业", f"{name[:2]}制药")
        else:
            made = ()
        yield from (one for one in made if to_key(one) not in taken)
