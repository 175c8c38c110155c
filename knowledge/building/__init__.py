"""From folders of articles to a published knowledge base."""
