"""From articles to facts and quotes, each with its evidence. Knows nothing of chats."""
