"""One line in the log for each thing that an admin does: what, to what, with what end, and who, as a pseudonym."""

import logging

from bot.pseudonyms import Hidden

log = logging.getLogger(__name__)


def audit(action: str, admin: int, outcome: str, subject: str = "-") -> None:
    """subject: a code or a build; never a name or words of anybody's."""
    fields = {"action": action, "admin": Hidden(admin), "outcome": outcome, "subject": subject}
    log.info("audit: %s %s by %s: %s", action, subject, Hidden(admin), outcome, extra=fields)
