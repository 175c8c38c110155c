"""From folders of articles to a published base: list, read what is new, write beside the serving base, check, swap."""

import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count
from pathlib import Path
from time import monotonic

from knowledge.building.folders import (
    ArticleFile,
    Listing,
    digest_bytes,
    digest_folders,
    list_articles,
    read_bytes,
    to_line,
)
from knowledge.building.lending import lend_names
from knowledge.building.parallel import Workers
from knowledge.building.reading import HalfRead, begin_file, finish_article, to_failure
from knowledge.building.report import BuildReport, FactChanges, Failure, compare_facts
from knowledge.building.spool import Spool, open_spool
from knowledge.errors import ArticleError, BuildError, RefusedError, StoreError
from knowledge.storing.article_rows import ArticleRows
from knowledge.storing.check import find_span_faults
from knowledge.storing.publish import lock_build, publish, temporary_of
from knowledge.storing.rollback import release
from knowledge.storing.rows import to_fact
from knowledge.storing.serving import open_serving
from knowledge.storing.store import KnowledgeBase, open_base
from knowledge.storing.writer import BaseWriter

logger = logging.getLogger(__name__)

Progress = Callable[[int, int, str], None]
"""Called after each step: steps done, steps in all, the name of the file it was about.

A step for each file to be read, once its names are found, and one for each file of the base, once it is written."""

Gate = Callable[[KnowledgeBase, KnowledgeBase | None], None]
"""Called with the base that was written and the one that serves: raises RefusedError where it must not take over."""


def build_base(
    folders: Sequence[Path], db: Path, *, progress: Progress | None = None, gate: Gate | None = None
) -> BuildReport:
    """Read the articles of folders into the base that db names, and return what changed.

    A file that cannot be read is reported in `failed` and left out; what it gave before is gone. A base that was gone
    back to is held no longer. Raises BuildError, db then being as it was: a folder is missing, all are empty, db is not
    ours, another build runs (BuildBusyError), the disk is full, the result is faulty, the gate refuses it
    (RefusedError). Raises RuleError likewise.
    """
    started = monotonic()
    listing = list_articles(folders)
    with lock_build(db):
        previous = _open_previous(db)
        try:
            report = _build(_plan_build(listing, digest_folders(folders), previous), db, progress, gate)
            release(db)
        except (StoreError, OSError, BrokenProcessPool) as error:
            raise BuildError(f"{db}: not built: {to_line(str(error))}") from error
        finally:
            temporary_of(db).unlink(missing_ok=True)
            if previous:
                previous.close()
    return replace(report, overridden=listing.overridden, seconds=round(monotonic() - started, 3))


@dataclass(frozen=True)
class _Plan:
    """Which files to read and which to take over from the base before."""

    digests: Mapping[str, str]
    """File name -> SHA-256, of the files that can be opened, sorted by name."""
    to_read: tuple[ArticleFile, ...]
    failed: tuple[Failure, ...]
    previous: KnowledgeBase | None
    fingerprint: str
    folders: str
    """`digest_folders` of those that are read."""

    @cached_property
    def before(self) -> Mapping[str, str]:
        return self.previous.digests() if self.previous else {}

    def compare_facts(self, name: str, now: ArticleRows | None) -> FactChanges:
        """What became of the facts of an article, as it says them: what only repeats another one included.

        now: None where it gives nothing any more.
        """
        facts = now.of_article["facts"] if now else ()
        if self.previous is None or name not in self.before:
            return FactChanges(new=len(facts))
        return compare_facts(self.previous.extract(name).facts, (to_fact(name, row) for row in facts))

    @property
    def is_done(self) -> bool:
        """Whether the base before is what a build would give."""
        same = self.previous is not None and self.previous.folders == self.folders
        return same and not self.to_read and self.digests.keys() == self.before.keys()

    @property
    def build_id(self) -> str:
        return digest_bytes("\n".join((self.fingerprint, *map(" ".join, self.digests.items()))).encode())[:12]


def _open_previous(db: Path) -> KnowledgeBase | None:
    """The base that serves for db; None: there is none, or none that can be used, so that all is read anew."""
    if not (db.exists() or db.is_symlink()):
        return None
    try:
        return open_serving(db)
    except StoreError as error:
        logger.warning("%s; building from nothing", error)
        return None


def _plan_build(listing: Listing, folders: str, previous: KnowledgeBase | None) -> _Plan:
    fingerprint = fingerprint_rules()
    same_rules = previous is not None and previous.fingerprint == fingerprint
    before = previous.digests() if previous is not None and same_rules else {}
    digests: dict[str, str] = {}
    failed: list[Failure] = []
    for file in listing.files:
        try:
            digests[file.name] = digest_bytes(read_bytes(file))
        except ArticleError as error:
            failed.append(to_failure(file.name, error))
    to_read = tuple(file for file in listing.files if digests.get(file.name, "") not in ("", before.get(file.name)))
    return _Plan(digests, to_read, tuple(failed), previous, fingerprint, folders)


