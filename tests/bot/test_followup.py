"""What a question takes over from the one before it."""

from dataclasses import replace

import pytest

from bot.followup import QUIET, REMEMBERED, Memory, Turn, carry_over
from bot.types import Asker, Citation, Interpretation, Language, Named, Question, Unit
from knowledge.types import Entity, EntityKind

STARS = Entity("星河智能", EntityKind.COMPANY)
SAILS = Entity("云帆科技", EntityKind.COMPANY)
ASKER = Asker(chat=1, user=2)


def asked(text: str, *names: Entity, words: tuple[str, ...] = (), **fields: object) -> Interpretation:
    units = tuple(Unit(e.name, (e.name,), is_entity=True) for e in names) + tuple(Unit(w, (w,)) for w in words)
    named = tuple(Named(e, 0, 0, "exact") for e in names)
    return Interpretation(Question(text), text, Language.SIMPLIFIED, "fact", named, units=units, **fields)


def turn(interpretation: Interpretation) -> Turn:
    cited = Citation("a.md", 40, 60, "snippet", "title")
    return Turn(interpretation, (cited,), at=0.0)


FIRST = asked("星河智能C轮估值多少", STARS, words=("valuation",), relation="valuation", qualifier="c")


def test_the_entity_stays_where_only_the_relation_is_asked():
    then = carry_over(asked("那收入和利润呢", words=("revenue", "profit"), relation="revenue"), turn(FIRST))
    assert [named.entity.name for named in then.named] == ["星河智能"]
    assert then.relation == "revenue"
    assert [(unit.name, unit.share) for unit in then.units] == [("revenue", 1.0), ("profit", 1.0), ("星河智能", 1.0)]


def test_the_relation_stays_where_only_the_entity_is_new():
    then = carry_over(asked("那云帆科技呢", SAILS), turn(FIRST))
    assert [named.entity.name for named in then.named] == ["云帆科技"]
    assert then.relation == "valuation"
    assert then.qualifier == "c"
    assert [unit.name for unit in then.units] == ["云帆科技", "valuation"]


def test_a_question_that_says_all_takes_over_nothing():
    whole = asked("云帆科技收入多少", SAILS, words=("revenue",), relation="revenue")
    assert carry_over(whole, turn(FIRST)) == whole


def test_what_a_word_means_takes_over_nothing():
    concept = replace(asked("对齐是什么意思", words=("align",)), kind="concept")
    assert carry_over(concept, turn(FIRST)) == concept


def test_an_unknown_name_takes_over_nothing():
    unknown = asked("那远山呢", unknown=("远山",))
    assert carry_over(unknown, turn(FIRST)) == unknown


def test_a_follow_up_stays_near_what_was_cited():
    assert carry_over(asked("上限呢", words=("上限",)), turn(FIRST)).near == (("a.md", 40),)


def test_without_a_turn_before_nothing_changes():
    assert carry_over(FIRST, None) == FIRST


def test_a_conversation_ends_after_ten_quiet_minutes():
    memory = Memory()
    memory.remember(ASKER, turn(FIRST))
    assert memory.recall(ASKER, QUIET) is not None
    assert memory.recall(ASKER, QUIET + 1) is None


def test_users_and_topics_of_a_chat_have_memories_of_their_own():
    memory = Memory()
    memory.remember(ASKER, turn(FIRST))
    assert memory.recall(Asker(chat=1, user=3), 1.0) is None
    assert memory.recall(Asker(chat=1, topic=9, user=2), 1.0) is None


def test_a_user_and_a_chat_can_be_forgotten_whole():
    memory = Memory()
    for chat, user in ((1, 2), (3, 2), (1, 4)):
        memory.remember(Asker(chat=chat, user=user), turn(FIRST))
    assert memory.forget_all(user=2) == 2
    assert memory.forget_all(chat=3) == 0
    assert memory.forget_all(chat=1) == 1
    assert len(memory) == 0


@pytest.mark.promise(9)
def test_memory_is_bounded_and_forgets_the_one_quiet_for_longest():
    memory = Memory()
    for user in range(REMEMBERED + 5):
        memory.remember(Asker(chat=1, user=user), turn(FIRST))
    assert len(memory) == REMEMBERED
    assert memory.recall(Asker(chat=1, user=0), 1.0) is None
    memory.forget(Asker(chat=1, user=REMEMBERED))
    assert len(memory) == REMEMBERED - 1


@pytest.mark.promise(9)
def test_a_conversation_that_is_over_takes_no_memory():
    memory = Memory()
    for user in range(5):
        memory.remember(Asker(chat=1, user=user), replace(turn(FIRST), at=user * QUIET / 2))
    assert len(memory) == 3
    again = turn(FIRST)
    for _ in range(5):
        again = replace(turn(FIRST), earlier=again)
        memory.remember(Asker(chat=2), again)
        again = memory.recall(Asker(chat=2), again.at)
    assert again.earlier is not None
    assert again.earlier.earlier is None
