"""Names that an article says are not the real ones: names in, those with a mark out. Knows no names of its own."""

import re
from collections.abc import Iterable, Mapping

from knowledge.facts.cues import compiled, cue_rules
from knowledge.names.lexicon import Lexicon
from knowledge.text import fold, fold_characters
from knowledge.types import Article, EntityKind, Mention


def mark_pseudonyms(
    speakers: Iterable[str], article: Article, mentions: Iterable[Mention], lexicon: Lexicon
) -> Mapping[str, str]:
    """Speaker -> the name with its mark (李然（化名）), for those of whom the article says so.

    Where it says so of everybody it speaks with, those are all the persons whom no lexicon knew before.
    """
    rules, plain = cue_rules().pseudonyms, fold_characters(article.text)
    if not any(sign in plain for sign in rules.signs):
        return {}
    twin = fold(article.text)
    mark = rules.mark["en" if article.language == "en" else "zh"]
    everybody = any(compiled(one).search(twin) for one in rules.all)
    unknown = {one.name for one in lexicon.entities if one.kind is EntityKind.PERSON and not one.known}
    forms: dict[str, set[str]] = {name: {fold(name)} for name in speakers}
    for mention in mentions:
        if mention.entity in forms and not mention.resolved:
            forms[mention.entity].add(twin[mention.start : mention.end])
    return {
        name: f"{name}{mark}"
        for name, written in forms.items()
        if (everybody and name in unknown and not _is_excepted(written, twin)) or _is_named(written, twin)
    }


def _is_named(written: Iterable[str], twin: str) -> bool:
    return any(
        re.search(one.replace("{name}", re.escape(form)), twin)
        for form in written
        for one in cue_rules().pseudonyms.named
    )


def _is_excepted(written: Iterable[str], twin: str) -> bool:
    return any(f"除{form}" in twin for form in written)
