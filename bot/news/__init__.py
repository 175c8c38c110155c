"""What chats are told when the knowledge base has changed: digests of the names they watch, corrections of answers."""
