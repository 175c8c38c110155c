"""What a question takes over from the one before it: memory and interpretation in, interpretation out."""

from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import RLock

from bot.addressed import says_something
from bot.asked_for import asked_of, find_wanted, is_asked_of, to_round_name
from bot.phrases import phrase
from bot.referring import is_place, refer, refer_to_place
from bot.templates import asked_relations
from bot.types import Answer, Asker, Citation, Interpretation, Named
from bot.units import to_name_unit
from knowledge.text import fold
from knowledge.types import Entity, Period

QUIET = 600.0
"""Seconds after which a conversation is forgotten."""
REMEMBERED = 10_000
"""Conversations kept; the one quiet for longest goes first."""
TAKEN_OVER = 0.5
"""What a unit taken over counts for, against one that the question says itself."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as understood, and what it was answered with."""

    asked: Interpretation
    citations: tuple[Citation, ...]
    at: float
    given: tuple[Entity, ...] = ()
    """The people or companies that the answer gave, as far as one was asked for."""
    earlier: "Turn | None" = None
    """The turn before, where this one was asked back: what is answered to that goes on with it."""
    listed: tuple[Entity, ...] = ()
    """Those that the answer lists, in order: 第二个 is one of them, 它 is none."""
    answer: Answer | None = None
    """The answer itself; None: it was somebody else's message."""
    when: Period | None = None
    """Of when what it was answered with is: what 当时 means."""


class Memory:
    """The last turn of every asker, for ten quiet minutes; bounded, and never on disk. For any thread."""

    def __init__(self) -> None:
        self._turns: OrderedDict[Asker, Turn] = OrderedDict()
        self._lock = RLock()

    def recall(self, asker: Asker, now: float) -> Turn | None:
        """The asker's last turn; None: none, or too long ago. now: seconds of any steady clock."""
        turn = self._turns.get(asker)
        return turn if turn is not None and now - turn.at <= QUIET else None

    def remember(self, asker: Asker, turn: Turn) -> None:
        """Keeps the turn in place of the asker's last, and drops those that are over."""
        # One is enough: what is asked back again and again must not grow into a chain.
        turn = replace(turn, earlier=replace(turn.earlier, earlier=None)) if turn.earlier else turn
        with self._lock:
            self._turns[asker] = turn
            self._turns.move_to_end(asker)
            while len(self._turns) > REMEMBERED or turn.at - next(iter(self._turns.values())).at > QUIET:
                self._turns.popitem(last=False)

    def forget(self, asker: Asker) -> None:
        """Drops the asker's last turn, if there is one."""
        with self._lock:
            self._turns.pop(asker, None)

    def forget_all(self, *, chat: int | None = None, user: int | None = None) -> int:
        """Drops the last turns of all askers of a chat, and those of a user in all chats; returns how many."""
        with self._lock:
            found = [asker for asker in self._turns if chat == asker.chat or user == asker.user]
            return sum(self._turns.pop(asker, None) is not None for asker in found)

    def move_chat(self, old: int, new: int) -> None:
        """Gives a chat that got a new id the last turns of all its askers."""
        with self._lock:
            for asker in [asker for asker in self._turns if asker.chat == old]:
                if (turn := self._turns.pop(asker, None)) is not None:
                    self.remember(replace(asker, chat=new), turn)

    def __len__(self) -> int:
        return len(self._turns)


def carry_over(asked: Interpretation, before: Turn | None) -> Interpretation:
    """The interpretation with what its question leaves out taken from the turn before.

    The entity stays where only the relation is asked (那估值呢), the relation where only the entity is new
    (那 MiniMax 呢). A question that names something and says what it wants of it takes over nothing; nor does one that
    asks what a word means, nor one with an unknown name, nor one without a word.
    """
    if before is None or asked.unknown or asked.doubts or not says_something(asked.question.text):
        return asked
    is_elliptic = phrase("question_left_out").search(asked.twin) is not None
    typed = {(fold(asked.question.text[n.start : n.end]),) for n in asked.named} if is_elliptic else set()
    own = [unit for unit in asked.units if not unit.is_entity and unit.forms not in typed]
    if own and asked.kind == "concept":
        return asked
    is_other_kind = asked.kind not in ("fact", before.asked.kind) and not is_elliptic
    if asked.named and (own or asked.relation or is_other_kind):
        return asked
    if asked.named:
        return _with_relation(asked, before.asked)
    elliptic = asked.kind == "fact" and asked.answer_type is None and asked.relation is None
    return _with_entities(asked, before, few=len(own) <= 1, elliptic=elliptic)


def _with_relation(asked: Interpretation, last: Interpretation) -> Interpretation:
    words = tuple(unit for unit in last.units if not unit.is_entity)
    return replace(
        asked,
        kind=last.kind,
        relation=last.relation,
        answer_type=last.answer_type,
        qualifier=last.qualifier,
        period=asked.period or last.period,
        units=asked.units + words,
        reasons=(*asked.reasons, f"taken over: {last.kind} {last.relation or ''}".rstrip()),
    )


def _with_entities(asked: Interpretation, before: Turn, *, few: bool, elliptic: bool) -> Interpretation:
    """few: the question says next to nothing itself; elliptic: it does not say what form of answer it wants.

    What a value is asked of that only a relation gives counts in full: another company's value is no answer.
    """
    last = before.asked
    placed = refer_to_place(asked, before.listed)
    if placed:
        asked = replace(asked, units=tuple(unit for unit in asked.units if not is_place(unit.forms[0])))
        few = few and asked.relation is None
    entities = placed or refer(asked, last, before.given)
    named = tuple(Named(entity, 0, 0, "inherited") for entity in entities)
    if phrase("that_round").search(asked.twin) and asked.qualifier is None and last.qualifier is not None:
        round_name = to_round_name(last.qualifier)
        own_round = tuple(unit for unit in last.units if unit.name == round_name)
        asked = replace(asked, qualifier=last.qualifier, units=asked.units + own_round)
    own_relation, own_type = asked.relation, asked.answer_type
    if own_relation is not None and not is_asked_of(own_relation, asked_of("", named)):
        own_relation, own_type = find_wanted(asked.plain, asked.kind, named)
    relation = own_relation or (last.relation if few and not own_type else None)
    is_strict = relation is not None and asked_relations()[relation][0].closed
    own = {unit.name for unit in asked.units}
    taken = [to_name_unit(name) for name in named if name.entity.name not in own]
    is_now = phrase("asks_now").search(asked.twin) is not None
    passed = {to_round_name(last.qualifier)} if is_now and last.qualifier is not None else set()
    taken += [u for u in last.units if u.name not in {*own, *passed} and not u.is_entity and few]
    shares = [1.0 if unit.is_entity and is_strict else TAKEN_OVER for unit in taken]
    units = asked.units + tuple(replace(unit, share=share) for unit, share in zip(taken, shares, strict=True))
    is_of_then = asked.period is None and phrase("that_time").search(asked.twin) is not None
    return replace(
        asked,
        named=named,
        period=(last.period or before.when) if is_of_then else asked.period,
        relation=relation,
        kind=last.kind if elliptic else asked.kind,
        answer_type=own_type or (last.answer_type if few or elliptic else None),
        qualifier=asked.qualifier or (last.qualifier if few and not is_now else None),
        units=units,
        near=tuple((citation.article, citation.start) for citation in before.citations[:1]),
        reasons=(*asked.reasons, f"taken over: {', '.join(unit.name for unit in taken) or 'the place'}"),
    )
