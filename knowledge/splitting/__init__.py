"""From an article to its passages: sentences, with heading and speaker."""
