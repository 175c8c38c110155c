"""Facts and quotes, each with its evidence."""
