"""Every error this package raises on purpose. The text of each is one line that names what and where.

YoujuError
├── RuleError      a rule file is broken: names file and key
├── ArticleError   an article cannot be read: names the file
├── BuildError     a build cannot start or may not be published
│   └── RefusedError  it is sound, but must not take over unless somebody says so
└── StoreError     a knowledge base is absent, corrupt or not ours: names the file
"""


class YoujuError(Exception):
    """The root: one clear line for the person who can mend it."""


class RuleError(YoujuError):
    """A rule file is broken; the text starts with its name and the key at fault."""


class ArticleError(YoujuError):
    """An article cannot be read; the build goes on without it and ends with a count."""


class BuildError(YoujuError):
    """A build cannot start (another one runs, no folder) or its result may not be published."""


class RefusedError(BuildError):
    """A base is sound, but must not take the place of the one that serves unless somebody says so."""


class StoreError(YoujuError):
    """A knowledge base is absent, corrupt or foreign."""
