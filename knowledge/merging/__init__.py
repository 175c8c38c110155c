"""Reprints: which articles are copies of others, and which of their facts and quotes are therefore said only once."""