def fingerprint_rules() -> str:
    """A digest of this package's rules and code: articles are read anew when either changes."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted((*package.rglob("*.yaml"), *package.rglob("*.py"))):
        digest.update(f"{path.relative_to(package)} {digest_bytes(path.read_bytes())}\n".encode())
    return digest.hexdigest()


def _build(plan: _Plan, db: Path, progress: Progress | None, gate: Gate | None) -> BuildReport:
    """Write, check and publish; seconds and overridden are still to be filled in."""
    if plan.previous is not None and plan.is_done:
        return _report(plan.previous, plan, plan.failed, FactChanges(), published=False)
    temporary = temporary_of(db)
    failed, changes, again = _write(plan, temporary, progress)
    written = open_base(temporary)
    try:
        if not written.digests():
            raise BuildError(f"{db}: not built: no file could be read ({_summarise(failed)})")
        for fault in find_span_faults(written):
            raise BuildError(f"{db}: not published: {fault}")
        _pass_gate(gate, written, plan, db)
        report = _report(written, plan, failed, changes, published=True)
        report = replace(report, reread=report.reread + again)
    finally:
        written.close()
    publish(temporary, db, plan.previous.path if plan.previous else None)
    return report


def _pass_gate(gate: Gate | None, written: KnowledgeBase, plan: _Plan, db: Path) -> None:
    if gate is None:
        return
    try:
        gate(written, plan.previous)
    except RefusedError as error:
        raise RefusedError(f"{db}: not published: {to_line(str(error))}") from error


def _write(plan: _Plan, path: Path, progress: Progress | None) -> tuple[tuple[Failure, ...], FactChanges, int]:
    """Write the base to path; all failures, what became of the facts, how many unchanged articles were read anew."""
    step = _count_steps(plan, progress)
    with Workers() as workers, open_spool(path.parent) as half_read:
        failed = dict(_begin(plan, workers, half_read, step))
        kept = plan.digests.keys() - {file.name for file in plan.to_read}
        begun = plan.digests.keys() - kept - failed.keys()
        lending = lend_names(half_read, plan.previous, sorted(kept))
        again = lending.borrowed.keys()
        readings = workers.map_in_order(finish_article, lending.halves(plan.digests, begun), len(again))
        with BaseWriter(path, plan.previous.path if plan.previous else None) as writer:
            changes = FactChanges()
            for name in plan.digests:
                read = failed.get(name) or (next(readings) if name in again else None)
                if isinstance(read, Failure):
                    failed[name] = read
                elif read:
                    writer.add(read)
                else:
                    writer.take_over(name)
                if read:
                    changes += plan.compare_facts(name, None if isinstance(read, Failure) else read)
                step(name)
            writer.finish({"build_id": plan.build_id, "fingerprint": plan.fingerprint, "folders": plan.folders})
    for name in plan.before.keys() - plan.digests.keys():
        changes += plan.compare_facts(name, None)
    failures = sorted((*plan.failed, *failed.values()), key=lambda failure: failure.file)
    return tuple(failures), changes, len(again & kept)


def _count_steps(plan: _Plan, progress: Progress | None) -> Callable[[str], None]:
    """What to call with a file's name after each step of the build."""
    steps = count(1)
    in_all = len(plan.to_read) + len(plan.digests)
    return lambda name: progress(next(steps), in_all, name) if progress else None


def _begin(
    plan: _Plan, workers: Workers, half_read: Spool[HalfRead], step: Callable[[str], None]
) -> Iterator[tuple[str, Failure]]:
    """Read the files to be read as far as the names, into half_read; those that cannot be read."""
    for file, begun in zip(
        plan.to_read, workers.map_in_order(begin_file, plan.to_read, len(plan.to_read)), strict=True
    ):
        if isinstance(begun, Failure):
            yield file.name, begun
        else:
            half_read.add(begun)
        step(file.name)


def _summarise(failed: tuple[Failure, ...]) -> str:
    more = f"; {len(failed) - 1} more" if len(failed) > 1 else ""
    return f"{failed[0].file}: {failed[0].reason}{more}"


def _report(
    base: KnowledgeBase, plan: _Plan, failed: tuple[Failure, ...], changes: FactChanges, *, published: bool
) -> BuildReport:
    now = base.digests()
    changed = tuple(name for name in now if name in plan.before and plan.before[name] != now[name])
    counts = base.counts()
    return BuildReport(
        articles=counts["articles"],
        passages=counts["passages"],
        entities=counts["entities"],
        facts=counts["facts"],
        quotes=counts["quotes"],
        seconds=0.0,
        failed=failed,
        new=tuple(name for name in now if name not in plan.before),
        changed=changed,
        gone=tuple(name for name in plan.before if name not in now),
        reread=sum(file.name in now and plan.before.get(file.name) == now[file.name] for file in plan.to_read),
        fact_changes=changes,
        published=published,
    )
