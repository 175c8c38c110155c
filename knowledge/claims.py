"""What somebody's message claims: its text in, the facts it states out, read as an article is. Pure."""

from knowledge.names.lexicon import Lexicon
from knowledge.pipeline import process_article
from knowledge.types import Fact, FactStatus, RawArticle

LONGEST = 4096
"""Characters of a message that are read; Telegram takes no longer one."""
_CLAIMED = (FactStatus.STATED, FactStatus.REPORTED, FactStatus.RUMOURED)


def find_claims(text: str, lexicon: Lexicon) -> tuple[Fact, ...]:
    """The facts that a message states, reports or passes on, in order; empty where it states none.

    lexicon: the names known, those of the knowledge base included. The evidence is of the message itself.
    """
    message = RawArticle(name="", digest="", body=text[:LONGEST], title="")
    facts = process_article(message, lexicon).facts
    claims = (fact for fact in facts if fact.status in _CLAIMED)
    return tuple({(c.subject, c.relation, c.object, c.quantity, c.period, c.text): c for c in claims}.values())
