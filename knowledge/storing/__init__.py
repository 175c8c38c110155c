"""The knowledge base: the only SQL."""
