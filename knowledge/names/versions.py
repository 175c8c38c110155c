"""Versions of what an article names: 云岫-3, a model of 云岫智能, is neither the company nor a word of its own."""

import re
from collections.abc import Iterator
from functools import cache

from knowledge.names.lexicon import Lexicon
from knowledge.names.name_uses import to_alternatives, use_rules
from knowledge.text import is_cjk
from knowledge.types import Entity, EntityKind

_OWNERS = (EntityKind.COMPANY, EntityKind.PRODUCT)


def find_versions(text: str, lexicon: Lexicon) -> Iterator[Entity]:
    """The products that text calls by the name of a company or a product and a number or word of versions after it.

    Only of names in Chinese characters that the lexicon's files do not hold. 走马2.0 stays 走马.
    """
    for mention in lexicon.find(text):
        entity = lexicon.entity(mention.entity)
        if entity is None or entity.known or entity.kind not in _OWNERS or not is_cjk(text[mention.end - 1]):
            continue
        version = _version().match(text, mention.end)
        if version:
            yield Entity(text[mention.start : version.end()], EntityKind.PRODUCT, known=False)


@cache
def _version() -> re.Pattern[str]:
    return re.compile(rf"-\d{{1,2}}(?:\.\d)?(?![\d.])| ?(?:{to_alternatives(use_rules().versions)})(?![A-Za-z0-9])")
