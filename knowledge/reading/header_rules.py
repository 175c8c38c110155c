"""rules/headers.yaml, as it is loaded."""

from functools import cache

from knowledge.reading.expressions import Expression
from knowledge.rules import Rule, own_rules


class FieldRule(Rule):
    """The labels of one field of a header."""

    labels: tuple[str, ...]
    example: str


class Marks(Rule):
    """What tells a line or a page apart."""

    by: Expression
    original: Expression
    role: Expression
    breadcrumb: Expression
    suffix: Expression
    account: Expression
    forum: Expression
    reprint: Expression
    future: Expression
    outlet_name: Expression
    platform: Expression
    reporter: Expression
    introduces: Expression
    unclear: Expression
    says_nothing: Expression


class Hosts(Rule):
    """Sites where the author named alone is the outlet."""

    hosts: tuple[str, ...]
    example: str


class ShareTimes(Rule):
    """Query keys of an address that say when it was shared, in milliseconds since 1970."""

    keys: tuple[str, ...]
    example: str


class Scripts(Rule):
    """What the scripts of a page state of it; the first group is the value."""

    published: Expression
    outlet: Expression


class DateForms(Rule):
    """How dates are written in numbers; English ones are dateparser's."""

    numeric: Expression
    compact: Expression
    slashed: Expression
    year: Expression
    era: Expression
    chinese: Expression
    stated: Expression
    rest: Expression
    digits: str


class HeaderRules(Rule):
    """rules/headers.yaml."""

    fields: dict[str, FieldRule]
    front_matter: dict[str, tuple[str, ...]]
    marks: Marks
    account_hosts: Hosts
    share_times: ShareTimes
    scripts: Scripts
    dates: DateForms


@cache
def header_rules() -> HeaderRules:
    """The rules, read once. Raises RuleError."""
    rules: HeaderRules = own_rules("headers.yaml", HeaderRules)
    return rules
