"""Mentions: an article and its passages in, the entities it names and every span where it names them out."""

from collections.abc import Iterator, Sequence

from knowledge.names.column_names import find_column_names
from knowledge.names.coreference import resolve_pronouns
from knowledge.names.discover import discover_entities
from knowledge.names.familiar_names import find_familiar_forms
from knowledge.names.lexicon import Lexicon
from knowledge.names.other_names import join_other_names
from knowledge.names.short_forms import find_short_forms
from knowledge.names.versions import find_versions
from knowledge.types import Article, Entity, EntityKind, Mention, Passage


def find_entities(article: Article, passages: Sequence[Passage], lexicon: Lexicon) -> tuple[Entity, ...]:
    """The entities the article names, each once, in the order in which they are first named.

    Those of the lexicon come with the further names this article gives them; those it introduces are known=False.
    Speakers whom the text never names come last.
    """
    spans = tuple((passage.start, passage.end) for passage in passages)
    listed = find_column_names(article.text, passages)
    found = discover_entities(article.text, spans, lexicon, listed)
    names = lexicon.with_entities(join_other_names(article.text, spans, found, lexicon))
    names = names.with_entities(find_short_forms(article.text, names))
    names = names.with_entities(find_familiar_forms(article.text, names))
    names = names.with_entities(find_versions(article.text, names))
    names = names.with_entities(_find_speakers(passages, names))
    speakers = (passage.speaker for passage in passages if passage.speaker is not None)
    present = dict.fromkeys((*(mention.entity for mention in names.find(article.text)), *speakers))
    return tuple(entity for name in present if (entity := names.entity(name)) is not None)


def find_mentions(article: Article, passages: Sequence[Passage], lexicon: Lexicon) -> tuple[Mention, ...]:
    """Where the article names the lexicon's entities, or plainly means them, in order and not overlapping.

    lexicon holds what `find_entities` found in this article. Pronouns and 该公司, 前者 ... are resolved=True.
    """
    named = lexicon.find(article.text)
    resolved = resolve_pronouns(article, passages, named, lexicon)
    return tuple(sorted((*named, *resolved), key=lambda mention: mention.start))


def _find_speakers(passages: Sequence[Passage], lexicon: Lexicon) -> Iterator[Entity]:
    for name in dict.fromkeys(passage.speaker for passage in passages):
        if name is not None and lexicon.entity(name) is None:
            yield Entity(name, EntityKind.PERSON, known=False)
