"""The step between the two readings of a folder: which article knows which names from the others. Writes nothing."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from knowledge.building.reading import Half, HalfRead
from knowledge.building.spool import Spool
from knowledge.names.borrowed_names import FolderNames
from knowledge.names.folder_names import Discovery, share_names
from knowledge.storing.store import KnowledgeBase
from knowledge.types import Entity


@dataclass(frozen=True)
class Lending:
    """What is to be read to the end, and with which names of others."""

    borrowed: Mapping[str, tuple[Entity, ...]]
    """Article name -> whom it knows from the others: of the articles half read, and of those taken over until now for
    which that is no longer what it was."""
    half_read: Spool[HalfRead]
    previous: KnowledgeBase | None

    def halves(self, names: Iterable[str], begun: Collection[str]) -> Iterator[Half]:
        """Those of the articles, in the order of names, that are to be read to the end. begun: the half read."""
        read = self.half_read.read()
        for name in names:
            if name in begun:
                one = next(read)
                borrowed = self.borrowed[name]
                article = one.named.article
                yield Half(article, one.discoveries, borrowed, None if borrowed else one.named)
            elif self.previous and name in self.borrowed:
                article = self.previous.article(name)
                yield Half(article, self.previous.discoveries(name), self.borrowed[name])


def lend_names(half_read: Spool[HalfRead], previous: KnowledgeBase | None, kept: Collection[str]) -> Lending:
    """Who borrows which names. kept: the articles of the previous base that need not be read for any other reason.

    All follows from the articles as each is read alone: it is the same whether they came together or one by one.
    """
    shared = share_names(_find_discoveries(half_read, previous, kept))
    names = FolderNames(shared)
    borrowed = {
        one.named.article.name: names.borrow(one.named.article.text, one.discoveries) for one in half_read.read()
    }
    if previous and kept and shared != share_names(_find_discoveries(None, previous, previous.digests())):
        for name in kept:
            now = names.borrow(previous.source(name).text, previous.discoveries(name))
            if now != previous.borrowed(name):
                borrowed[name] = now
    return Lending(borrowed, half_read, previous)


def _find_discoveries(
    half_read: Spool[HalfRead] | None, previous: KnowledgeBase | None, kept: Collection[str]
) -> Iterator[Discovery]:
    for one in half_read.read() if half_read else ():
        yield from one.discoveries
    if previous:
        for name in kept:
            yield from previous.discoveries(name)
