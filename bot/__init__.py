"""From a message to a cited answer. Knows nothing of how articles are read."""
