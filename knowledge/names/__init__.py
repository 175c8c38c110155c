"""Entities and where they are named: the lexicon, names nobody prepared, pronouns."""
